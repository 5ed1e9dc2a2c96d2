package optbench.optimizer;

import optbench.optimizer.UpdateRule.Block;

/**
 * The nearest matrix with orthogonal rows or columns, roughly: Newton-Schulz steps of fifth order
 * bring all singular values between 0.7 and 1.2. Coefficients by Jordan et al., 2024.
 */
final class Orthogonal {
  private static final double A = 3.4445;
  private static final double B = -4.7750;
  private static final double C = 2.0315;

  /** Keeps the division of a matrix by its norm away from zero. */
  private static final double EPSILON = 1e-7;

  private Orthogonal() {}

  /** Replaces a vector, read as the matrix that the block's tensor is. */
  static void approximate(Block block, Vector vector, int steps) {
    int rows = block.tensor().rows();
    int columns = block.tensor().columns();
    boolean wide = rows <= columns;
    int side = Math.min(rows, columns);
    Matrix x = block.matrix(0, rows, columns);
    Matrix next = block.matrix(1, rows, columns);
    Matrix gram = block.matrix(2, side, side);
    Matrix polynomial = block.matrix(3, side, side);
    vector.divideByOwnNorm(EPSILON);
    x.read(vector);
    for (int step = 0; step < steps; step++) {
      // X X' or X' X, whichever is smaller: the results are the same.
      gram.setProduct(1, x, !wide, x, wide, 0);
      polynomial.set(gram);
      polynomial.setProduct(C, gram, false, gram, false, B);
      next.set(x);
      if (wide) {
        next.setProduct(1, polynomial, false, x, false, A);
      } else {
        next.setProduct(1, x, false, polynomial, false, A);
      }
      Matrix last = x;
      x = next;
      next = last;
    }
    x.write(vector);
  }
}
