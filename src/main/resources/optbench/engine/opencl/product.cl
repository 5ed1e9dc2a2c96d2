// Tiled products in float32. Every product is an explicit fma and every sum has one order, so that
// results do not depend on how many trials are computed together.
#pragma OPENCL FP_CONTRACT OFF

#define TILE 64
#define DEPTH 16
#define ROW 68 /* numbers in a row of a tile, with a gap that spreads columns over the banks */
#define GROUP 256 /* work-items: 16 x 16 */

// acc<i> = sums over d of left(m0 + 4 ty + i, d) right(n0 + 4 tx + j, d) for j = 0 .. 3.
// LEFT and RIGHT give 0 where a place is outside. Neighbouring work-items bring neighbours along the
// depth where *_ALONG is 1, else along the rows.
#define PRODUCT(from, to, LEFT, LEFT_ALONG, RIGHT, RIGHT_ALONG)                    \
  local float leftTile[DEPTH * ROW], rightTile[DEPTH * ROW];                       \
  int tx = get_local_id(0), ty = get_local_id(1), lid = ty * 16 + tx;              \
  float4 acc0 = 0, acc1 = 0, acc2 = 0, acc3 = 0;                                   \
  for (int d0 = (from); d0 < (to); d0 += DEPTH) {                                  \
    for (int i = 0; i < DEPTH * TILE / GROUP; i++) {                               \
      int e = lid + GROUP * i;                                                     \
      int ld = LEFT_ALONG ? e % DEPTH : e / TILE;                                  \
      int lm = LEFT_ALONG ? e / DEPTH : e % TILE;                                  \
      leftTile[ld * ROW + lm] = d0 + ld < (to) ? LEFT(m0 + lm, d0 + ld) : 0.0f;    \
      int rd = RIGHT_ALONG ? e % DEPTH : e / TILE;                                 \
      int rn = RIGHT_ALONG ? e / DEPTH : e % TILE;                                 \
      rightTile[rd * ROW + rn] = d0 + rd < (to) ? RIGHT(n0 + rn, d0 + rd) : 0.0f;  \
    }                                                                              \
    barrier(CLK_LOCAL_MEM_FENCE);                                                  \
    _Pragma("unroll")                                                              \
    for (int d = 0; d < DEPTH; d++) {                                              \
      float4 l = vload4(ty, leftTile + d * ROW);                                   \
      float4 r = vload4(tx, rightTile + d * ROW);                                  \
      acc0 = fma((float4) (l.x), r, acc0);                                         \
      acc1 = fma((float4) (l.y), r, acc1);                                         \
      acc2 = fma((float4) (l.z), r, acc2);                                         \
      acc3 = fma((float4) (l.w), r, acc3);                                         \
    }                                                                              \
    barrier(CLK_LOCAL_MEM_FENCE);                                                  \
  }

// STORE(m, n, sum) for each of the sixteen sums; it looks itself whether the place is inside.
#define STORE_ALL(STORE)                              \
  {                                                   \
    float tileSums[16];                                   \
    vstore4(acc0, 0, tileSums);                           \
    vstore4(acc1, 1, tileSums);                           \
    vstore4(acc2, 2, tileSums);                           \
    vstore4(acc3, 3, tileSums);                           \
    _Pragma("unroll")                                 \
    for (int e = 0; e < 16; e++) {                    \
      int m = m0 + 4 * ty + e / 4;                    \
      int n = n0 + 4 * tx + e % 4;                    \
      STORE(m, n, tileSums[e])                            \
    }                                                 \
  }
