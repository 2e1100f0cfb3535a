// A training step of a dense network in few launches: every layer forward, every layer's deltas backward, all gradients
// at once, Adam. The numbers are float32 throughout. Nothing is summed in an order that may change from run to run.
//
// Of a network this small a matrix product is over before a GPU is busy. So each product is cut into tiles of 16 rows
// and 32 columns, which are about as many as a large GPU has multiprocessors, and the warps of a block share the depth
// of one tile between them. In a warp, too, two groups of threads share the depth, so that each thread makes 4 x 8
// numbers: fewer would wait for shared memory, more would leave no registers. What would be launches of their own is
// done as a tile is read or written: gathering the images of a batch and making numbers of their bytes, biases,
// activations and their derivatives, the loss. Sizes and depths of tiles are the fastest of those tried on an H200.

constexpr int THREADS = 512;
constexpr int WARPS = THREADS / 32;
constexpr int HEIGHT = 16, WIDTH = 32;              // of the part of a tile that a warp makes
constexpr int THREAD_HEIGHT = 4, THREAD_WIDTH = 8;  // of that, what a thread makes
constexpr int DOWN = HEIGHT / THREAD_HEIGHT, ACROSS = WIDTH / THREAD_WIDTH, GROUPS = 32 / (DOWN * ACROSS);
constexpr int MOST_LAYERS = 32;

// A kernel may be begun while the one before it still runs, which a launch costs less. What that one, and all before
// it, have written is there after this.
__device__ void wait_for_what_came_before() {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 900
  asm volatile("griddepcontrol.launch_dependents;");
  asm volatile("griddepcontrol.wait;" ::: "memory");
#endif
}

enum Function { NONE, RELU, TANH, SILU, SIGMOID };

typedef unsigned char Byte;

__device__ float activated(float x, int function) {
  switch (function) {
    case RELU: return x > 0 ? x : 0;
    case TANH: return tanhf(x);
    case SILU: return x / (1 + expf(-x));
    case SIGMOID: return 1 / (1 + expf(-x));
    default: return x;
  }
}

// The derivative at the number x, of which y is made.
__device__ float slope(float x, float y, int function) {
  switch (function) {
    case RELU: return y > 0 ? 1 : 0;
    case TANH: return 1 - y * y;
    case SILU: {
      float s = 1 / (1 + expf(-x));
      return s * (1 + x * (1 - s));
    }
    case SIGMOID: return y * (1 - y);
    default: return 1;
  }
}

// A byte's 255th, rounded as a division rounds it.
__device__ float unit(Byte byte) {
  const float part = 1.0f / 255;
  float near = byte * part;
  return fmaf(fmaf(-near, 255, byte), part, near);
}

// Where the factors of a product come from: four neighbours of a row at a time, and zeros beyond an edge. They are
// asked for without a branch, as those nearest that there are, and become numbers only when they are needed: else each
// would be waited for before the next is asked for. `WIDE` is a matrix in whose rows four lie at an edge of 16 bytes.

template <bool WIDE>
struct Matrix {
  typedef float4 Raw;

  const float* at;
  int rows, columns;

  __device__ Raw ask(int row, int column) const {
    const float* p = at + (size_t)min(row, rows - 1) * columns;
    if (WIDE) return *(const float4*)(p + min(column, columns - 4));
    int last = columns - 1;
    return make_float4(p[min(column, last)], p[min(column + 1, last)], p[min(column + 2, last)],
                       p[min(column + 3, last)]);
  }

  __device__ float4 numbers(Raw raw, int row, int column) const {
    int left = row < rows ? columns - column : 0;
    return make_float4(left > 0 ? raw.x : 0, left > 1 ? raw.y : 0, left > 2 ? raw.z : 0, left > 3 ? raw.w : 0);
  }
};

template <bool WIDE>
struct Images {
  typedef uchar4 Raw;

  const Byte* at;           // of all images
  const long long* chosen;  // of those, the batch
  int rows, columns;

  __device__ float one(int row, int column) const { return unit(at[chosen[row] * columns + column]); }

