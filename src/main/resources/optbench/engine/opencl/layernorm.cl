// Layer normalisation over the channels of each pixel; a vector is one pixel. Needs CHANNELS, AREA,
// CAPACITY, STRIDE, EPSILON, OWNER(k), and the places GAIN and OFFSET among a trial's parameters.
#pragma OPENCL FP_CONTRACT OFF
#define REDUCERS 64
#define FEATURES (CHANNELS * AREA)

// Of each pixel mean and deviation are kept.
kernel void standardize(global const float* inputs, global const float* parameters,
                        global float* outputs, global float* moments, global const int* trials,
                        global const int* seeds, int samples) {
  int p = get_global_id(0), b = get_global_id(1), k = trials[get_global_id(2)];
  if (p >= AREA || b >= samples) {
    return;
  }
  global const float* in = inputs + ((size_t) OWNER(k) * CAPACITY + b) * FEATURES + p;
  global float* out = outputs + ((size_t) k * CAPACITY + b) * FEATURES + p;
  global const float* own = parameters + (size_t) k * STRIDE;
  float mean = 0, variance = 0;
  for (int c = 0; c < CHANNELS; c++) {
    mean += in[c * AREA];
  }
  mean /= CHANNELS;
  for (int c = 0; c < CHANNELS; c++) {
    float difference = in[c * AREA] - mean;
    variance = fma(difference, difference, variance);
  }
  float deviation = sqrt(variance / CHANNELS + EPSILON);
  for (int c = 0; c < CHANNELS; c++) {
    out[c * AREA] = fma(own[GAIN + c], (in[c * AREA] - mean) / deviation, own[OFFSET + c]);
  }
  size_t at = (((size_t) k * CAPACITY + b) * AREA + p) * 2;
  moments[at] = mean;
  moments[at + 1] = deviation;
}

// Gradients of gain and offset; a work-group for each channel of a trial.
kernel __attribute__((reqd_work_group_size(REDUCERS, 1, 1)))
void sumGradients(global const float* inputs, global const float* outputGradients,
                  global float* parameterGradients, global const float* moments,
                  global const int* trials, global const int* seeds, int samples, int more) {
  local float sums[REDUCERS], products[REDUCERS];
  int c = get_group_id(0), k = trials[get_group_id(1)], lid = get_local_id(0);
  float sum = 0, product = 0;
  for (int r = lid; r < samples * AREA; r += REDUCERS) {
    size_t within = (size_t) c * AREA + r % AREA;
    float g = outputGradients[((size_t) k * CAPACITY + r / AREA) * FEATURES + within];
    float x = inputs[((size_t) OWNER(k) * CAPACITY + r / AREA) * FEATURES + within];
    size_t at = (((size_t) k * CAPACITY + r / AREA) * AREA + r % AREA) * 2;
    sum += g;
    product = fma(g, (x - moments[at]) / moments[at + 1], product);
  }
  sums[lid] = sum;
  products[lid] = product;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (int apart = REDUCERS / 2; apart > 0; apart /= 2) {
    if (lid < apart) {
      sums[lid] += sums[lid + apart];
      products[lid] += products[lid + apart];
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (lid == 0) {
    global float* own = parameterGradients + (size_t) k * STRIDE;
    own[OFFSET + c] = more ? own[OFFSET + c] + sums[0] : sums[0];
    own[GAIN + c] = more ? own[GAIN + c] + products[0] : products[0];
  }
}

// Gradients of the panel below.
kernel void sendBack(global const float* inputs, global const float* parameters,
                     global const float* outputGradients, global float* inputGradients,
                     global const float* moments, global const int* trials, int samples) {
  int p = get_global_id(0), b = get_global_id(1), k = trials[get_global_id(2)];
  if (p >= AREA || b >= samples) {
    return;
  }
  size_t first = ((size_t) k * CAPACITY + b) * FEATURES + p;
  size_t at = (((size_t) k * CAPACITY + b) * AREA + p) * 2;
  float mean = moments[at], deviation = moments[at + 1];
  global const float* gain = parameters + (size_t) k * STRIDE + GAIN;
  float sum = 0, product = 0;
  for (int c = 0; c < CHANNELS; c++) {
    float g = outputGradients[first + c * AREA] * gain[c];
    sum += g;
    product = fma(g, (inputs[first + c * AREA] - mean) / deviation, product);
  }
  for (int c = 0; c < CHANNELS; c++) {
    float normal = (inputs[first + c * AREA] - mean) / deviation;
    float centred = outputGradients[first + c * AREA] * gain[c] - (sum + normal * product) / CHANNELS;
    inputGradients[first + c * AREA] = centred / deviation;
  }
}
