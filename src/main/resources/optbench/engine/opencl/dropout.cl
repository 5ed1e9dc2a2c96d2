// Dropout with the masks of the CPU: SplitMix64, two numbers from each sixty-four bits. A sample's
// mask goes pixel by pixel and in a pixel channel by channel.
#define AREA (FEATURES / CHANNELS)

inline ulong mixed(ulong z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
  return z ^ (z >> 31);
}

// starts: of the stream of random bits, one a seed.
kernel void drop(global const float* from, global float* to, global const ulong* starts,
                 global const int* owners, global const int* seeds, int samples, uint limit, float kept) {
  int f = get_global_id(0), b = get_global_id(1), k = owners[get_global_id(2)];
  if (f >= FEATURES || b >= samples) {
    return;
  }
  int j = f % AREA * CHANNELS + f / AREA;
  ulong number = (ulong) b * ((FEATURES + 1) / 2) + j / 2 + 1;
  ulong bits = mixed(starts[SEED(k)] + number * 0x9E3779B97F4A7C15UL);
  uint bits32 = j % 2 == 0 ? (uint) (bits >> 32) : (uint) bits;
  size_t at = ((size_t) k * CAPACITY + b) * FEATURES + f;
  to[at] = from[at] * (bits32 < limit ? 0.0f : kept);
}