  __device__ Raw ask(int row, int column) const {
    const Byte* p = at + chosen[min(row, rows - 1)] * columns;
    if (WIDE) return *(const uchar4*)(p + min(column, columns - 4));
    int last = columns - 1;
    return make_uchar4(p[min(column, last)], p[min(column + 1, last)], p[min(column + 2, last)],
                       p[min(column + 3, last)]);
  }

  __device__ float4 numbers(Raw raw, int row, int column) const {
    int left = row < rows ? columns - column : 0;
    return make_float4(left > 0 ? unit(raw.x) : 0, left > 1 ? unit(raw.y) : 0, left > 2 ? unit(raw.z) : 0,
                       left > 3 ? unit(raw.w) : 0);
  }
};

// A factor's part in shared memory: `SIZE` rows or columns of the product, `DEPTH` of what is summed over. In memory
// neighbours lie along the depth, or across it. `EDGE` numbers of every `PART` are a thread's.
template <class Source, bool ALONG, int SIZE, int DEPTH, int PART, int EDGE>
struct Tile {
  static constexpr int FAST = ALONG ? DEPTH : SIZE;
  static constexpr int SLOW = ALONG ? SIZE : DEPTH;
  static constexpr int STRIDE = FAST + (ALONG ? 4 : 0);  // threads that read beneath each other meet other banks
  static constexpr int FLOATS = SLOW * STRIDE;
  static constexpr int QUADS = SIZE * DEPTH / 4 / THREADS;  // of each thread
  static constexpr int LANES = PART / EDGE;
  static_assert(SIZE * DEPTH % (4 * THREADS) == 0, "every thread has as many");

  const Source& source;
  float* shared;
  int across;  // where the tile begins
  typename Source::Raw held[QUADS];

  __device__ void ask(int along) {
#pragma unroll
    for (int i = 0; i < QUADS; ++i) held[i] = source.ask(row(i, along), column(i, along));
  }

  __device__ void store(int along) {
#pragma unroll
    for (int i = 0; i < QUADS; ++i)
      *(float4*)(shared + slow(i) * STRIDE + fast(i)) = source.numbers(held[i], row(i, along), column(i, along));
  }

  __device__ static int slow(int i) { return (threadIdx.x + i * THREADS) / (FAST / 4); }
  __device__ static int fast(int i) { return (threadIdx.x + i * THREADS) % (FAST / 4) * 4; }
  __device__ int row(int i, int along) const { return (ALONG ? across : along) + slow(i); }
  __device__ int column(int i, int along) const { return (ALONG ? along : across) + fast(i); }

  // Where the numbers of a thread are in a part.
  __device__ static int place(int lane, int number) {
    return ALONG ? lane + LANES * number : 4 * (lane + LANES * (number / 4)) + number % 4;
  }

  // The thread's numbers at four places of the depth.
  __device__ void read(float (&numbers)[EDGE][4], int part, int lane, int along) const {
#pragma unroll
    for (int i = 0; i < EDGE; ++i) {
      int half = i / 4 * 4, k = i % 4;
      int slow = ALONG ? part + place(lane, i) : along + k, fast = ALONG ? along : part + place(lane, half);
      float4 four = *(const float4*)(shared + slow * STRIDE + fast);
      (ALONG ? numbers[i][0] : numbers[half][k]) = four.x;
      (ALONG ? numbers[i][1] : numbers[half + 1][k]) = four.y;
      (ALONG ? numbers[i][2] : numbers[half + 2][k]) = four.z;
      (ALONG ? numbers[i][3] : numbers[half + 3][k]) = four.w;
    }
  }
};

