// Batch normalisation of each channel; a work-group for each channel of a trial. Needs CHANNELS,
// AREA, CAPACITY, STRIDE, EPSILON, KEPT (of the running statistics at a step), OWNER(k), and the places
// GAMMA, BETA, MEAN, VARIANCE among a trial's parameters.
#pragma OPENCL FP_CONTRACT OFF
#define REDUCERS 64

inline float total(local float* partial, int lid, float own) {
  partial[lid] = own;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (int apart = REDUCERS / 2; apart > 0; apart /= 2) {
    if (lid < apart) {
      partial[lid] += partial[lid + apart];
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  float sum = partial[0];
  barrier(CLK_LOCAL_MEM_FENCE);
  return sum;
}

#define AT(who, r) ((((size_t) (who) * CAPACITY + (r) / AREA) * CHANNELS + c) * AREA + (r) % AREA)

kernel __attribute__((reqd_work_group_size(REDUCERS, 1, 1)))
void forward(global const float* inputs, global const float* parameters, global float* outputs,
             global float* parameterGradients, global float* batch, global const int* trials,
             global const int* seeds, int samples, int training) {
  local float partial[REDUCERS];
  int c = get_group_id(0), k = trials[get_group_id(1)], lid = get_local_id(0);
  global const float* p = parameters + (size_t) k * STRIDE;
  int count = samples * AREA;
  float mean = p[MEAN + c], variance = p[VARIANCE + c];
  if (training) {
    float sum = 0;
    for (int r = lid; r < count; r += REDUCERS) {
      sum += inputs[AT(OWNER(k), r)];
    }
    mean = total(partial, lid, sum) / count;
    float squares = 0;
    for (int r = lid; r < count; r += REDUCERS) {
      float difference = inputs[AT(OWNER(k), r)] - mean;
      squares = fma(difference, difference, squares);
    }
    variance = total(partial, lid, squares) / count;
    if (lid == 0) {
      global float* g = parameterGradients + (size_t) k * STRIDE;
      g[MEAN + c] = (1.0f - KEPT) * (p[MEAN + c] - mean);
      g[VARIANCE + c] = (1.0f - KEPT) * (p[VARIANCE + c] - variance);
      batch[((size_t) k * CHANNELS + c) * 2] = mean;
      batch[((size_t) k * CHANNELS + c) * 2 + 1] = variance;
    }
  }
  float deviation = sqrt(variance + EPSILON);
  for (int r = lid; r < count; r += REDUCERS) {
    outputs[AT(k, r)] = fma(p[GAMMA + c], (inputs[AT(OWNER(k), r)] - mean) / deviation, p[BETA + c]);
  }
}

kernel __attribute__((reqd_work_group_size(REDUCERS, 1, 1)))
void backward(global const float* inputs, global const float* parameters,
              global const float* outputGradients, global float* inputGradients,
              global float* parameterGradients, global const float* batch, global const int* trials,
              global const int* seeds, int samples, int below) {
  local float partial[REDUCERS];
  int c = get_group_id(0), k = trials[get_group_id(1)], lid = get_local_id(0);
  float mean = batch[((size_t) k * CHANNELS + c) * 2];
  float deviation = sqrt(batch[((size_t) k * CHANNELS + c) * 2 + 1] + EPSILON);
  int count = samples * AREA;
  float sum = 0, product = 0;
  for (int r = lid; r < count; r += REDUCERS) {
    float g = outputGradients[AT(k, r)];
    sum += g;
    product = fma(g, (inputs[AT(OWNER(k), r)] - mean) / deviation, product);
  }
  sum = total(partial, lid, sum);
  product = total(partial, lid, product);
  if (lid == 0) {
    parameterGradients[(size_t) k * STRIDE + BETA + c] = sum;
    parameterGradients[(size_t) k * STRIDE + GAMMA + c] = product;
  }
  if (below) {
    float factor = parameters[(size_t) k * STRIDE + GAMMA + c] / deviation;
    for (int r = lid; r < count; r += REDUCERS) {
      float normal = (inputs[AT(OWNER(k), r)] - mean) / deviation;
      inputGradients[AT(k, r)] = factor * (outputGradients[AT(k, r)] - (sum + normal * product) / count);
    }
  }
}
