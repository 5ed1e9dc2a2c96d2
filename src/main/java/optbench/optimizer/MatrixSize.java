package optbench.optimizer;

/** How large a matrix is. */
public record MatrixSize(int rows, int columns) {}