// What the groups of a warp have, added up: each keeps as many rows as are its part.
template <int ROWS, int GROUPS_LEFT>
__device__ void fold(float (&numbers)[ROWS][THREAD_WIDTH], float (&kept)[THREAD_HEIGHT / GROUPS][THREAD_WIDTH]) {
  if constexpr (GROUPS_LEFT == 1) {
#pragma unroll
    for (int i = 0; i < ROWS; ++i)
#pragma unroll
      for (int j = 0; j < THREAD_WIDTH; ++j) kept[i][j] = numbers[i][j];
  } else {
    constexpr int HALF = ROWS / 2, BIT = DOWN * ACROSS * GROUPS_LEFT / 2;
    bool upper = threadIdx.x & BIT;
    float half[HALF][THREAD_WIDTH];
#pragma unroll
    for (int i = 0; i < HALF; ++i)
#pragma unroll
      for (int j = 0; j < THREAD_WIDTH; ++j) {
        float mine = upper ? numbers[i + HALF][j] : numbers[i][j];
        float others = upper ? numbers[i][j] : numbers[i + HALF][j];
        half[i][j] = mine + __shfl_xor_sync(0xffffffff, others, BIT);
      }
    fold<HALF, GROUPS_LEFT / 2>(half, kept);
  }
}

// One tile of a product of two factors, by a whole block. The warps are `HIGH` and `WIDE` in the tile, and as many
// times one behind the other along the depth. `AHEAD`, the next part of the factors is asked for while the present one
// is multiplied, which gains nothing where the depth is only that of a batch.
template <class SourceA, bool A_ALONG, class SourceB, bool B_ALONG, int HIGH, int WIDE, int DEPTH, bool AHEAD>
struct Product {
  static constexpr int ROWS = HEIGHT * HIGH, COLUMNS = WIDTH * WIDE, SLICES = WARPS / (HIGH * WIDE);
  static_assert(DEPTH / SLICES % (4 * GROUPS) == 0, "every group has a part of every slice");
  static constexpr int STRIDE = COLUMNS + 4;  // of the slices' results, see Tile::STRIDE
  typedef Tile<SourceA, A_ALONG, ROWS, DEPTH, HEIGHT, THREAD_HEIGHT> A;
  typedef Tile<SourceB, B_ALONG, COLUMNS, DEPTH, WIDTH, THREAD_WIDTH> B;
  static constexpr int FACTORS = A::FLOATS + B::FLOATS, RESULTS = SLICES * ROWS * (STRIDE + 1);
  static constexpr int FLOATS = FACTORS > RESULTS ? FACTORS : RESULTS;

