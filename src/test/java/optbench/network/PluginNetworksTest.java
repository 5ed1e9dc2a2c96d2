package optbench.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import optbench.optimizer.Optimizers;
import optbench.optimizer.PluginJar;
import optbench.plugin.PluginException;
import optbench.plugin.PluginFile;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PluginNetworksTest {
  private static final String SERVICE = "META-INF/services/optbench.network.NetworkDefinition";

  @TempDir Path folder;

  @Test
  void standsLastInTheRegistryAndIsAListOfLayers() {
    Networks all = Networks.builtIn().with(open(packed(PluginJar.ofNetwork())));

    assertThat(all.all()).hasSize(Networks.builtIn().all().size() + 1);
    Networks.Preset last = all.all().get(all.all().size() - 1);
    assertThat(last.summary()).isEqualTo("8 hidden layers of 64 ReLU units");
    LayerSpec layer = new LayerSpec.Dense(64, Activation.RELU, Initialization.HE_NORMAL);
    assertThat(all.resolve(new NetworkSpec.Preset("deep_mlp")))
        .isEqualTo(last.network())
        .isEqualTo(new Network("deep_mlp", Collections.nCopies(8, layer)));
    // 784 x 64 + 64, seven of 64 x 64 + 64, and 64 x 10 + 10
    assertThat(last.network().parameters(new Shape(1, 28, 28), 10)).isEqualTo(50240 + 29120 + 650);
  }

  @Test
  void aJarMayBringOptimizersToo() {
    PluginFile both =
        open(
            PluginJar.ofNetwork()
                .compile(folder.resolve("network"))
                .and(PluginJar.ofExample().compile(folder.resolve("optimizer")))
                .pack(folder.resolve("both.jar"), 0));

    assertThat(Networks.builtIn().with(both).all())
        .extracting(p -> p.network().name())
        .endsWith("deep_mlp");
    assertThat(Optimizers.builtIn().with(both).find("signsgd")).isPresent();
  }

  @Test
  void whoBringsOptimizersOnlyHasNoNetworks() {
    PluginFile jar = open(packed(PluginJar.ofExample()));

    assertThat(Networks.builtIn().with(jar).all()).isEqualTo(Networks.builtIn().all());
  }

  static Stream<Arguments> wrongDefinitions() {
    String name = "return \"deep_mlp\";";
    String summary = "return \"8 hidden layers of 64 ReLU units\";";
    String layers = "return Collections.nCopies(DEPTH, layer);";
    String of = "plug-in my.jar: com.example.DeepMlp: ";
    return Stream.of(
        arguments(name, "return \"mlp\";", "two networks are called mlp: rename one"),
        arguments(
            name,
            "return \"custom\";",
            "a network must not be called custom, as lists of layers are: rename it"),
        arguments(
            name,
            "return \"Deep MLP\";",
            of
                + "its name() must be a to z, 0 to 9 and _, begin with a letter and have at most 40"
                + " characters, but was Deep MLP"),
        arguments(name, "return null;", of + "name() is null"),
        arguments(summary, "return \"a\\nb\";", of + "its summary() must be one line"),
        arguments(layers, "return null;", of + "layers() is null"),
        arguments(
            layers,
            "return Collections.nCopies(DEPTH, null);",
            of + "layers() has an element that is null"),
        arguments(
            layers,
            "return Collections.nCopies(1001, layer);",
            of + "layers() must be at most 1000 but were 1001"),
        arguments(
            layers,
            "throw new StackOverflowError(\"two\\nlines\");",
            of + "layers() threw java.lang.StackOverflowError: two lines"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("wrongDefinitions")
  void whatDoesNotFitTogetherIsRefused(String old, String changed, String fault) {
    PluginFile jar = open(packed(PluginJar.ofNetwork().with(old, changed)));

    assertThatThrownBy(() -> Networks.builtIn().with(jar))
        .isInstanceOf(PluginException.class)
        .hasMessage(fault.replace("my.jar", folder.resolve("my.jar").toString()));
  }

  @Test
  void aLayerOutsideItsRangeIsRefused() {
    PluginFile jar = open(packed(PluginJar.ofNetwork().with("UNITS = 64", "UNITS = 0")));

    assertThatThrownBy(() -> Networks.builtIn().with(jar))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("layers() threw optbench.spec.SpecException: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aClassThatIsNoNetworkIsRefused() {
    Path path = packed(PluginJar.ofNetwork().naming("com.example.Absent"));
    PluginFile jar = open(path);

    assertThatThrownBy(() -> Networks.builtIn().with(jar))
        .isInstanceOf(PluginException.class)
        .hasMessage(
            "plug-in "
                + path
                + ": "
                + SERVICE
                + " names com.example.Absent, which is not in the jar: it must name public classes"
                + " that implement NetworkDefinition and have a public constructor without"
                + " arguments");
  }

  @Test
  void aJarThatNamesNothingIsRefused() {
    Path path = PluginJar.ofNetwork().without(SERVICE).pack(folder.resolve("my.jar"), 0);

    assertThatThrownBy(() -> open(path))
        .isInstanceOf(PluginException.class)
        .hasMessage(
            "plug-in "
                + path
                + ": has no META-INF/services/optbench.optimizer.Optimizer and no "
                + SERVICE
                + ", the files that name its optimizers and networks");
  }

  private Path packed(PluginJar jar) {
    return jar.compile(folder.resolve("classes")).pack(folder.resolve("my.jar"), 0);
  }

  private static PluginFile open(Path jar) {
    return PluginFile.open(jar, List.of(Optimizers.PLUGINS, Networks.PLUGINS));
  }
}
