package optbench.spec;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import optbench.spec.key.ChoiceType;
import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/** Which network to train: a preset by name, a list of hidden layers, or those of a Keras model. */
public sealed interface NetworkSpec {
  /** What it means to somebody: of a preset's name, and of layers that were listed or read. */
  <R> R either(Function<String, R> preset, Function<List<LayerSpec>, R> custom);

  /** The file that its layers were read from, if they were. */
  default Optional<Keras> keras() {
    return Optional.empty();
  }

  /** A network that the registry knows, such as {@code mlp}. */
  record Preset(String name) implements NetworkSpec {
    @Override
    public <R> R either(Function<String, R> preset, Function<List<LayerSpec>, R> custom) {
      return preset.apply(name);
    }
  }

  /** Hidden layers in order; the softmax output layer follows by itself. */
  record Layers(List<LayerSpec> layers) implements NetworkSpec {
    public Layers {
      layers = List.copyOf(layers);
    }

    @Override
    public <R> R either(Function<String, R> preset, Function<List<LayerSpec>, R> custom) {
      return custom.apply(layers);
    }
  }

  /**
   * The layers of a model that Keras has saved.
   *
   * @param file it was read from; it need not be there any more
   */
  record Keras(Path file, KerasModel model) implements NetworkSpec {
    public Keras {
      Objects.requireNonNull(file);
      Objects.requireNonNull(model);
    }

    @Override
    public <R> R either(Function<String, R> preset, Function<List<LayerSpec>, R> custom) {
      return custom.apply(model.layers());
    }

    /** What training starts from. */
    public StartingWeights weights() {
      return model.weights().isPresent() ? StartingWeights.IMPORTED : StartingWeights.DRAWN;
    }

    @Override
    public Optional<Keras> keras() {
      return Optional.of(this);
    }
  }

  /** What is trained if nothing is said. */
  String DEFAULT = "mlp";

  /** Deeper than any network here. */
  int MOST_LAYERS = 1000;

  /**
   * The key.
   *
   * @param presets names of networks
   * @param models reads the file of a Keras model
   */
  static Key<NetworkSpec> key(List<String> presets, KerasModels models) {
    return Key.of(
            "network",
            ChoiceType.<NetworkSpec>of("What to train")
                .way(
                    ValueType.words("network", "A network by name", presets)
                        .as(Preset::new, network -> network.either(name -> name, layers -> "")),
                    network -> network.either(name -> true, layers -> false))
                .way(
                    ValueType.list(
                            "layers",
                            "Hidden layers in order; a softmax layer, as wide as there are classes, follows by itself",
                            0,
                            MOST_LAYERS,
                            LayerKeys.ENTRY)
                        .as(
                            Layers::new,
                            network -> network.either(name -> List.of(), layers -> layers)),
                    network -> network.either(name -> false, layers -> network.keras().isEmpty()))
                .way(
                    ofKeras(models).as(keras -> keras, network -> network.keras().orElseThrow()),
                    network -> network.keras().isPresent()))
        .byDefault(DEFAULT);
  }

  private static ObjectType<Keras> ofKeras(KerasModels models) {
    Key<Path> file =
        Key.of(
                "keras",
                ValueType.text(
                        "File of a Keras model whose layers are taken over, and its weights if weights says so:"
                            + " .json (model.to_json()), .keras, .h5 or .hdf5; relative to the current folder",
                        "a path")
                    .notEmpty()
                    .as(OwnFiles::toPath, Path::toString))
            .required();
    Key<StartingWeights> weights =
        Key.of(
                "weights",
                ValueType.words(
                    "weights",
                    "What training starts from: weights drawn anew by each seed (drawn), or those of the"
                        + " .keras, .h5 or .hdf5 file, the same for every seed (imported)",
                    Arrays.asList(StartingWeights.values()),
                    StartingWeights::id))
            .byDefault(StartingWeights.DRAWN.id());
    Key<KerasModel> model =
        Key.of("model", KerasModel.KEYS)
            .comment(
                "read from the file; results folders record it, and the file is not looked at");
    return ObjectType.<Keras>of("The layers of a model that Keras has saved")
        .with(file, Keras::file)
        .unlessDefault(weights, Keras::weights)
        .with(model, Keras::model)
        .hint("layer", "layers stand in a list, even one: network: [{layer: ...}]")
        .hint("residual", "blocks stand in a list, even one: network: [{residual: ...}]")
        .example("keras", "model.keras")
        .reads(
            given ->
                given
                    .find(model)
                    .map(recorded -> recorded(given.get(file), recorded, given.get(weights)))
                    .orElseGet(
                        () ->
                            new Keras(
                                given.get(file),
                                read(models, given.get(file), given.get(weights)))));
  }

  private static KerasModel read(KerasModels models, Path file, StartingWeights weights) {
    return SpecException.below("/keras", () -> models.read(file, weights));
  }

  private static Keras recorded(Path file, KerasModel model, StartingWeights weights) {
    Keras keras = new Keras(file, model);
    if (keras.weights() != weights) {
      throw new SpecException(
          "/weights",
          "must be "
              + keras.weights().id()
              + ", which is what the model was read for, but was "
              + weights.id()
              + ": leave out model, and the file is read again");
    }
    return keras;
  }
}