  // Hand each number of the tile that begins at `row`, `column` to `take(row, column, number)`; and the sums of the
  // first factor's rows to `take_sum(row, sum)`, if `sums` asks for them.
  template <class Take, class TakeSum>
  __device__ static void make(float* shared, const SourceA& source_a, const SourceB& source_b, int row, int column,
                              int depth, const Take& take, bool sums, const TakeSum& take_sum) {
    int warp = threadIdx.x / 32, group = threadIdx.x % 32 / (DOWN * ACROSS);
    int down = threadIdx.x / ACROSS % DOWN, across = threadIdx.x % ACROSS;
    int slice = warp / (HIGH * WIDE), top = HEIGHT * (warp % HIGH), left = WIDTH * (warp / HIGH % WIDE);
    A a = {source_a, shared, row};
    B b = {source_b, shared + A::FLOATS, column};
    float numbers[THREAD_HEIGHT][THREAD_WIDTH] = {}, row_sums[THREAD_HEIGHT] = {};
    float of_a[THREAD_HEIGHT][4], of_b[THREAD_WIDTH][4];
    for (int begun = 0; begun < depth; begun += DEPTH) {
      if (!AHEAD || begun == 0) {
        a.ask(begun);
        b.ask(begun);
      }
      __syncthreads();
      a.store(begun);
      b.store(begun);
      __syncthreads();
      if (AHEAD && begun + DEPTH < depth) {
        a.ask(begun + DEPTH);
        b.ask(begun + DEPTH);
      }
#pragma unroll
      for (int step = 0; step < DEPTH / SLICES; step += 4 * GROUPS) {
        int along = slice * (DEPTH / SLICES) + step;
        if (begun + along >= depth) break;
        a.read(of_a, top, down, along + 4 * group);
        b.read(of_b, left, across, along + 4 * group);
#pragma unroll
        for (int k = 0; k < 4; ++k)
#pragma unroll
          for (int i = 0; i < THREAD_HEIGHT; ++i)
#pragma unroll
            for (int j = 0; j < THREAD_WIDTH; ++j) numbers[i][j] = fmaf(of_a[i][k], of_b[j][k], numbers[i][j]);
        if (sums)
#pragma unroll
          for (int i = 0; i < THREAD_HEIGHT; ++i) row_sums[i] += of_a[i][0] + of_a[i][1] + of_a[i][2] + of_a[i][3];
      }
    }
    float kept[THREAD_HEIGHT / GROUPS][THREAD_WIDTH];
    fold<THREAD_HEIGHT, GROUPS>(numbers, kept);
    if (sums)
#pragma unroll
      for (int i = 0; i < THREAD_HEIGHT; ++i)
#pragma unroll
        for (int bit = DOWN * ACROSS; bit < 32; bit *= 2) row_sums[i] += __shfl_xor_sync(0xffffffff, row_sums[i], bit);
    __syncthreads();
    float* results = shared;
    float* results_of_rows = shared + SLICES * ROWS * STRIDE;
#pragma unroll
    for (int i = 0; i < THREAD_HEIGHT / GROUPS; ++i) {
      int at = slice * ROWS + top + A::place(down, THREAD_HEIGHT / GROUPS * group + i);
#pragma unroll
      for (int j = 0; j < THREAD_WIDTH; ++j) results[at * STRIDE + left + B::place(across, j)] = kept[i][j];
    }
#pragma unroll
    for (int i = 0; i < THREAD_HEIGHT; ++i)
      if (sums && left == 0 && across == 0 && group == 0)
        results_of_rows[slice * ROWS + top + A::place(down, i)] = row_sums[i];
    __syncthreads();
    for (int place = threadIdx.x; place < ROWS * COLUMNS; place += THREADS) {
      int r = place / COLUMNS, c = place % COLUMNS;
      float number = 0;
#pragma unroll
      for (int s = 0; s < SLICES; ++s) number += results[(s * ROWS + r) * STRIDE + c];
      take(row + r, column + c, number);
    }
    if (sums && threadIdx.x < ROWS) {
      float sum = 0;
      for (int s = 0; s < SLICES; ++s) sum += results_of_rows[s * ROWS + threadIdx.x];
      take_sum(row + (int)threadIdx.x, sum);
    }
  }
};

// The sum of what the threads of a block have, in the first thread.
__device__ float total(float* shared, float mine) {
  int t = threadIdx.x;
  __syncthreads();
  shared[t] = mine;
  for (int half = THREADS / 2; half > 0; half /= 2) {
    __syncthreads();
    if (t < half) shared[t] += shared[t + half];
  }
  return shared[0];
}

// Forward through a layer: outputs = function(inputs weights' + biases), a tile a block.
struct Layer {
  const Byte* images;
  const long long* chosen;
  const float *inputs, *weights, *biases;  // weights: (out, in)
  float *before, *outputs;                 // before the function, where that is another array; after it
  float *deltas, *losses;                  // of the last layer: the loss's gradient by `before`; a block's sum of squares
  int batch, in, out, function;
};

constexpr int TILE_ROWS = 16, TILE_COLUMNS = 32, SHARED = 9600;  // the last one is in numbers

template <class Source, bool WIDE>
__device__ void forward(float* shared, const Layer& layer, const Source& source) {
  typedef Product<Source, true, Matrix<WIDE>, true, TILE_ROWS / 16, TILE_COLUMNS / 32, 128, true> Forward;
  static_assert(Forward::FLOATS <= SHARED, "it fits");
  Images<false> images = {layer.images, layer.chosen, layer.batch, layer.out};
  float squares = 0;
  Forward::make(
      shared, source, Matrix<WIDE>{layer.weights, layer.out, layer.in}, blockIdx.y * TILE_ROWS,
      blockIdx.x * TILE_COLUMNS, layer.in,
      [&](int row, int column, float number) {
        if (row >= layer.batch || column >= layer.out) return;
        size_t at = (size_t)row * layer.out + column;
        float x = number + layer.biases[column], y = activated(x, layer.function);
        if (layer.before != layer.outputs) layer.before[at] = x;
        layer.outputs[at] = y;
        if (!layer.losses) return;
        float error = y - images.one(row, column);
        squares = fmaf(error, error, squares);
        layer.deltas[at] = 2.0f / ((float)layer.batch * layer.out) * error * slope(x, y, layer.function);
      },
      false, [](int, float) {});
  if (layer.losses) {
    float sum = total(shared, squares);
    if (threadIdx.x == 0) layer.losses[blockIdx.y * gridDim.x + blockIdx.x] = sum;
  }
}

