package optbench.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import optbench.plugin.PluginException;
import optbench.plugin.PluginFile;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginsTest {
  private static final long NOON = 1_700_000_000_000L;
  private static final String CLASS = ": com.example.SignSgd: ";

  private static final String MUST_NAME =
      ": it must name public classes that implement Optimizer and have a public constructor"
          + " without arguments";

  private static final String SERVICE = "META-INF/services/optbench.optimizer.Optimizer";
  private static final String NAMES = SERVICE + " names ";

  @TempDir Path folder;

  @Test
  void standsLastInTheRegistryAndHasTheNumbersOfItsProfile() {
    Optimizers all = Optimizers.builtIn().with(open(packed(PluginJar.ofExample())));

    assertThat(all.all()).hasSize(Optimizers.builtIn().all().size() + 1);
    assertThat(all.all().get(all.all().size() - 1).description().id()).isEqualTo("signsgd");
    OptimizerSettings settings = all.resolve(OptimizerSpec.of("signsgd"), Profile.PAPER);
    assertThat(settings.get("beta1")).isEqualTo(0.9);
    assertThat(Optimizers.stateVectors(settings)).containsExactly("m");
    assertThat(Optimizers.builtIn().find("signsgd")).isEmpty();
  }

  @Test
  void editionTellsCodeApartAndNotWhenItWasPacked() {
    Optimizer optimizer = load(PluginJar.ofExample()).get(0);
    PluginJar same = PluginJar.ofExample().compile(folder.resolve("same"));
    Optimizer later = load(same.pack(folder.resolve("later.jar"), NOON + 60_000)).get(0);
    PluginJar other =
        PluginJar.ofExample().with("-step.learningRate()", "-0.5 * step.learningRate()");
    Optimizer changed =
        load(other.compile(folder.resolve("other")).pack(folder.resolve("o.jar"), NOON)).get(0);

    assertThat(optimizer.edition()).matches("[0-9a-f]{12}").isEqualTo(later.edition());
    assertThat(changed.edition()).matches("[0-9a-f]{12}").isNotEqualTo(optimizer.edition());
    assertThat(settings(folder.resolve("my.jar")).recordedVariant())
        .isEqualTo("default@" + optimizer.edition());
    assertThat(
            Optimizers.builtIn().resolve(OptimizerSpec.of("adam"), Profile.KERAS).recordedVariant())
        .isEqualTo("keras");
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    PluginFile jar = open(packed(PluginJar.ofExample().with("\"signsgd\"", "\"adam\"")));

    assertThatThrownBy(() -> Optimizers.builtIn().with(jar))
        .isInstanceOf(PluginException.class)
        .hasMessage("two optimizers are called adam: rename one");
  }

  static Stream<Arguments> wrongDescriptions() {
    String id =
        "the id of its description must be a to z, 0 to 9 and _, begin with a letter"
            + " and have at most 40 characters, but was ";
    String rate = "HyperParameter.LEARNING_RATE, 0.001";
    return Stream.of(
        arguments("\"signsgd\"", "\"Sign-SGD\"", id + "Sign-SGD"),
        arguments("\"signsgd\"", "\"default@1\"", id + "default@1"),
        arguments("\"signsgd\"", "null", id + "null"),
        arguments("\"signSGD with momentum\"", "\" \"", "the title of its description is empty"),
        arguments(
            "\"signSGD with momentum\"",
            "\"a\\nb\"",
            "the title of its description must be one line"),
        arguments("Description.Family.SIGN", "null", "the family of its description is null"),
        arguments(
            "HyperParameter.learningRate(), ",
            "",
            "its first hyper-parameter must be learning_rate"),
        arguments(
            "HyperParameter.beta1())",
            "HyperParameter.learningRate())",
            "two hyper-parameters are called learning_rate"),
        arguments(
            "HyperParameter.beta1())",
            "new HyperParameter(\"b-1\", \"b\", \"b\", HyperParameter.Range.DECAY))",
            id.replace("the id of its description", "the name of a hyper-parameter") + "b-1"),
        arguments(
            "HyperParameter.beta1())",
            "new HyperParameter(\"beta1\", \"b\", \"b\", null))",
            "the range of beta1 is null"),
        arguments(
            "List.of(\"default\")",
            "List.of()",
            "it must have a variant: one, such as default, is enough"),
        arguments(
            "List.of(\"default\")",
            "List.of(\"a\", \"b\")",
            "defaults(KERAS) must have a variant of a, b but had default"),
        arguments("List.of(\"default\")", "null", "variants() is null"),
        arguments(
            "List.of(\"default\")",
            "java.util.Collections.singletonList(null)",
            "variants() has an element that is null"),
        arguments(
            "HyperParameter.beta1())",
            "null)",
            "hyperParameters() threw java.lang.NullPointerException"),
        arguments(
            "return List.of(HyperParameter.learningRate(), HyperParameter.beta1());",
            "return null;",
            "hyperParameters() is null"),
        arguments(
            "  public List<String> variants() {",
            """
              public java.util.Map<String, Double> numbersOf(String variant) {
                return java.util.Collections.singletonMap("beta1", null);
              }

              @Override
              public List<String> variants() {\
            """,
            "numbersOf(default) has a name or number that is null"),
        arguments(
            "return List.of(StateVector.zero(\"m\"));",
            "return null;",
            "the rule's state() is null"),
        arguments(", \"beta1\", 0.9", "", "defaults(KERAS) has no beta1"),
        arguments(
            "\"beta1\", 0.9",
            "\"beta1\", 0.9, \"rho\", 0.9",
            "defaults(KERAS) has rho, which is no hyper-parameter of it"),
        arguments(
            "\"beta1\", 0.9",
            "\"beta1\", 1.0",
            "beta1 of defaults(KERAS) must be a number of at least 0 and below 1 but was 1.0"),
        arguments(
            rate,
            "HyperParameter.LEARNING_RATE, profile == Profile.PAPER ? Double.NaN : 0.001",
            "learning_rate of defaults(PAPER) must be a number of at least 0 but was NaN"),
        arguments("\"chosen for this example\"", "\"\"", "the source of defaults(KERAS) is empty"),
        arguments(
            "\"chosen for this example\"",
            "optbench.optimizer.WeightDecayKind.COUPLED, 0.01, \"mine\"",
            "defaults(KERAS) threw java.lang.IllegalArgumentException: weight decay must be"
                + " decoupled to have a default but was coupled (l2)"),
        arguments(
            "    return new ProfileDefaults(",
            "    if (profile == Profile.DL4J) return null;\n    return new ProfileDefaults(",
            "defaults(DL4J) is null"),
        arguments(
            "settings.get(\"beta1\")",
            "settings.get(\"beta\")",
            "rule(...) threw java.lang.IllegalArgumentException: signsgd has no hyper-parameter"
                + " beta"),
        arguments(
            "return beta1 == 0 ? new OfGradient() : new OfAverage(beta1)",
            "return null",
            "rule(...) is null"),
        arguments(
            "return List.of(StateVector.zero(\"m\"));",
            "throw new AssertionError(\"two\\nlines\");",
            "the rule's state() threw java.lang.AssertionError: two lines"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("wrongDescriptions")
  void whatDoesNotFitTogetherIsRefused(String old, String changed, String fault) {
    assertThatThrownBy(() -> load(PluginJar.ofExample().with(old, changed)))
        .isInstanceOf(PluginException.class)
        .hasMessageStartingWith("plug-in " + folder.resolve("my.jar") + CLASS + fault)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aConstructorThatThrowsIsRefused() {
    refused(
        compiled(
            PluginJar.ofExample()
                .with(
                    "  /** What specs",
                    "  public SignSgd() { throw new IllegalStateException(\"no luck\"); }\n"
                        + "  /** What specs")),
        "Provider com.example.SignSgd could not be instantiated:"
            + " java.lang.IllegalStateException: no luck");
  }

  @Test
  void aConstructorWithArgumentsIsRefused() {
    refused(
        compiled(
            PluginJar.ofExample()
                .with("  /** What specs", "  public SignSgd(int i) {}\n  /** What specs")),
        NAMES
            + "com.example.SignSgd, which has no public constructor without arguments"
            + MUST_NAME);
  }

  @Test
  void aClassOfAnotherTypeIsRefused() {
    refused(
        compiled(PluginJar.ofExample()).naming("com.example.SignSgd$OfGradient"),
        NAMES + "com.example.SignSgd$OfGradient, which does not implement Optimizer" + MUST_NAME);
  }

  @Test
  void aClassThatIsNotThereIsRefused() {
    refused(
        compiled(PluginJar.ofExample()).naming("com.example.Absent"),
        NAMES + "com.example.Absent, which is not in the jar" + MUST_NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.exa]mple.SignSgd", "a b c", "\u001b[31m"})
  void whatIsNoNameOfAClassIsRefused(String name) {
    refused(
        compiled(PluginJar.ofExample()).naming(name),
        SERVICE + " has something else than the name of a class in line 1" + MUST_NAME);
  }

  @Test
  void aClassThatAnotherNeedsAndThatIsNotThereIsRefused() {
    refused(
        compiled(PluginJar.ofExample()).without("com/example/SignSgd$OfAverage.class"),
        "com.example.SignSgd: rule(...) threw java.lang.NoClassDefFoundError:"
            + " com/example/SignSgd$OfAverage");
  }

  @Test
  void aDamagedClassIsRefused() {
    refused(
        compiled(PluginJar.ofExample()).cutting("com/example/SignSgd$OfAverage.class"),
        "com.example.SignSgd: rule(...) threw java.lang.ClassFormatError (a damaged class file)");
    refused(
        compiled(PluginJar.ofExample()).cutting("com/example/SignSgd.class"),
        "a class is missing or does not fit: java.lang.ClassFormatError (a damaged class file)");
  }

  @Test
  void aServiceFileThatNamesNothingIsRefused() {
    refused(
        compiled(PluginJar.ofExample()).naming("# to be done\n"),
        "META-INF/services/optbench.optimizer.Optimizer names no optimizer");
  }

  @Test
  void aJarWithoutServiceFileIsRefused() {
    refused(
        compiled(PluginJar.ofExample()).without("META-INF/services/optbench.optimizer.Optimizer"),
        "has no META-INF/services/optbench.optimizer.Optimizer, the file that names its optimizers");
  }

  @Test
  void aJarThatNeedsOthersIsRefused() {
    refused(
        compiled(PluginJar.ofExample()).manifest("Manifest-Version: 1.0\nClass-Path: other.jar\n"),
        "its manifest has a Class-Path: put what it needs into the jar");
  }

  @Test
  void aDamagedManifestIsRefused() {
    refused(compiled(PluginJar.ofExample()).manifest("no colon\n"), "its manifest is damaged: ");
  }

  @Test
  void aJarForANewerJavaIsRefused() {
    String java = Integer.toString(Runtime.version().feature());
    refused(
        compiled(PluginJar.ofExample()).ofNewerJava(),
        "compiled for a newer Java than this one, " + java + ": use javac --release " + java);
  }

  @Test
  void whatIsNotAJarIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jar"), "not a jar");

    assertFault(text, "is not a jar, or is damaged: ");
    assertFault(folder.resolve("absent.jar"), "there is no such file");
    assertFault(folder, "must be a jar, not a folder");
  }

  private List<Optimizer> load(PluginJar jar) {
    return load(packed(jar));
  }

  private Path packed(PluginJar jar) {
    return compiled(jar).pack(folder.resolve("my.jar"), NOON);
  }

  private static PluginFile open(Path jar) {
    return PluginFile.open(jar, List.of(Optimizers.PLUGINS));
  }

  /** What it adds to the registry. */
  private static List<Optimizer> load(Path jar) {
    List<Optimizer> all = Optimizers.builtIn().with(open(jar)).all();
    return all.subList(Optimizers.builtIn().all().size(), all.size());
  }

  private PluginJar compiled(PluginJar jar) {
    return jar.compile(folder.resolve("classes"));
  }

  private void refused(PluginJar jar, String fault) {
    assertFault(jar.pack(folder.resolve("my.jar"), NOON), fault);
  }

  private static void assertFault(Path jar, String fault) {
    assertThatThrownBy(() -> load(jar))
        .isInstanceOf(PluginException.class)
        .hasMessageStartingWith("plug-in " + jar + ": " + fault)
        .hasMessageNotContaining("\n");
  }

  private OptimizerSettings settings(Path jar) {
    return Optimizers.builtIn().with(open(jar)).resolve(OptimizerSpec.of("signsgd"), Profile.KERAS);
  }
}
