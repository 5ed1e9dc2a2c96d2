package optbench.optimizer;

/** Room for a matrix of float32 numbers, row by row, for rules that need products. */
public interface Matrix {
  /** this = x, of the same size. */
  void set(Matrix x);

  /** this = x, row by row; as many numbers. */
  void read(Vector x);

  /** x = this, row by row; as many numbers. */
  void write(Vector x);

  /** this = a x y + b this, where x and y may be transposed first. This must be neither x nor y. */
  void setProduct(double a, Matrix x, boolean transposeX, Matrix y, boolean transposeY, double b);
}
