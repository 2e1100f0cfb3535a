// Kernels of a GPU on a processor, for what can be tested without a GPU: a block's threads take turns, each running
// until it has to wait for the others. KERNELS is the file, and the order of the threads can be turned round: what
// relies on one that has not waited comes out otherwise.

#include <cmath>
#include <csetjmp>
#include <cstring>
#include <ucontext.h>
#include <vector>

#define __device__
#define __global__
#define __shared__ static
#define __align__(bytes) __attribute__((aligned(bytes)))
#define __launch_bounds__(...)

struct float4 { float x, y, z, w; };
struct uchar4 { unsigned char x, y, z, w; };
struct Three { unsigned x, y; };

static int min(int a, int b) { return a < b ? a : b; }
static uchar4 make_uchar4(unsigned char x, unsigned char y, unsigned char z, unsigned char w) { return {x, y, z, w}; }
static float4 make_float4(float x, float y, float z, float w) { return {x, y, z, w}; }

static Three threadIdx, blockIdx, gridDim;
static jmp_buf scheduler, waiting[1024];  // to go on where each thread waits
static bool ended[1024];

static void __syncthreads() {
  unsigned mine = threadIdx.x;
  if (!_setjmp(waiting[mine])) _longjmp(scheduler, 1);
  threadIdx.x = mine;
}

// All threads of a block come here together; who is late reads what was shown while others show the next.
static float __shfl_xor_sync(unsigned, float given, int bit) {
  static float shown[2][1024];
  static bool turns[1024];
  unsigned mine = threadIdx.x;
  bool turn = turns[mine] = !turns[mine];
  shown[turn][mine] = given;
  __syncthreads();
  return shown[turn][mine ^ bit];
}

#include KERNELS

static void (*kernel)(const void*);
static const void* arguments;

static void begin() {
  kernel(arguments);
  ended[threadIdx.x] = true;
  _longjmp(scheduler, 1);
}

static void block(bool backwards) {
  constexpr size_t STACK = 1 << 16;
  static std::vector<char> stacks(THREADS * STACK);
  static ucontext_t contexts[THREADS];
  bool begun[THREADS] = {};
  for (int t = 0; t < THREADS; ++t) ended[t] = false;
  for (volatile bool any = true; any;) {
    any = false;
    for (volatile int i = 0; i < THREADS; ++i) {
      int t = backwards ? THREADS - 1 - i : i;
      if (ended[t]) continue;
      any = true;
      threadIdx = {(unsigned)t, 0};
      if (_setjmp(scheduler)) continue;
      if (begun[t]) _longjmp(waiting[t], 1);
      begun[t] = true;
      getcontext(&contexts[t]);
      contexts[t].uc_stack.ss_sp = &stacks[t * STACK];
      contexts[t].uc_stack.ss_size = STACK;
      makecontext(&contexts[t], begin, 0);
      setcontext(&contexts[t]);
    }
  }
}

extern "C" int launch(const char* name, unsigned across, unsigned down, const void* given, bool backwards) {
#define KNOWN(kernel_name, type) \
  if (!std::strcmp(name, #kernel_name)) kernel = [](const void* p) { kernel_name(*(const type*)p); }
  kernel = nullptr;
  KNOWN(first_layer, Layer);
  KNOWN(next_layer, Layer);
  KNOWN(back, Back);
  KNOWN(gradients, Gradients);
  KNOWN(adam, Update);
  if (!kernel) return 1;
  arguments = given;
  gridDim = {across, down};
  for (unsigned y = 0; y < down; ++y)
    for (unsigned x = 0; x < across; ++x) {
      blockIdx = {x, y};
      block(backwards);
    }
  return 0;
}
