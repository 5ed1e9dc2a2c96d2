package optbench.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.plugin.PluginAnswers;
import optbench.plugin.PluginException;
import optbench.plugin.PluginFile;
import optbench.plugin.PluginKind;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.SpecException;

/** A registry of networks by name: the built-in ones, a line each, and more. */
public final class Networks {
  /** What a jar may bring. */
  public static final PluginKind PLUGINS =
      new PluginKind(NetworkDefinition.class, "network", "networks");

  private static final String LISTED = "custom";

  private static final List<Preset> PRESETS = new ArrayList<>();

  /** With Keras' defaults. */
  private static final LayerSpec NORM = new LayerSpec.BatchNorm(0.99, 1e-3);

  static {
    add("mlp", "one hidden layer of 128 ReLU units, 784-128-10 on MNIST; the default", dense(128));
    add("softmax", "multinomial logistic regression, 784-10 on MNIST, no hidden layer; convex");
    add(
        "article-cnn",
        "the articles' network: 32 filters 3x3, max-pool, dropout 0.25, 256 units, dropout 0.5",
        new LayerSpec.Conv2d(32, 3, 1, false, Activation.RELU, Initialization.GLOROT_UNIFORM),
        new LayerSpec.MaxPool(2, 2),
        new LayerSpec.Dropout(0.25),
        new LayerSpec.Flatten(),
        dense(256),
        new LayerSpec.Dropout(0.5));
    // With full connections, softmax and no trained coefficients in the pooling, unlike the paper;
    // zeros around the first image make 32x32 of 28x28, as there.
    add(
        "lenet5",
        "LeNet-5 (LeCun et al. 1998) in its modern form: tanh, average pooling, softmax",
        new LayerSpec.Conv2d(6, 5, 1, true, Activation.TANH, Initialization.GLOROT_UNIFORM),
        new LayerSpec.AvgPool(2, 2),
        new LayerSpec.Conv2d(16, 5, 1, false, Activation.TANH, Initialization.GLOROT_UNIFORM),
        new LayerSpec.AvgPool(2, 2),
        new LayerSpec.Flatten(),
        new LayerSpec.Dense(120, Activation.TANH, Initialization.GLOROT_UNIFORM),
        new LayerSpec.Dense(84, Activation.TANH, Initialization.GLOROT_UNIFORM));
    // As MLPerf Tiny's Keras model, whose L2 penalty is a setting here.
    add(
        "resnet-8",
        "MLPerf Tiny's residual network for CIFAR-10: 3 blocks of 16, 32 and 64 filters, batch_norm",
        conv(16, 3, 1),
        NORM,
        new LayerSpec.Activate(Activation.RELU),
        block(16, 1, Optional.empty()),
        block(32, 2, Optional.of(List.of(conv(32, 1, 2)))),
        block(64, 2, Optional.of(List.of(conv(64, 1, 2)))),
        new LayerSpec.GlobalAvgPool());
  }

  private static final Networks BUILT_IN = new Networks(PRESETS);

  private final Map<String, Preset> byName;

  private Networks(List<Preset> presets) {
    Map<String, Preset> named = new LinkedHashMap<>();
    for (Preset preset : presets) {
      String name = preset.network().name();
      if (name.equals(LISTED)) {
        throw new PluginException(
            "a network must not be called " + LISTED + ", as lists of layers are: rename it");
      }
      if (named.put(name, preset) != null) {
        throw new PluginException("two networks are called " + name + ": rename one");
      }
    }
    byName = Collections.unmodifiableMap(named);
  }

  /** Those that come with optbench. */
  public static Networks builtIn() {
    return BUILT_IN;
  }

  /**
   * These, and those of a jar at the end.
   *
   * @throws PluginException if two have one name, or one of them is not sound
   */
  public Networks with(PluginFile jar) {
    List<Preset> all = new ArrayList<>(byName.values());
    all.addAll(
        jar.all(PLUGINS, NetworkDefinition.class, found -> preset(found, jar.answersOf(found))));
    return new Networks(all);
  }

  /** All of them. */
  public List<Preset> all() {
    return List.copyOf(byName.values());
  }

  private static Preset preset(NetworkDefinition found, PluginAnswers answers) {
    String name = answers.ask("name()", found::name);
    answers.requireName("its name()", name);
    String summary = answers.ask("summary()", found::summary);
    answers.requireLine("its summary()", summary);
    List<LayerSpec> layers = answers.askAll("layers()", found::layers);
    answers.require(
        layers.size() <= NetworkSpec.MOST_LAYERS,
        "layers() must be at most " + NetworkSpec.MOST_LAYERS + " but were " + layers.size());
    return new Preset(summary, new Network(name, layers));
  }

  /**
   * The network that a spec asks for.
   *
   * @throws SpecException if there is no preset of this name
   */
  public Network resolve(NetworkSpec spec) {
    return spec.either(this::named, layers -> new Network(LISTED, layers));
  }

  private Network named(String name) {
    Preset preset = byName.get(name);
    if (preset == null) {
      throw new SpecException(
          "/network",
          "must be one of "
              + String.join(", ", byName.keySet())
              + ", a list of layers, or {keras: FILE}, but was "
              + name);
    }
    return preset.network();
  }

  private static LayerSpec dense(int units) {
    return new LayerSpec.Dense(units, Activation.RELU, Initialization.GLOROT_UNIFORM);
  }

  private static LayerSpec conv(int filters, int kernel, int stride) {
    return new LayerSpec.Conv2d(
        filters, kernel, stride, true, Activation.LINEAR, Initialization.HE_NORMAL);
  }

  /** Two convolutions, normalised, and what passes them. */
  private static LayerSpec block(int filters, int stride, Optional<List<LayerSpec>> shortcut) {
    return new LayerSpec.Residual(
        List.of(
            conv(filters, 3, stride),
            NORM,
            new LayerSpec.Activate(Activation.RELU),
            conv(filters, 3, 1),
            NORM),
        shortcut,
        Activation.RELU);
  }

  private static void add(String name, String summary, LayerSpec... layers) {
    PRESETS.add(new Preset(summary, new Network(name, List.of(layers))));
  }

  /**
   * A network with a name.
   *
   * @param summary one line
   */
  public record Preset(String summary, Network network) {}
}