extern "C" __global__ void __launch_bounds__(THREADS) first_layer(const Layer layer) {
  __shared__ __align__(16) float shared[SHARED];
  wait_for_what_came_before();
  if (layer.in % 4 == 0)
    forward<Images<true>, true>(shared, layer, {layer.images, layer.chosen, layer.batch, layer.in});
  else
    forward<Images<false>, false>(shared, layer, {layer.images, layer.chosen, layer.batch, layer.in});
}

extern "C" __global__ void __launch_bounds__(THREADS) next_layer(const Layer layer) {
  __shared__ __align__(16) float shared[SHARED];
  wait_for_what_came_before();
  if (layer.in % 4 == 0)
    forward<Matrix<true>, true>(shared, layer, {layer.inputs, layer.batch, layer.in});
  else
    forward<Matrix<false>, false>(shared, layer, {layer.inputs, layer.batch, layer.in});
}

// Backward through a layer: below = (deltas weights) times the slope of the layer below, a tile a block.
struct Back {
  const float *deltas, *weights;        // (batch, out), (out, in)
  const float *before_below, *outputs;  // of the layer below, (batch, in)
  float* below;
  int batch, in, out, function;  // the function is that of the layer below
};

template <bool WIDE>
__device__ void backward(float* shared, const Back& layer) {
  typedef Product<Matrix<WIDE>, true, Matrix<WIDE>, false, TILE_ROWS / 16, TILE_COLUMNS / 32, 128, true> Backward;
  static_assert(Backward::FLOATS <= SHARED, "it fits");
  Backward::make(
      shared, {layer.deltas, layer.batch, layer.out}, {layer.weights, layer.out, layer.in}, blockIdx.y * TILE_ROWS,
      blockIdx.x * TILE_COLUMNS, layer.out,
      [&](int row, int column, float number) {
        if (row >= layer.batch || column >= layer.in) return;
        size_t at = (size_t)row * layer.in + column;
        layer.below[at] = number * slope(layer.before_below[at], layer.outputs[at], layer.function);
      },
      false, [](int, float) {});
}

extern "C" __global__ void __launch_bounds__(THREADS) back(const Back layer) {
  __shared__ __align__(16) float shared[SHARED];
  wait_for_what_came_before();
  if (layer.in % 4 == 0 && layer.out % 4 == 0)
    backward<true>(shared, layer);
  else
    backward<false>(shared, layer);
}

// All gradients: weights = deltas' inputs, biases = the sums of the deltas, a tile a block. One block more sums the
// loss and counts the update that follows.
struct Gradient {
  const float *deltas, *inputs;
  float *weights, *biases;
  int in, out, blocks, unused;
};

struct Gradients {
  Gradient layers[MOST_LAYERS];
  const Byte* images;
  const long long* chosen;
  const float* losses;
  float* loss;
  const float* updates;
  float* next;
  int batch, count, loss_blocks, pixels;
};

constexpr int GRADIENT_ROWS = 64, GRADIENT_COLUMNS = 64;

