// Batch normalisation of each channel. Needs CHANNELS, AREA, CAPACITY, STRIDE, EPSILON, KEPT (of the
// running statistics at a step), OWNER(k), and the places GAMMA, BETA, MEAN, VARIANCE among a trial's
// parameters.
#pragma OPENCL FP_CONTRACT OFF
#define REDUCERS 64
#define FEATURES (CHANNELS * AREA)

// Place of the r-th number of a channel, sample after sample.
#define AT(who, c, r) ((((size_t) (who) * CAPACITY + (r) / AREA) * CHANNELS + (c)) * AREA + (r) % AREA)

// The sum of what all work-items of a group have.
#define TOTAL(own, sum)                                        \
  partial[lid] = own;                                          \
  barrier(CLK_LOCAL_MEM_FENCE);                                \
  for (int apart = REDUCERS / 2; apart > 0; apart /= 2) {      \
    if (lid < apart) {                                         \
      partial[lid] += partial[lid + apart];                    \
    }                                                          \
    barrier(CLK_LOCAL_MEM_FENCE);                              \
  }                                                            \
  sum = partial[0];                                            \
  barrier(CLK_LOCAL_MEM_FENCE);

// Mean and variance of a batch, and what to take off the running ones; a work-group for each channel
// of a trial.
kernel __attribute__((reqd_work_group_size(REDUCERS, 1, 1)))
void measure(global const float* inputs, global const float* parameters,
             global float* parameterGradients, global float* batch, global const int* trials,
             global const int* seeds, int samples) {
  local float partial[REDUCERS];
  int c = get_group_id(0), k = trials[get_group_id(1)], lid = get_local_id(0);
  int count = samples * AREA;
  float own = 0, mean, variance;
  for (int r = lid; r < count; r += REDUCERS) {
    own += inputs[AT(OWNER(k), c, r)];
  }
  TOTAL(own, mean)
  mean /= count;
  own = 0;
  for (int r = lid; r < count; r += REDUCERS) {
    float difference = inputs[AT(OWNER(k), c, r)] - mean;
    own = fma(difference, difference, own);
  }
  TOTAL(own, variance)
  variance /= count;
  if (lid == 0) {
    global const float* p = parameters + (size_t) k * STRIDE;
    global float* g = parameterGradients + (size_t) k * STRIDE;
    g[MEAN + c] = (1.0f - KEPT) * (p[MEAN + c] - mean);
    g[VARIANCE + c] = (1.0f - KEPT) * (p[VARIANCE + c] - variance);
    batch[((size_t) k * CHANNELS + c) * 2] = mean;
    batch[((size_t) k * CHANNELS + c) * 2 + 1] = variance;
  }
}

// By mean and variance of the batch, or by the running ones.
kernel void standardize(global const float* inputs, global const float* parameters,
                      global float* outputs, global const float* batch, global const int* trials,
                      global const int* seeds, int samples, int training) {
  int f = get_global_id(0), b = get_global_id(1), k = trials[get_global_id(2)];
  if (f >= FEATURES || b >= samples) {
    return;
  }
  int c = f / AREA;
  global const float* p = parameters + (size_t) k * STRIDE;
  global const float* measured = batch + ((size_t) k * CHANNELS + c) * 2;
  float mean = training ? measured[0] : p[MEAN + c];
  float deviation = sqrt((training ? measured[1] : p[VARIANCE + c]) + EPSILON);
  float x = inputs[((size_t) OWNER(k) * CAPACITY + b) * FEATURES + f];
  outputs[((size_t) k * CAPACITY + b) * FEATURES + f] = fma(p[GAMMA + c], (x - mean) / deviation, p[BETA + c]);
}

// Gradients of scale and shift; a work-group for each channel of a trial.
kernel __attribute__((reqd_work_group_size(REDUCERS, 1, 1)))
void sumGradients(global const float* inputs, global const float* outputGradients,
                  global float* parameterGradients, global const float* batch,
                  global const int* trials, global const int* seeds, int samples) {
  local float partial[REDUCERS];
  int c = get_group_id(0), k = trials[get_group_id(1)], lid = get_local_id(0);
  float mean = batch[((size_t) k * CHANNELS + c) * 2];
  float deviation = sqrt(batch[((size_t) k * CHANNELS + c) * 2 + 1] + EPSILON);
  float ownSum = 0, ownProduct = 0, sum, product;
  for (int r = lid; r < samples * AREA; r += REDUCERS) {
    float g = outputGradients[AT(k, c, r)];
    ownSum += g;
    ownProduct = fma(g, (inputs[AT(OWNER(k), c, r)] - mean) / deviation, ownProduct);
  }
  TOTAL(ownSum, sum)
  TOTAL(ownProduct, product)
  if (lid == 0) {
    parameterGradients[(size_t) k * STRIDE + BETA + c] = sum;
    parameterGradients[(size_t) k * STRIDE + GAMMA + c] = product;
  }
}

// Gradients of the panel below, from those sums.
kernel void sendBack(global const float* inputs, global const float* parameters,
                     global const float* outputGradients, global float* inputGradients,
                     global const float* parameterGradients, global const float* batch,
                     global const int* trials, int samples) {
  int f = get_global_id(0), b = get_global_id(1), k = trials[get_global_id(2)];
  if (f >= FEATURES || b >= samples) {
    return;
  }
  int c = f / AREA;
  float mean = batch[((size_t) k * CHANNELS + c) * 2];
  float deviation = sqrt(batch[((size_t) k * CHANNELS + c) * 2 + 1] + EPSILON);
  float sum = parameterGradients[(size_t) k * STRIDE + BETA + c];
  float product = parameterGradients[(size_t) k * STRIDE + GAMMA + c];
  size_t at = ((size_t) k * CAPACITY + b) * FEATURES + f;
  float normal = (inputs[at] - mean) / deviation;
  float centred = outputGradients[at] - (sum + normal * product) / (samples * AREA);
  inputGradients[at] = parameters[(size_t) k * STRIDE + GAMMA + c] * centred / deviation;
}
