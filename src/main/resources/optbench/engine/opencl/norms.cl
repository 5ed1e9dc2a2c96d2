// Norms out of sums of squares that were taken piece by piece. Such a sum has three parts: x of large
// numbers, scaled by 2^-160, y of others, and z of small ones, scaled by 2^160.
#pragma OPENCL FP_CONTRACT OFF

#define WORK_ITEMS 64

float rootOf(float4 sum) {
  if (sum.x > 0) {
    return sqrt(sum.x + sum.y * 0x1p-80f * 0x1p-80f) * 0x1p80f;
  }
  if (sum.y == 0) {
    return sqrt(sum.z) * 0x1p-80f;
  }
  return sqrt(sum.y + sum.z * 0x1p-80f * 0x1p-80f);
}

// A work-group for each norm. Jobs: first sum, number of sums, how far from one to the next, and
// place of the norm.
kernel __attribute__((reqd_work_group_size(WORK_ITEMS, 1, 1)))
void takeNorms(global const float4* sums, global float* norms, global const int* jobs, int firstJob) {
  global const int* job = jobs + 4 * (firstJob + get_group_id(0));
  local float4 parts[WORK_ITEMS];
  int item = get_local_id(0);
  float4 sum = 0;
  for (int i = item; i < job[1]; i += WORK_ITEMS) {
    sum += sums[job[0] + i * job[2]];
  }
  parts[item] = sum;
  for (int width = WORK_ITEMS / 2; width > 0; width /= 2) {
    barrier(CLK_LOCAL_MEM_FENCE);
    if (item < width) {
      parts[item] += parts[item + width];
    }
  }
  if (item == 0) {
    norms[job[3]] = rootOf(parts[0]);
  }
}