template <class Source, bool WIDE>
__device__ void gradient(float* shared, const Gradient& layer, const Source& inputs, int batch, int block) {
  typedef Product<Matrix<WIDE>, false, Source, false, GRADIENT_ROWS / 16, GRADIENT_COLUMNS / 32, 32, false> OfWeights;
  static_assert(OfWeights::FLOATS <= SHARED, "it fits");
  int wide = (layer.in + GRADIENT_COLUMNS - 1) / GRADIENT_COLUMNS;
  int row = block / wide * GRADIENT_ROWS, column = block % wide * GRADIENT_COLUMNS;
  OfWeights::make(
      shared, {layer.deltas, batch, layer.out}, inputs, row, column, batch,
      [&](int r, int c, float number) {
        if (r < layer.out && c < layer.in) layer.weights[(size_t)r * layer.in + c] = number;
      },
      column == 0,
      [&](int r, float sum) {
        if (r < layer.out) layer.biases[r] = sum;
      });
}

extern "C" __global__ void __launch_bounds__(THREADS, 1) gradients(const Gradients all) {
  __shared__ __align__(16) float shared[SHARED];
  wait_for_what_came_before();
  int block = blockIdx.x, i = 0;
  while (i < all.count && block >= all.layers[i].blocks) block -= all.layers[i++].blocks;
  if (i < all.count) {
    const Gradient& layer = all.layers[i];
    bool wide = layer.in % 4 == 0 && layer.out % 4 == 0;
    if (i == 0 && wide)
      gradient<Images<true>, true>(shared, layer, {all.images, all.chosen, all.batch, layer.in}, all.batch, block);
    else if (i == 0)
      gradient<Images<false>, false>(shared, layer, {all.images, all.chosen, all.batch, layer.in}, all.batch, block);
    else if (wide)
      gradient<Matrix<true>, true>(shared, layer, {layer.inputs, all.batch, layer.in}, all.batch, block);
    else
      gradient<Matrix<false>, false>(shared, layer, {layer.inputs, all.batch, layer.in}, all.batch, block);
    return;
  }
  float squares = 0;
  for (int i = threadIdx.x; i < all.loss_blocks; i += THREADS) squares += all.losses[i];
  float sum = total(shared, squares);
  if (threadIdx.x == 0) {
    *all.loss = sum / ((float)all.batch * all.pixels);
    *all.next = *all.updates + 1;
  }
}

// Adam (Kingma and Ba, 2015), decoupled weight decay (Loshchilov and Hutter, 2019): four numbers a thread.
struct Update {
  float* weights;
  const float* gradients;
  float *means, *squares;
  const float *rate, *next;
  float* updates;
  int quads;
  float decay;
};

extern "C" __global__ void __launch_bounds__(THREADS) adam(const Update all) {
  wait_for_what_came_before();
  const float FADE = 0.1f, FADE_OF_SQUARES = 0.001f, EPSILON = 1e-8f;
  const float LOG = -0.10536051565782628f, LOG_OF_SQUARES = -0.0010005003335835344f;  // of 0.9 and 0.999
  float count = *all.next, rate = *all.rate;
  // 1 - 0.9^count, without the digits that a difference from 1 would cost.
  float pace = rate / -expm1f(count * LOG), lift = 1 / sqrtf(-expm1f(count * LOG_OF_SQUARES));
  int quad = blockIdx.x * THREADS + threadIdx.x;
  if (quad == 0) *all.updates = count;
  if (quad >= all.quads) return;
  float4 w4 = ((float4*)all.weights)[quad], m4 = ((float4*)all.means)[quad], v4 = ((float4*)all.squares)[quad];
  const float4 g4 = ((const float4*)all.gradients)[quad];
  float *w = &w4.x, *m = &m4.x, *v = &v4.x;
  const float* g = &g4.x;
#pragma unroll
  for (int i = 0; i < 4; ++i) {
    m[i] = fmaf(FADE, g[i] - m[i], m[i]);
    v[i] = fmaf(FADE_OF_SQUARES, g[i] * g[i] - v[i], v[i]);
    w[i] = fmaf(-rate * all.decay, w[i], w[i]);
    w[i] -= pace * m[i] / (sqrtf(v[i]) * lift + EPSILON);
  }
  ((float4*)all.weights)[quad] = w4;
  ((float4*)all.means)[quad] = m4;
  ((float4*)all.squares)[quad] = v4;
}
