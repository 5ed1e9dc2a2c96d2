// What update rules do to matrices. All matrices of all trials lie in one buffer, each from a
// multiple of UNIT on, row by row. A launch does those of one size.
#define UNIT 16
#define MATRIX(place) (matrices + (size_t) (uint) (place) * UNIT)

// Jobs: the trial, place of the tensor among the trial's parameters, the matrix, and whether the
// tensor lies column by column.
#define COPY_JOB                                                                     \
  global const int* job = jobs + 4 * (firstJob + get_global_id(1));                  \
  global float* matrix = MATRIX(job[2]);                                             \
  size_t e = get_global_id(0);                                                       \
  size_t first = job[0] * stride + job[1];                                           \
  size_t place = first + (job[3] ? e % columns * rows + e / columns : e);

kernel void readVector(global float* matrices, global const float* vectors, global const int* jobs,
                       int firstJob, ulong stride, int rows, int columns) {
  COPY_JOB
  if (e < (size_t) rows * columns) {
    matrix[e] = vectors[place];
  }
}

kernel void writeVector(global float* matrices, global float* vectors, global const int* jobs,
                        int firstJob, ulong stride, int rows, int columns) {
  COPY_JOB
  if (e < (size_t) rows * columns) {
    vectors[place] = matrix[e];
  }
}

// Jobs: target, left, right, addend, and place of the two scalars.
#ifdef TRANSPOSE_LEFT
#define ROWS_BY_INNER(m, d) ((m) < rows ? left[(size_t) (d) * rows + (m)] : 0.0f)
#else
#define ROWS_BY_INNER(m, d) ((m) < rows ? left[(size_t) (m) * inner + (d)] : 0.0f)
#endif
#ifdef TRANSPOSE_RIGHT
#define COLUMNS_BY_INNER(n, d) ((n) < columns ? right[(size_t) (n) * inner + (d)] : 0.0f)
#else
#define COLUMNS_BY_INNER(n, d) ((n) < columns ? right[(size_t) (d) * columns + (n)] : 0.0f)
#endif
#define STORE_SUM(m, n, sum)                                               \
  if (m < rows && n < columns) {                                           \
    size_t place = (size_t) m * columns + n;                               \
    target[place] = b == 0 ? a * (sum) : fma(b, addend[place], a * (sum)); \
  }

kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void multiply(global float* matrices, global const float* scalars, global const int* jobs,
              int firstJob, int rows, int columns, int inner) {
  global const int* job = jobs + 5 * (firstJob + get_group_id(2));
  int n0 = get_group_id(0) * TILE, m0 = get_group_id(1) * TILE;
  global float* target = MATRIX(job[0]);
  global const float* left = MATRIX(job[1]);
  global const float* right = MATRIX(job[2]);
  global const float* addend = MATRIX(job[3]);
  float a = scalars[job[4]], b = scalars[job[4] + 1];
#ifdef TRANSPOSE_LEFT
#define LEFT_ALONG_INNER 0
#else
#define LEFT_ALONG_INNER 1
#endif
#ifdef TRANSPOSE_RIGHT
#define RIGHT_ALONG_INNER 1
#else
#define RIGHT_ALONG_INNER 0
#endif
  PRODUCT(0, inner, ROWS_BY_INNER, LEFT_ALONG_INNER, COLUMNS_BY_INNER, RIGHT_ALONG_INNER)
  STORE_ALL(STORE_SUM)
}
