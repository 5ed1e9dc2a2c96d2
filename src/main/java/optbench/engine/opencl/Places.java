package optbench.engine.opencl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.network.Tensor;
import optbench.network.Tensor.Kind;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Role;

/**
 * Where each tensor of a network lies among a trial's parameters. Weights of a dense layer lie
 * input after input, as they are drawn; what rules are told is their shape, outputs first.
 */
final class Places {
  /** Numbers between one trial and the next are a multiple of it, so that rows begin in line. */
  private static final int ALIGNMENT = 32;

  private final ParameterLayout layout;
  private final Map<String, Integer> offsets = new HashMap<>();
  private final Map<Tensor, Integer> drawn = new HashMap<>();

  Places(Network network, Shape input, int classes) {
    List<ParameterLayout.Tensor> tensors = new ArrayList<>();
    int offset = 0;
    for (Tensor tensor : network.tensors(input, classes)) {
      drawn.put(tensor, offset);
      offset = add(tensors, tensor.layer(), name(tensor.kind()), role(tensor), shape(tensor));
      if (tensor.kind() == Kind.BETA) {
        for (String statistic : List.of("mean", "var")) {
          offset = add(tensors, tensor.layer(), statistic, Role.STATISTICS, tensor.shape());
        }
      }
    }
    layout = new ParameterLayout(tensors);
  }

  private int add(
      List<ParameterLayout.Tensor> tensors,
      String layer,
      String what,
      Role role,
      List<Integer> shape) {
    int offset = tensors.isEmpty() ? 0 : end(tensors.get(tensors.size() - 1));
    String name = layer + "_" + what;
    ParameterLayout.Tensor tensor = new ParameterLayout.Tensor(name, offset, role, shape);
    tensors.add(tensor);
    offsets.put(name, offset);
    return end(tensor);
  }

  private static int end(ParameterLayout.Tensor tensor) {
    return tensor.offset() + tensor.length();
  }

  private static String name(Kind kind) {
    return switch (kind) {
      case WEIGHTS -> "W";
      case BIAS -> "b";
      case GAMMA -> "gamma";
      case BETA -> "beta";
      case GAIN -> "gain";
      case OFFSET -> "offset";
    };
  }

  private static Role role(Tensor tensor) {
    return tensor.kind() == Kind.WEIGHTS ? Role.WEIGHTS : Role.OTHER;
  }

  private static List<Integer> shape(Tensor tensor) {
    boolean dense = tensor.kind() == Kind.WEIGHTS && tensor.shape().size() == 2;
    return dense ? List.of(tensor.shape().get(1), tensor.shape().get(0)) : tensor.shape();
  }

  /** What rules are told. */
  ParameterLayout layout() {
    return layout;
  }

  /** Of the first number of a tensor, such as {@code 0_W}. */
  int of(String layer, String what) {
    return offsets.get(layer + "_" + what);
  }

  /** Of the first number of a tensor that is drawn. */
  int of(Tensor tensor) {
    return drawn.get(tensor);
  }

  /** Numbers between one trial and the next. */
  int stride() {
    return Tiles.parts(layout.size(), ALIGNMENT) * ALIGNMENT;
  }
}
