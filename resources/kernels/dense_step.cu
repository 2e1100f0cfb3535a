// A training step of a dense network in few launches: every layer forward, every layer's deltas backward, all gradients
// at once, Adam. The numbers are float32 throughout. Nothing is summed in an order that may change from run to run.
//
// Of a network this small a matrix product is over before a GPU is busy. So each product is cut into tiles of 16 rows
// and 32 columns, which are about as many as a large GPU has multiprocessors, and the eight warps of a block share the
// depth of one tile between them. In a warp, too, four groups of threads share the depth, so that each thread makes
// 8 x 8 numbers: what it reads from shared memory is then enough arithmetic to wait for the next. What would be
// launches of their own is done as a tile is read or written: gathering the images of a batch and making numbers of
// their bytes, biases, activations and their derivatives, the loss.

constexpr int THREADS = 256;
constexpr int WARPS = THREADS / 32;
constexpr int DOWN = 2, ACROSS = 4, GROUPS = 4;  // the threads of a warp
constexpr int EDGE = 8;                          // each makes so many numbers squared, a group for 4 of every 16 places
constexpr int MOST_LAYERS = 32;

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

// Where the factors of a product come from: four neighbours of a row at a time, zeros beyond an edge.

struct Matrix {
  const float* at;
  int rows, columns;

  __device__ float4 four(int row, int column) const {
    if (row >= rows || column >= columns) return make_float4(0, 0, 0, 0);
    const float* p = at + (size_t)row * columns + column;
    if (columns % 4 == 0) return *(const float4*)p;
    int left = columns - column;
    return make_float4(p[0], left > 1 ? p[1] : 0, left > 2 ? p[2] : 0, left > 3 ? p[3] : 0);
  }
};

struct Images {
  const Byte* at;           // of all images
  const long long* chosen;  // of those, the batch
  int rows, columns;

  __device__ float one(int row, int column) const { return unit(at[chosen[row] * columns + column]); }

  __device__ float4 four(int row, int column) const {
    if (row >= rows || column >= columns) return make_float4(0, 0, 0, 0);
    const Byte* p = at + chosen[row] * columns + column;
    if (columns % 4 == 0) {
      uchar4 b = *(const uchar4*)p;
      return make_float4(unit(b.x), unit(b.y), unit(b.z), unit(b.w));
    }
    int left = columns - column;
    return make_float4(unit(p[0]), left > 1 ? unit(p[1]) : 0, left > 2 ? unit(p[2]) : 0, left > 3 ? unit(p[3]) : 0);
  }
};

// A factor's part in shared memory, `WIDTH` rows or columns of the product and `DEPTH` of what is summed over. In
// memory neighbours lie along the depth, or across it.
template <bool ALONG, int WIDTH, int DEPTH, int LANES>
struct Tile {
  static constexpr int FAST = ALONG ? DEPTH : WIDTH;
  static constexpr int SLOW = ALONG ? WIDTH : DEPTH;
  static constexpr int STRIDE = FAST + (ALONG ? 4 : 0);  // threads that read beneath each other meet other banks
  static constexpr int FLOATS = SLOW * STRIDE;
  static constexpr int QUADS = WIDTH * DEPTH / 4 / THREADS;  // of each thread
  static_assert(WIDTH * DEPTH % (4 * THREADS) == 0, "every thread has as many");

  float* shared;
  float4 held[QUADS];

  template <class Source>
  __device__ void fetch(const Source& source, int across, int along) {
#pragma unroll
    for (int i = 0; i < QUADS; ++i) {
      int quad = threadIdx.x + i * THREADS;
      int slow = quad / (FAST / 4), fast = quad % (FAST / 4) * 4;
      held[i] = source.four((ALONG ? across : along) + slow, (ALONG ? along : across) + fast);
    }
  }

  __device__ void store() {
#pragma unroll
    for (int i = 0; i < QUADS; ++i) {
      int quad = threadIdx.x + i * THREADS;
      *(float4*)(shared + quad / (FAST / 4) * STRIDE + quad % (FAST / 4) * 4) = held[i];
    }
  }

