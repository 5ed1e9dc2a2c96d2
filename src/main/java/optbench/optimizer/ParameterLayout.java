package optbench.optimizer;

import java.util.List;

/** How the flat vector of parameters is made up: tensors one after another, without gaps. */
public record ParameterLayout(List<Tensor> tensors) {
  public ParameterLayout {
    tensors = List.copyOf(tensors);
    long end = 0;
    for (Tensor tensor : tensors) {
      if (tensor.offset() != end) {
        throw new IllegalArgumentException(
            "tensor "
                + tensor.name()
                + " must start at "
                + end
                + " but starts at "
                + tensor.offset());
      }
      end += tensor.length();
    }
  }

  /** Number of parameters. */
  public int size() {
    return tensors.isEmpty() ? 0 : tensors.get(tensors.size() - 1).end();
  }

  /**
   * Whether all that is trained is finite numbers.
   *
   * @param parameters all of them
   */
  public boolean allFinite(float[] parameters) {
    return tensors.stream()
        .filter(tensor -> tensor.role() != Role.STATISTICS)
        .allMatch(tensor -> allFinite(parameters, tensor.offset(), tensor.end()));
  }

  private static boolean allFinite(float[] parameters, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(parameters[i])) {
        return false;
      }
    }
    return true;
  }

  /** What a tensor is for, and so what may be done to it. */
  public enum Role {
    /** Weights: L2 and weight decay apply. */
    WEIGHTS,
    /** Biases, and scales and shifts of normalisation layers: trained, but not decayed. */
    OTHER,
    /**
     * Running means and variances: not trained. Their gradient is what to take off at each step.
     */
    STATISTICS
  }

  /**
   * One weight matrix, filter bank or vector. Its numbers lie row by row: the last side of its
   * shape runs fastest.
   *
   * @param name such as {@code 0_W}
   * @param offset of its first element in the flat vector
   * @param shape its sides; of weights, outputs first: {@code [outputs, inputs]} of a dense layer,
   *     {@code [outputs, inputs, height, width]} of filters
   */
  public record Tensor(String name, int offset, Role role, List<Integer> shape) {
    public Tensor {
      shape = List.copyOf(shape);
    }

    /** Number of elements. */
    public int length() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** Whether it can be looked at as a matrix: it has two sides or more. */
    public boolean isMatrix() {
      return shape.size() > 1;
    }

    /** As a matrix: its first side. */
    public int rows() {
      return shape.get(0);
    }

    /** As a matrix: all sides but the first, flattened. */
    public int columns() {
      return length() / rows();
    }

    /** Name of the layer that it belongs to: what stands before the first underscore. */
    String layer() {
      int end = name.indexOf('_');
      return end < 0 ? name : name.substring(0, end);
    }

    int end() {
      return offset + length();
    }
  }
}
