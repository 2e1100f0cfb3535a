// Kernels of a GPU on a processor, for what can be tested without a GPU: a block's threads take turns, each running
// until it has to wait for the others. KERNELS is the file, and the order of the threads can be turned round: what
// relies on one that has not waited comes out otherwise.

#include <cmath>
#include <cstring>
#include <ucontext.h>
#include <vector>

#define __device__
#define __global__
#define __shared__ static
#define __align__(bytes) __attribute__((aligned(bytes)))
#define __launch_bounds__(threads)

struct float4 { float x, y, z, w; };
struct uchar4 { unsigned char x, y, z, w; };
struct Three { unsigned x, y; };

static float4 make_float4(float x, float y, float z, float w) { return {x, y, z, w}; }

static Three threadIdx, blockIdx, gridDim;
static ucontext_t scheduler;
static ucontext_t* running;

static void __syncthreads() { swapcontext(running, &scheduler); }

#include KERNELS

static void (*kernel)(const void*);
static const void* arguments;
static bool* ended;

static void begin() {
  kernel(arguments);
  *ended = true;
}

static void block(bool backwards) {
  constexpr size_t STACK = 1 << 16;
  static std::vector<char> stacks(THREADS * STACK);
  static ucontext_t contexts[THREADS];
  static bool all_ended[THREADS];
  for (int t = 0; t < THREADS; ++t) {
    getcontext(&contexts[t]);
    contexts[t].uc_stack.ss_sp = &stacks[t * STACK];
    contexts[t].uc_stack.ss_size = STACK;
    contexts[t].uc_link = &scheduler;
    makecontext(&contexts[t], begin, 0);
    all_ended[t] = false;
  }
  for (bool any = true; any;) {
    any = false;
    for (int i = 0; i < THREADS; ++i) {
      int t = backwards ? THREADS - 1 - i : i;
      if (all_ended[t]) continue;
      threadIdx = {(unsigned)t, 0};
      running = &contexts[t];
      ended = &all_ended[t];
      swapcontext(&scheduler, &contexts[t]);
      any = any || !all_ended[t];
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
