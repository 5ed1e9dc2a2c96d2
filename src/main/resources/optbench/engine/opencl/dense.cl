// A dense layer of INPUTS by UNITS; weights lie input after input. OWNER(k) is whose values a trial
// reads: its own, or those of all trials with its seed.
#define WEIGHT(p, u) weights[(size_t) (p) * UNITS + (u)]
#define INPUTS_BY_SAMPLES(m, d) ((m) < INPUTS ? in[(size_t) (d) * INPUTS + (m)] : 0.0f)
#define UNITS_BY_SAMPLES(n, d) ((n) < UNITS ? delta[(size_t) (d) * UNITS + (n)] : 0.0f)

#ifdef FUSED
// The gradients of the weights, each used up by a rule as soon as it is there. Jobs: the trial, and place
// of its first scalar.
kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void updateWeights(global const float* inputs, global const float* gradients,
                   global float* restrict parameters, global const float* restrict scalars,
                   global const int* jobs, int firstJob, global const int* seeds,
                   int samples STATE_PARAMETERS) {
  global const int* job = jobs + 2 * (firstJob + get_group_id(2));
  int n0 = get_group_id(0) * TILE, m0 = get_group_id(1) * TILE, k = job[0];
  global const float* in = inputs + (size_t) OWNER(k) * CAPACITY * INPUTS;
  global const float* delta = gradients + (size_t) k * CAPACITY * UNITS;
  size_t weights = (size_t) k * STRIDE + WEIGHTS;
  PRODUCT(0, samples, INPUTS_BY_SAMPLES, 0, UNITS_BY_SAMPLES, 0)
#define UPDATE_WEIGHT(m, n, sum)                                                                      \
  if (m < INPUTS && n < UNITS) {                                                                      \
    updateOne(parameters, sum, scalars + job[1], job, STRIDE,                                         \
              weights + (size_t) (m) * UNITS + (n) STATE_ARGUMENTS);                                  \
  }
  STORE_ALL(UPDATE_WEIGHT)
}
#else
kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void forward(global const float* inputs, global const float* parameters, global float* outputs,
             global const int* trials, global const int* seeds, int samples) {
  int n0 = get_group_id(0) * TILE, m0 = get_group_id(1) * TILE, k = trials[get_group_id(2)];
  global const float* in = inputs + (size_t) OWNER(k) * CAPACITY * INPUTS;
  global const float* weights = parameters + (size_t) k * STRIDE + WEIGHTS;
  global const float* bias = parameters + (size_t) k * STRIDE + BIAS;
#define SAMPLES_BY_INPUTS(m, d) ((m) < samples ? in[(size_t) (m) * INPUTS + (d)] : 0.0f)
#define UNITS_BY_INPUTS(n, d) ((n) < UNITS ? WEIGHT(d, n) : 0.0f)
  PRODUCT(0, INPUTS, SAMPLES_BY_INPUTS, 1, UNITS_BY_INPUTS, 0)
  global float* out = outputs + (size_t) k * CAPACITY * UNITS;
#define STORE_OUTPUT(m, n, sum)                             \
  if (m < samples && n < UNITS) {                           \
    out[(size_t) m * UNITS + n] = activate(sum + bias[n]);  \
  }
  STORE_ALL(STORE_OUTPUT)
}

kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void backwardWeights(global const float* inputs, global const float* gradients,
                     global float* parameterGradients, global const int* trials,
                     global const int* seeds, int samples, int more) {
  int n0 = get_group_id(0) * TILE, m0 = get_group_id(1) * TILE, k = trials[get_group_id(2)];
  global const float* in = inputs + (size_t) OWNER(k) * CAPACITY * INPUTS;
  global const float* delta = gradients + (size_t) k * CAPACITY * UNITS;
  PRODUCT(0, samples, INPUTS_BY_SAMPLES, 0, UNITS_BY_SAMPLES, 0)
  global float* weights = parameterGradients + (size_t) k * STRIDE + WEIGHTS;
#define STORE_WEIGHT(m, n, sum)                         \
  if (m < INPUTS && n < UNITS) {                        \
    WEIGHT(m, n) = more ? WEIGHT(m, n) + (sum) : (sum); \
  }
  STORE_ALL(STORE_WEIGHT)
}

kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void backwardInputs(global const float* gradients, global const float* parameters,
                    global float* inputGradients, global const int* trials, int samples) {
  int n0 = get_group_id(0) * TILE, m0 = get_group_id(1) * TILE, k = trials[get_group_id(2)];
  global const float* delta = gradients + (size_t) k * CAPACITY * UNITS;
  global const float* weights = parameters + (size_t) k * STRIDE + WEIGHTS;
#define SAMPLES_BY_UNITS(m, d) ((m) < samples ? delta[(size_t) (m) * UNITS + (d)] : 0.0f)
#define INPUTS_BY_UNITS(n, d) ((n) < INPUTS ? WEIGHT(n, d) : 0.0f)
  PRODUCT(0, UNITS, SAMPLES_BY_UNITS, 1, INPUTS_BY_UNITS, 1)
  global float* out = inputGradients + (size_t) k * CAPACITY * INPUTS;
#define STORE_INPUT(m, n, sum)                  \
  if (m < samples && n < INPUTS) {              \
    out[(size_t) m * INPUTS + n] = sum;         \
  }
  STORE_ALL(STORE_INPUT)
}
#endif