  // Where the numbers of a thread are, in a part of the tile that is EDGE * LANES wide.
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

// What the threads that differ in one bit of their number have, added up: each keeps one half of the rows.
template <int ROWS>
__device__ void fold(const float (&all)[ROWS][EDGE], float (&kept)[ROWS / 2][EDGE], int bit) {
  bool upper = threadIdx.x & bit;
#pragma unroll
  for (int i = 0; i < ROWS / 2; ++i)
#pragma unroll
    for (int j = 0; j < EDGE; ++j) {
      float mine = upper ? all[i + ROWS / 2][j] : all[i][j], others = upper ? all[i][j] : all[i + ROWS / 2][j];
      kept[i][j] = mine + __shfl_xor_sync(0xffffffff, others, bit);
    }
}

// One tile of a product of two factors, by a whole block. The warps are `HIGH` and `WIDE` in the tile, and as many
// times one behind the other along the depth. Where a multiprocessor has no other block to turn to, the next part of
// the factors is fetched `AHEAD`, while the present one is multiplied.
template <bool A_ALONG, bool B_ALONG, int HIGH, int WIDE, int DEPTH, bool AHEAD>
struct Product {
  static constexpr int ROWS = 16 * HIGH, COLUMNS = 32 * WIDE, SLICES = WARPS / (HIGH * WIDE);
  static_assert(DEPTH / SLICES % (4 * GROUPS) == 0, "every group has a part of every slice");
  static constexpr int STRIDE = COLUMNS + 4;  // of the slices' results, see Tile::STRIDE
  typedef Tile<A_ALONG, ROWS, DEPTH, DOWN> A;
  typedef Tile<B_ALONG, COLUMNS, DEPTH, ACROSS> B;
  static constexpr int FACTORS = A::FLOATS + B::FLOATS, RESULTS = SLICES * ROWS * (STRIDE + 1);
  static constexpr int FLOATS = FACTORS > RESULTS ? FACTORS : RESULTS;

