// A convolution of images of CHANNELS_IN x HEIGHT x WIDTH, channel after channel, with CHANNELS
// filters of KERNEL x KERNEL x CHANNELS_IN at STEP, TOP_GAP rows and LEFT_GAP columns of 0 before it: OUT_HEIGHT x
// OUT_WIDTH positions, AREA of them.
#define WINDOW (CHANNELS_IN * KERNEL * KERNEL)
#define FEATURES (CHANNELS_IN * HEIGHT * WIDTH)

// What the window of a position (sample after sample) sees at its place d: channel, row, column.
inline float seen(global const float* in, int position, int d) {
  int p = position % AREA;
  int y = p / OUT_WIDTH * STEP - TOP_GAP + d / KERNEL % KERNEL;
  int x = p % OUT_WIDTH * STEP - LEFT_GAP + d % KERNEL;
  if (y < 0 || y >= HEIGHT || x < 0 || x >= WIDTH) {
    return 0.0f;
  }
  return in[(size_t) (position / AREA) * FEATURES + (d / (KERNEL * KERNEL) * HEIGHT + y) * WIDTH + x];
}

// The gradient at a position of one filter.
inline float deltaAt(global const float* delta, int position, int f) {
  return delta[((size_t) (position / AREA) * CHANNELS + f) * AREA + position % AREA];
}

kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void forward(global const float* inputs, global const float* parameters, global float* outputs,
             global const int* trials, global const int* seeds, int samples) {
  int n0 = get_group_id(0) * TILE, m0 = get_group_id(1) * TILE, k = trials[get_group_id(2)];
  global const float* in = inputs + (size_t) OWNER(k) * CAPACITY * FEATURES;
  global const float* filters = parameters + (size_t) k * STRIDE + WEIGHTS;
  global const float* bias = parameters + (size_t) k * STRIDE + BIAS;
  int positions = samples * AREA;
#define SEEN(m, d) ((m) < positions ? seen(in, m, d) : 0.0f)
#define FILTER(n, d) ((n) < CHANNELS ? filters[(n) * WINDOW + (d)] : 0.0f)
  PRODUCT(0, WINDOW, SEEN, 0, FILTER, 1)
  global float* out = outputs + (size_t) k * CAPACITY * CHANNELS * AREA;
#define STORE_OUTPUT(m, n, sum)                                                           \
  if (m < positions && n < CHANNELS) {                                                    \
    out[((size_t) (m / AREA) * CHANNELS + n) * AREA + m % AREA] = activate(sum + bias[n]); \
  }
  STORE_ALL(STORE_OUTPUT)
}

// The sum over all positions in parts of PART, each by a work-group of its own: there are few weights
// and many positions.
kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void backwardFilters(global const float* inputs, global const float* gradients, global float* partial,
                     global const int* trials, global const int* seeds, int samples, int parts) {
  int n0 = get_group_id(0) * TILE, m0 = get_group_id(1) * TILE;
  int part = get_group_id(2) % parts, which = get_group_id(2) / parts, k = trials[which];
  global const float* in = inputs + (size_t) OWNER(k) * CAPACITY * FEATURES;
  global const float* delta = gradients + (size_t) k * CAPACITY * CHANNELS * AREA;
  int from = part * PART, to = min(samples * AREA, from + PART);
#define SEEN_BY_POSITION(m, d) ((m) < WINDOW ? seen(in, d, m) : 0.0f)
#define DELTA_BY_POSITION(n, d) ((n) < CHANNELS ? deltaAt(delta, d, n) : 0.0f)
  PRODUCT(from, to, SEEN_BY_POSITION, 1, DELTA_BY_POSITION, 1)
  global float* sums = partial + ((size_t) k * MOST_PARTS + part) * WINDOW * CHANNELS;
#define STORE_PARTIAL(m, n, sum)      \
  if (m < WINDOW && n < CHANNELS) {   \
    sums[n * WINDOW + m] = sum;       \
  }
  STORE_ALL(STORE_PARTIAL)
}

kernel void sumOfParts(global const float* partial, global float* parameterGradients,
                       global const int* trials, int parts, int more) {
  int w = get_global_id(0), k = trials[get_global_id(1)];
  if (w >= WINDOW * CHANNELS) {
    return;
  }
  float sum = 0;
  for (int part = 0; part < parts; part++) {
    sum += partial[((size_t) k * MOST_PARTS + part) * WINDOW * CHANNELS + w];
  }
  size_t at = (size_t) k * STRIDE + WEIGHTS + w;
  parameterGradients[at] = more ? parameterGradients[at] + sum : sum;
}

// What the filters' windows send back to a pixel: pixels of all samples by channels.
inline float sentBack(global const float* delta, int pixel, int d) {
  int p = pixel % (HEIGHT * WIDTH);
  int y = p / WIDTH + TOP_GAP - d / KERNEL % KERNEL;
  int x = p % WIDTH + LEFT_GAP - d % KERNEL;
  if (y < 0 || x < 0 || y % STEP != 0 || x % STEP != 0 || y / STEP >= OUT_HEIGHT
      || x / STEP >= OUT_WIDTH) {
    return 0.0f;
  }
  int f = d / (KERNEL * KERNEL);
  return delta[((size_t) (pixel / (HEIGHT * WIDTH)) * CHANNELS + f) * AREA + y / STEP * OUT_WIDTH
               + x / STEP];
}

kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void backwardInputs(global const float* gradients, global const float* parameters,
                    global float* inputGradients, global const int* trials, int samples) {
  int n0 = get_group_id(0) * TILE, m0 = get_group_id(1) * TILE, k = trials[get_group_id(2)];
  global const float* delta = gradients + (size_t) k * CAPACITY * CHANNELS * AREA;
  global const float* filters = parameters + (size_t) k * STRIDE + WEIGHTS;
  int pixels = samples * HEIGHT * WIDTH;
#define SENT_BACK(m, d) ((m) < pixels ? sentBack(delta, m, d) : 0.0f)
#define FILTER_OF_CHANNEL(n, d)                                                                       \
  ((n) < CHANNELS_IN                                                                                  \
       ? filters[((d) / (KERNEL * KERNEL) * CHANNELS_IN + (n)) * KERNEL * KERNEL + (d) % (KERNEL * KERNEL)] \
       : 0.0f)
  PRODUCT(0, CHANNELS * KERNEL * KERNEL, SENT_BACK, 0, FILTER_OF_CHANNEL, 1)
  global float* out = inputGradients + (size_t) k * CAPACITY * FEATURES;
#define STORE_PIXEL(m, n, sum)                                                          \
  if (m < pixels && n < CHANNELS_IN) {                                                  \
    out[((size_t) (m / (HEIGHT * WIDTH)) * CHANNELS_IN + n) * HEIGHT * WIDTH            \
        + m % (HEIGHT * WIDTH)] = sum;                                                  \
  }
  STORE_ALL(STORE_PIXEL)
}
