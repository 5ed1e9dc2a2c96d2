// The maximum of each window of WINDOW x WINDOW pixels at STEP, and where it was; of equal numbers
// the first.
#define AREA (HEIGHT * WIDTH)
#define OUT_AREA (OUT_HEIGHT * OUT_WIDTH)

kernel void forward(global const float* inputs, global float* outputs, global int* places,
                    global const int* owners, int samples) {
  int f = get_global_id(0), b = get_global_id(1), k = owners[get_global_id(2)];
  if (f >= CHANNELS * OUT_AREA || b >= samples) {
    return;
  }
  size_t sample = (size_t) k * CAPACITY + b;
  int c = f / OUT_AREA, y = f % OUT_AREA / OUT_WIDTH * STEP, x = f % OUT_WIDTH * STEP;
  global const float* in = inputs + (sample * CHANNELS + c) * AREA;
  int place = y * WIDTH + x;
  float best = in[place];
  for (int o = 1; o < WINDOW * WINDOW; o++) {
    int at = (y + o / WINDOW) * WIDTH + x + o % WINDOW;
    if (in[at] > best || isnan(in[at])) {
      best = in[at];
      place = at;
    }
  }
  outputs[sample * CHANNELS * OUT_AREA + f] = best;
  places[sample * CHANNELS * OUT_AREA + f] = place;
}

// A pixel gets the gradients of the windows that it was the maximum of.
kernel void backward(global const float* outputGradients, global const int* places,
                     global float* inputGradients, global const int* trials, int samples) {
  int f = get_global_id(0), b = get_global_id(1), k = trials[get_global_id(2)];
  if (f >= CHANNELS * AREA || b >= samples) {
    return;
  }
  size_t sample = (size_t) k * CAPACITY + b;
  int c = f / AREA, pixel = f % AREA, y = pixel / WIDTH, x = pixel % WIDTH;
  size_t windows = (sample * CHANNELS + c) * OUT_AREA;
  int firstRow = y < WINDOW ? 0 : (y - WINDOW) / STEP + 1;
  int firstColumn = x < WINDOW ? 0 : (x - WINDOW) / STEP + 1;
  float sum = 0;
  for (int r = firstRow; r <= min(y / STEP, OUT_HEIGHT - 1); r++) {
    for (int q = firstColumn; q <= min(x / STEP, OUT_WIDTH - 1); q++) {
      size_t at = windows + r * OUT_WIDTH + q;
      sum += places[at] == pixel ? outputGradients[at] : 0.0f;
    }
  }
  inputGradients[sample * CHANNELS * AREA + f] = sum;
}