  // Hand each number of the tile that begins at `row`, `column` to `take(row, column, number)`; and the sums of the
  // first factor's rows to `take_sum(row, sum)`, if `sums` asks for them.
  template <class SourceA, class SourceB, class Take, class TakeSum>
  __device__ static void make(float* shared, const SourceA& source_a, const SourceB& source_b, int row, int column,
                              int depth, const Take& take, bool sums, const TakeSum& take_sum) {
    int warp = threadIdx.x / 32, group = threadIdx.x % 32 / (DOWN * ACROSS);
    int down = threadIdx.x / ACROSS % DOWN, across = threadIdx.x % ACROSS;
    int slice = warp / (HIGH * WIDE), top = 16 * (warp % HIGH), left = 32 * (warp / HIGH % WIDE);
    A a;
    B b;
    a.shared = shared;
    b.shared = shared + A::FLOATS;
    float numbers[EDGE][EDGE] = {}, row_sums[EDGE] = {}, of_a[EDGE][4], of_b[EDGE][4];
    for (int begun = 0; begun < depth; begun += DEPTH) {
      if (!AHEAD || begun == 0) {
        a.fetch(source_a, row, begun);
        b.fetch(source_b, column, begun);
      }
      __syncthreads();
      a.store();
      b.store();
      __syncthreads();
      if (AHEAD && begun + DEPTH < depth) {
        a.fetch(source_a, row, begun + DEPTH);
        b.fetch(source_b, column, begun + DEPTH);
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
          for (int i = 0; i < EDGE; ++i)
#pragma unroll
            for (int j = 0; j < EDGE; ++j) numbers[i][j] = fmaf(of_a[i][k], of_b[j][k], numbers[i][j]);
        if (sums)
#pragma unroll
          for (int i = 0; i < EDGE; ++i) row_sums[i] += of_a[i][0] + of_a[i][1] + of_a[i][2] + of_a[i][3];
      }
    }
    float halves[EDGE / 2][EDGE], quarters[EDGE / 4][EDGE];
    fold<EDGE>(numbers, halves, 2 * DOWN * ACROSS);
    fold<EDGE / 2>(halves, quarters, DOWN * ACROSS);
    if (sums)
#pragma unroll
      for (int i = 0; i < EDGE; ++i)
        for (int bit = DOWN * ACROSS; bit < 32; bit *= 2) row_sums[i] += __shfl_xor_sync(0xffffffff, row_sums[i], bit);
    __syncthreads();
    float* results = shared;
    float* results_of_rows = shared + SLICES * ROWS * STRIDE;
#pragma unroll
    for (int i = 0; i < EDGE / 4; ++i) {
      int at = slice * ROWS + top + A::place(down, EDGE / 4 * group + i);
#pragma unroll
      for (int j = 0; j < EDGE; ++j) results[at * STRIDE + left + B::place(across, j)] = quarters[i][j];
    }
#pragma unroll
    for (int i = 0; i < EDGE; ++i)
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

typedef Product<true, true, 1, 1, 128, true> Forward;

template <class Source>
__device__ void forward(const Layer& layer, const Source& source) {
  __shared__ __align__(16) float shared[Forward::FLOATS];
  Matrix weights = {layer.weights, layer.out, layer.in};
  Images images = {layer.images, layer.chosen, layer.batch, layer.out};
  float squares = 0;
  Forward::make(
      shared, source, weights, blockIdx.y * Forward::ROWS, blockIdx.x * Forward::COLUMNS, layer.in,
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
  forward(layer, Images{layer.images, layer.chosen, layer.batch, layer.in});
}

extern "C" __global__ void __launch_bounds__(THREADS) next_layer(const Layer layer) {
  forward(layer, Matrix{layer.inputs, layer.batch, layer.in});
}

// Backward through a layer: below = (deltas weights) times the slope of the layer below, a tile a block.
struct Back {
  const float *deltas, *weights;        // (batch, out), (out, in)
  const float *before_below, *outputs;  // of the layer below, (batch, in)
  float* below;
  int batch, in, out, function;  // the function is that of the layer below
};

typedef Product<true, false, 1, 1, 128, true> Backward;

extern "C" __global__ void __launch_bounds__(THREADS) back(const Back layer) {
  __shared__ __align__(16) float shared[Backward::FLOATS];
  Backward::make(
      shared, Matrix{layer.deltas, layer.batch, layer.out}, Matrix{layer.weights, layer.out, layer.in},
      blockIdx.y * Backward::ROWS, blockIdx.x * Backward::COLUMNS, layer.out,
      [&](int row, int column, float number) {
        if (row >= layer.batch || column >= layer.in) return;
        size_t at = (size_t)row * layer.in + column;
        layer.below[at] = number * slope(layer.before_below[at], layer.outputs[at], layer.function);
      },
      false, [](int, float) {});
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

typedef Product<false, false, 4, 2, 32, false> OfWeights;

template <class Source>
__device__ void gradient(float* shared, const Gradient& layer, const Source& inputs, int batch, int block) {
  int wide = (layer.in + OfWeights::COLUMNS - 1) / OfWeights::COLUMNS;
  int row = block / wide * OfWeights::ROWS, column = block % wide * OfWeights::COLUMNS;
  OfWeights::make(
      shared, Matrix{layer.deltas, batch, layer.out}, inputs, row, column, batch,
      [&](int r, int c, float number) {
        if (r < layer.out && c < layer.in) layer.weights[(size_t)r * layer.in + c] = number;
      },
      column == 0,
      [&](int r, float sum) {
        if (r < layer.out) layer.biases[r] = sum;
      });
}

extern "C" __global__ void __launch_bounds__(THREADS, 2) gradients(const Gradients all) {
  __shared__ __align__(16) float shared[OfWeights::FLOATS];
  int block = blockIdx.x;
  for (int i = 0; i < all.count; ++i) {
    const Gradient& layer = all.layers[i];
    if (block >= layer.blocks) {
      block -= layer.blocks;
    } else if (i == 0) {
      gradient(shared, layer, Images{all.images, all.chosen, all.batch, layer.in}, all.batch, block);
      return;
    } else {
      gradient(shared, layer, Matrix{layer.inputs, all.batch, layer.in}, all.batch, block);
      return;
    }
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
