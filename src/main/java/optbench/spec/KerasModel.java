package optbench.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.TextType;
import optbench.spec.key.ValueType;

/**
 * What was read from the file of a Keras model.
 *
 * @param sha256 of the file
 * @param input shape of a sample, as Keras has it: height, width and channels; height and width; or
 *     the length of a vector
 * @param classes width of its output layer
 * @param layers those between input and output layer
 * @param weights SHA-256 of the weights that training starts from, as they were saved; empty if
 *     each seed draws its own
 */
public record KerasModel(
    String sha256,
    List<Integer> input,
    int classes,
    List<LayerSpec> layers,
    Optional<String> weights) {
  private static final int MOST_NUMBERS = 300_000_000;

  private static final int MOST_CLASSES = 1000;

  private static final Key<String> SHA256 =
      Key.of("sha256", checksum("SHA-256 of the file")).required();

  private static final Key<List<Integer>> INPUT =
      Key.of(
              "input",
              ValueType.list(
                  "numbers",
                  "Shape of a sample, without the batch: height, width and channels; height and width; or a"
                      + " vector's length",
                  1,
                  3,
                  ValueType.integer("Numbers", 1, MOST_NUMBERS)))
          .required();

  private static final Key<Integer> CLASSES =
      Key.of("classes", ValueType.integer("Width of the output layer", 1, MOST_CLASSES)).required();

  private static final Key<List<LayerSpec>> LAYERS =
      Key.of(
              "layers",
              ValueType.list(
                  "layers",
                  "Its hidden layers in order: they are trained",
                  0,
                  NetworkSpec.MOST_LAYERS,
                  LayerKeys.RECORDED))
          .required();

  private static final Key<String> WEIGHTS =
      Key.of("weights", checksum("SHA-256 of the weights that training starts from"))
          .comment("there if they are imported");

  static final ObjectType<KerasModel> KEYS =
      ObjectType.<KerasModel>of("What was read from the file of a Keras model")
          .with(SHA256, KerasModel::sha256)
          .with(INPUT, KerasModel::input)
          .with(CLASSES, KerasModel::classes)
          .with(LAYERS, KerasModel::layers)
          .optional(WEIGHTS, KerasModel::weights)
          .example(
              "sha256",
              "0".repeat(64),
              "input",
              List.of(28, 28, 1),
              "classes",
              10,
              "layers",
              List.of("flatten"))
          .reads(
              given ->
                  new KerasModel(
                      given.get(SHA256),
                      given.get(INPUT),
                      given.get(CLASSES),
                      given.get(LAYERS),
                      given.find(WEIGHTS)));

  public KerasModel {
    SHA256.require(sha256);
    input = List.copyOf(input);
    INPUT.require(input);
    CLASSES.require(classes);
    layers = List.copyOf(layers);
    weights.ifPresent(WEIGHTS::require);
  }

  /** The same, which starts from weights with this checksum. */
  public KerasModel withWeights(String saved) {
    return new KerasModel(sha256, input, classes, layers, Optional.of(saved));
  }

  private static TextType checksum(String doc) {
    return ValueType.text(doc, "64 hexadecimal digits").pattern("^[0-9a-f]{64}$");
  }

  /** {@code 28x28x1}. */
  public String inputText() {
    return input.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
