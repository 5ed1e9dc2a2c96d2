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
   * One weight matrix, filter bank or vector.
   *
   * @param name such as {@code 0_W}
   * @param offset of its first element in the flat vector
   * @param weights whether L2 and weight decay apply: true for weights, false for biases and the
   *     scales and shifts of normalisation layers
   */
  public record Tensor(String name, int offset, int length, boolean weights) {
    int end() {
      return offset + length;
    }
  }
}
