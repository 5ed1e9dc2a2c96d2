// The mean of each window of WINDOW_HEIGHT x WINDOW_WIDTH pixels at STEP.
#define AREA (HEIGHT * WIDTH)
#define OUT_AREA (OUT_HEIGHT * OUT_WIDTH)

kernel void forward(global const float* inputs, global float* outputs, global const int* owners,
                    int samples) {
  int f = get_global_id(0), b = get_global_id(1), k = owners[get_global_id(2)];
  if (f >= CHANNELS * OUT_AREA || b >= samples) {
    return;
  }
  size_t sample = (size_t) k * CAPACITY + b;
  int c = f / OUT_AREA, y = f % OUT_AREA / OUT_WIDTH * STEP, x = f % OUT_WIDTH * STEP;
  global const float* in = inputs + (sample * CHANNELS + c) * AREA;
  float sum = 0;
  for (int r = y; r < y + WINDOW_HEIGHT; r++) {
    for (int q = x; q < x + WINDOW_WIDTH; q++) {
      sum += in[r * WIDTH + q];
    }
  }
  outputs[sample * CHANNELS * OUT_AREA + f] = sum / (WINDOW_HEIGHT * WINDOW_WIDTH);
}

// A pixel gets its share of the gradients of the windows that it is in.
kernel void backward(global const float* outputGradients, global float* inputGradients,
                     global const int* trials, int samples) {
  int f = get_global_id(0), b = get_global_id(1), k = trials[get_global_id(2)];
  if (f >= CHANNELS * AREA || b >= samples) {
    return;
  }
  size_t sample = (size_t) k * CAPACITY + b;
  int c = f / AREA, y = f % AREA / WIDTH, x = f % WIDTH;
  global const float* windows = outputGradients + (sample * CHANNELS + c) * OUT_AREA;
  int firstRow = y < WINDOW_HEIGHT ? 0 : (y - WINDOW_HEIGHT) / STEP + 1;
  int firstColumn = x < WINDOW_WIDTH ? 0 : (x - WINDOW_WIDTH) / STEP + 1;
  float sum = 0;
  for (int r = firstRow; r <= min(y / STEP, OUT_HEIGHT - 1); r++) {
    for (int q = firstColumn; q <= min(x / STEP, OUT_WIDTH - 1); q++) {
      sum += windows[r * OUT_WIDTH + q];
    }
  }
  inputGradients[sample * CHANNELS * AREA + f] = sum / (WINDOW_HEIGHT * WINDOW_WIDTH);
}
