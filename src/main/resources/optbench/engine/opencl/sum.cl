// Sums of FEATURES numbers a sample. Needs CAPACITY.

// What only depends on the data is there once for each seed.
kernel void total(global const float* first, global const float* second, global float* sums,
                  global const int* trials, global const int* seeds, int samples, int firstIsData,
                  int secondIsData) {
  int f = get_global_id(0), b = get_global_id(1), k = trials[get_global_id(2)];
  if (f >= FEATURES || b >= samples) {
    return;
  }
  size_t mine = (size_t) k, shared = (size_t) seeds[k];
  float one = first[((firstIsData ? shared : mine) * CAPACITY + b) * FEATURES + f];
  float other = second[((secondIsData ? shared : mine) * CAPACITY + b) * FEATURES + f];
  sums[(mine * CAPACITY + b) * FEATURES + f] = one + other;
}

kernel void handDown(global const float* from, global float* to, global const int* trials,
                     int samples) {
  int f = get_global_id(0), b = get_global_id(1), k = trials[get_global_id(2)];
  if (f >= FEATURES || b >= samples) {
    return;
  }
  size_t at = ((size_t) k * CAPACITY + b) * FEATURES + f;
  to[at] = from[at];
}
