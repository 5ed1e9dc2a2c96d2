package optbench.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.spec.Initialization;
import optbench.spec.KerasModel;
import optbench.spec.LayerSpec;
import optbench.spec.SpecException;
import optbench.spec.StartingWeights;

/** Makes layers of ours of a model's. */
public final class ModelReader {
  private static final String INPUT = "InputLayer";
  private static final String SOFTMAX = "Softmax";
  private static final String DENSE = "Dense";

  /** Wider than any image here. */
  private static final long LONGEST_SIDE = 10_000;

  private final List<LayerSpec> layers = new ArrayList<>();
  private Signal signal;

  private ModelReader(Signal signal) {
    this.signal = signal;
  }

  /**
   * What is to be trained, from weights that each seed draws.
   *
   * @param sha256 of the file
   * @param root of its description: texts, whole numbers as Long, others as Double, true and false,
   *     null, lists and maps
   * @throws ModelFileException if there is no model in it
   * @throws ModelException if it cannot be trained here as Keras would train it
   */
  public static KerasModel read(String sha256, Object root) {
    return read(sha256, LayerChain.of(root, StartingWeights.DRAWN));
  }

  static KerasModel read(String sha256, LayerChain chain) {
    List<SavedLayer> saved = new ArrayList<>(chain.layers());
    List<Integer> input = input(saved, chain.built());
    if (!saved.isEmpty() && saved.get(0).kind().equals(INPUT)) {
      SavedLayer first = saved.remove(0);
      LayerReader.requireUsual(first);
      first.requireAllAsked();
    }
    SavedLayer output = output(saved);
    ModelReader reader = new ModelReader(new Signal(Shape.of(input), input.size()));
    saved.forEach(reader::add);
    int classes = reader.classes(output);
    try {
      return new KerasModel(sha256, input, classes, reader.layers, Optional.empty());
    } catch (SpecException e) {
      throw output.refusal("units " + e.getMessage());
    }
  }

  /** Shape of a sample: it stands at the first layer, at the one on top of it, or at the model. */
  private static List<Integer> input(List<SavedLayer> saved, Object built) {
    Object shape = built;
    for (SavedLayer layer : saved.subList(0, Math.min(2, saved.size()))) {
      boolean first = layer == saved.get(0);
      if (first || saved.get(0).kind().equals(INPUT)) {
        Object old = layer.get("batch_input_shape");
        Object own = first && layer.kind().equals(INPUT) ? layer.get("batch_shape", old) : old;
        shape = first && own != null ? own : shape;
      }
    }
    if (!(shape instanceof List<?> dimensions)) {
      throw new ModelException(
          "does not say the shape of its input: begin it with keras.Input, and save it again");
    }
    return sample(dimensions);
  }

  private static List<Integer> sample(List<?> dimensions) {
    List<Integer> sample = new ArrayList<>();
    for (Object side : dimensions.subList(Math.min(1, dimensions.size()), dimensions.size())) {
      if (side instanceof Long length && length > 0 && length <= 3 * LONGEST_SIDE * LONGEST_SIDE) {
        sample.add(length.intValue());
      }
    }
    boolean image = sample.size() > 1;
    if (sample.isEmpty()
        || sample.size() > 3
        || sample.size() != dimensions.size() - 1
        || dimensions.get(0) != null
        || (image && sample.stream().anyMatch(side -> side > LONGEST_SIDE))) {
      throw new ModelException(
          "must take images, such as (28, 28, 1), or vectors, such as (784,), in batches of any size, but"
              + " its input has the shape "
              + SavedLayer.shown(dimensions));
    }
    return sample;
  }

  /** Takes the output layer away, with its softmax if that stands alone. */
  private static SavedLayer output(List<SavedLayer> saved) {
    SavedLayer softmax = saved.isEmpty() ? null : saved.remove(saved.size() - 1);
    if (softmax != null && softmax.kind().equals(DENSE)) {
      requireActivation(softmax, LayerReader.SOFTMAX);
      return softmax;
    }
    boolean ends =
        softmax != null
            && (softmax.kind().equals(SOFTMAX)
                || (softmax.kind().equals("Activation")
                    && LayerReader.activationName(softmax).equals(LayerReader.SOFTMAX)));
    if (!ends || saved.isEmpty() || !saved.get(saved.size() - 1).kind().equals(DENSE)) {
      throw noOutput(softmax);
    }
    LayerReader.requireUsual(softmax);
    softmax.requireLast("axis", 1);
    softmax.requireAllAsked();
    SavedLayer dense = saved.remove(saved.size() - 1);
    requireActivation(dense, "linear");
    return dense;
  }

  private static ModelException noOutput(SavedLayer last) {
    String due =
        "a model must end in Dense with softmax, or in Dense, linear, and Softmax, with a unit for each"
            + " class";
    return last == null ? new ModelException(due) : last.refusal("is the last layer, and " + due);
  }

  private static void requireActivation(SavedLayer dense, String due) {
    String found = LayerReader.activationName(dense);
    if (!found.equals(due)) {
      throw dense.refusal(
          "is the output layer, and its activation must be "
              + due
              + " but was "
              + SavedLayer.shown(found)
              + (due.equals(LayerReader.SOFTMAX)
                  ? ": classes are told apart by softmax here, so make it that"
                  : ": softmax follows on it"));
    }
  }

  private void add(SavedLayer saved) {
    if (signal.dimensions() == 2 && !saved.kind().equals("Flatten")) {
      throw saved.refusal(
          "comes after an input of "
              + signal.shape().height()
              + "x"
              + signal.shape().width()
              + ", without channels: begin with Flatten, or with an input of three dimensions");
    }
    LayerSpec layer = LayerReader.read(saved, signal);
    if (layers.isEmpty() && signal.isVector() && !saved.kind().equals(DENSE)) {
      // The data may be images, which Keras was given as vectors.
      if (!saved.kind().equals("Flatten")) {
        layers.add(new LayerSpec.Flatten());
      }
    }
    layers.add(layer);
    Shape output = saved.made(() -> new Network("", List.of(layer)).shapes(signal.shape()).get(1));
    boolean vector =
        signal.isVector() || List.of("Flatten", "GlobalAveragePooling2D").contains(saved.kind());
    signal = new Signal(output, vector ? 1 : signal.dimensions());
  }

  /** Of the output layer, in whose place optbench puts its own, which is the same. */
  private int classes(SavedLayer output) {
    LayerReader.requireUsual(output);
    if (!signal.isVector()) {
      throw output.refusal(
          "comes after an image, whose pixels Keras gives to it one by one: put Flatten or"
              + " GlobalAveragePooling2D before it");
    }
    output.require("use_bias", true);
    output.requireStart("bias_initializer", "zeros");
    Initialization start = LayerReader.initialization(output);
    if (start != Initialization.GLOROT_UNIFORM) {
      throw output.refusal(
          "is the output layer, whose kernel_initializer is always glorot_uniform here but was "
              + start.id()
              + ": make it that, or start from its weights with weights: imported");
    }
    int units = output.integer("units");
    output.requireAllAsked();
    return units;
  }
}
