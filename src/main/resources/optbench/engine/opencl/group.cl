// What is done for all trials of a group, whatever their network: needs FEATURES, CLASSES, CAPACITY,
// and OF_BYTES, which says whether samples are kept as levels or as the numbers themselves.
#pragma OPENCL FP_CONTRACT OFF
#define REDUCERS 64
#if OF_BYTES
#define KEPT uchar
#define NUMBER(kept) grey[kept]
#else
#define KEPT float
#define NUMBER(kept) kept
#endif

// Samples of a batch, for each seed in its own order; grey holds the value of each of 256 levels.
kernel void gather(global const KEPT* pixels, global const int* order, global const float* grey,
                   global float* values, int inOrder, int ofEpoch, int first, int samples) {
  int f = get_global_id(0), b = get_global_id(1), s = get_global_id(2);
  if (f >= FEATURES || b >= samples) {
    return;
  }
  int sample = inOrder ? order[(size_t) s * ofEpoch + first + b] : first + b;
  values[((size_t) s * CAPACITY + b) * FEATURES + f] =
      NUMBER(pixels[(size_t) sample * FEATURES + f]);
}

// Softmax cross-entropy of a trial's sums: the gradient of the batch's mean loss, the sum of the
// losses and the number of right answers; a work-group a trial.
kernel __attribute__((reqd_work_group_size(REDUCERS, 1, 1)))
void loss(global const float* sums, global float* gradients, global const int* labels,
          global const int* order, int inOrder, int ofEpoch, int first, int samples, int whole,
          global float* found, int entry, int width, global uchar* right, int answers,
          global const int* trials, global const int* seeds) {
  local float losses[REDUCERS];
  local int rights[REDUCERS];
  int k = trials[get_group_id(0)], lid = get_local_id(0);
  float lossSum = 0;
  int correct = 0;
  for (int b = lid; b < samples; b += REDUCERS) {
    global const float* z = sums + ((size_t) k * CAPACITY + b) * CLASSES;
    global float* g = gradients + ((size_t) k * CAPACITY + b) * CLASSES;
    int label = labels[inOrder ? order[(size_t) seeds[k] * ofEpoch + first + b] : first + b];
    float highest = -INFINITY;
    int best = 0;
    for (int j = 0; j < CLASSES; j++) {
      if (z[j] > highest) {
        highest = z[j];
        best = j;
      }
    }
    float sum = 0;
    for (int j = 0; j < CLASSES; j++) {
      sum += exp(z[j] - highest);
    }
    lossSum += log(sum) + (highest - z[label]);
    correct += best == label ? 1 : 0;
    for (int j = 0; j < CLASSES; j++) {
      g[j] = (exp(z[j] - highest) / sum - (j == label ? 1.0f : 0.0f)) / whole;
    }
    if (answers > 0) {
      right[(size_t) k * answers + first + b] = best == label;
    }
  }
  losses[lid] = lossSum;
  rights[lid] = correct;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (int apart = REDUCERS / 2; apart > 0; apart /= 2) {
    if (lid < apart) {
      losses[lid] += losses[lid + apart];
      rights[lid] += rights[lid + apart];
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (lid == 0) {
    found[((size_t) entry * width + k) * 2] = losses[0];
    found[((size_t) entry * width + k) * 2 + 1] = rights[0];
  }
}

// Whether a trial has a number among its trained parameters that is none, or infinite.
kernel __attribute__((reqd_work_group_size(REDUCERS, 1, 1)))
void broken(global const float* parameters, int stride, int from, int length, global int* result,
            global const int* trials) {
  int k = trials[get_group_id(0)], lid = get_local_id(0);
  local int any[REDUCERS];
  int own = 0;
  for (int i = lid; i < length; i += REDUCERS) {
    own |= !isfinite(parameters[(size_t) k * stride + from + i]);
  }
  any[lid] = own;
  barrier(CLK_LOCAL_MEM_FENCE);
  if (lid == 0) {
    for (int i = 1; i < REDUCERS; i++) {
      own |= any[i];
    }
    result[k] |= own;
  }
}
