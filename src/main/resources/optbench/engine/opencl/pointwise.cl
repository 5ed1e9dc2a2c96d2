// An activation function by itself, on FEATURES numbers a sample. Needs CAPACITY, and activation.cl.
kernel void forward(global const float* inputs, global float* outputs, global const int* owners,
                    int samples) {
  int f = get_global_id(0), b = get_global_id(1), k = owners[get_global_id(2)];
  if (f >= FEATURES || b >= samples) {
    return;
  }
  size_t at = ((size_t) k * CAPACITY + b) * FEATURES + f;
  outputs[at] = activate(inputs[at]);
}

// From the outputs, or, where these do not tell the slope, from the inputs.
kernel void backward(global const float* points, global const float* outputGradients,
                     global float* inputGradients, global const int* trials, int samples) {
  int f = get_global_id(0), b = get_global_id(1), k = trials[get_global_id(2)];
  if (f >= FEATURES || b >= samples) {
    return;
  }
  size_t at = ((size_t) k * CAPACITY + b) * FEATURES + f;
  inputGradients[at] = outputGradients[at] * slope(points[at]);
}
