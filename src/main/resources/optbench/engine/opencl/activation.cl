// Bias and activation: values at (trial, sample, channel, pixel), CHANNELS x AREA numbers a sample.
// Needs one of RELU, TANH, SIGMOID, GELU, LINEAR; for the bias CAPACITY, CHANNELS, AREA, STRIDE and BIAS
// (its place among a trial's parameters).
#pragma OPENCL FP_CONTRACT OFF
#if defined(RELU)
// Not fmax, which would hide what is not a number.
inline float activate(float z) { return z < 0.0f ? 0.0f : z; }
inline float slope(float y) { return y > 0.0f ? 1.0f : isnan(y) ? y : 0.0f; }
#elif defined(TANH)
inline float activate(float z) { return tanh(z); }
inline float slope(float y) { return 1.0f - y * y; }
#elif defined(SIGMOID)
inline float activate(float z) { return 1.0f / (1.0f + exp(-z)); }
inline float slope(float y) { return y * (1.0f - y); }
#elif defined(GELU)
// Exact. Its slope is told by the input, not by the output.
inline float normalDistribution(float z) { return 0.5f * erfc(-0.70710678f * z); }
inline float activate(float z) { return z * normalDistribution(z); }
inline float slope(float z) { return normalDistribution(z) + z * 0.39894228f * exp(-0.5f * z * z); }
#else
inline float activate(float z) { return z; }
inline float slope(float y) { return 1.0f; }
#endif

#ifdef BIAS
#define REDUCERS 64

// Gradients of the values become those of the sums below the activation; their total over samples and
// pixels is that of the bias. A work-group for each channel of a trial.
kernel __attribute__((reqd_work_group_size(REDUCERS, 1, 1)))
void undoActivation(global const float* values, global float* gradients,
                    global float* parameterGradients, global const int* trials, int samples, int more) {
  local float partial[REDUCERS];
  int c = get_group_id(0), k = trials[get_group_id(1)], lid = get_local_id(0);
  float sum = 0;
  for (int r = lid; r < samples * AREA; r += REDUCERS) {
    size_t at = (((size_t) k * CAPACITY + r / AREA) * CHANNELS + c) * AREA + r % AREA;
    float gradient = gradients[at] * slope(values[at]);
    gradients[at] = gradient;
    sum += gradient;
  }
  partial[lid] = sum;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (int apart = REDUCERS / 2; apart > 0; apart /= 2) {
    if (lid < apart) {
      partial[lid] += partial[lid + apart];
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (lid == 0) {
    size_t at = (size_t) k * STRIDE + BIAS + c;
    parameterGradients[at] = more ? parameterGradients[at] + partial[0] : partial[0];
  }
}
#endif
