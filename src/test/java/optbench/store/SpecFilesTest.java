package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import optbench.spec.Activation;
import optbench.spec.BatchSize;
import optbench.spec.DataSpec;
import optbench.spec.Device;
import optbench.spec.ExperimentSpec;
import optbench.spec.ExperimentSpec.Execution;
import optbench.spec.ExperimentSpec.Task;
import optbench.spec.ExperimentSpec.Training;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.Seeds;
import optbench.spec.SpecException;
import optbench.spec.Techniques;
import optbench.spec.TimingSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecFilesTest {
  private static final ExperimentSpec DEFAULTS =
      ExperimentSpec.of(
          "run",
          new Task(DataSpec.of("auto"), new NetworkSpec.Preset("mlp")),
          new Training(
              5,
              new BatchSize(128),
              Profile.KERAS,
              List.of(
                  OptimizerSpec.of("sgd"),
                  OptimizerSpec.of("momentum"),
                  OptimizerSpec.of("adagrad"),
                  OptimizerSpec.of("rmsprop"),
                  OptimizerSpec.of("adadelta"),
                  OptimizerSpec.of("adam")),
              new Seeds(List.of(1L, 2L, 3L))),
          new Execution("auto", TimingSpec.REPORTED, Device.DEFAULT));

  private final SpecFiles specs = new SpecFiles(TestVocabulary.VOCABULARY);
  @TempDir Path folder;

  @Test
  void withoutFileAndOptionsThereAreDefaults() {
    assertThat(specs.read(Optional.empty(), List.of()).spec()).isEqualTo(DEFAULTS);
  }

  @Test
  void everyPartOfASpecIsRead() throws IOException {
    ExperimentSpec spec =
        read(
            """
            $schema: optbench.schema.json
            name: everything
            data: {name: mnist, dir: some/folder, train_limit: 1000, validation: 100}
            network:
              - {layer: conv2d, filters: 32, kernel: 3, stride: 2, padding: same, activation: tanh, init: he_normal}
              - {layer: conv2d, filters: 8, kernel: 5}
              - max_pool
              - {layer: max_pool, size: 3}
              - {layer: max_pool, size: 3, stride: 1}
              - {layer: dropout, rate: .25}
              - batch_norm
              - {layer: batch_norm, momentum: 0.9, epsilon: 1e-5}
              - flatten
              - {layer: flatten}
              - {layer: dense, units: 128}
              - {layer: dense, units: 10, activation: linear, init: lecun_uniform}
            epochs: 1e1
            batch_size: full
            profile: pytorch
            optimizers:
              - adam
              - optimizer: momentum
                label: "SGD: schnell, größer"
                profile: paper
                variant: keras
                learning_rate: 1e-4
                momentum: 0
                nesterov: true
                l2: 1E-3
                weight_decay: {decoupled: 5}
              - {optimizer: momentum, label: plain, nesterov: false}
            seeds: [7, -1, 9223372036854775807]
            engine: lockstep
            timing: false
            """);
    assertThat(spec)
        .isEqualTo(
            ExperimentSpec.of(
                "everything",
                new Task(
                    new DataSpec(
                        "mnist", Optional.of(Path.of("some/folder")), OptionalInt.of(1000), 100),
                    new NetworkSpec.Layers(
                        List.of(
                            new LayerSpec.Conv2d(
                                32, 3, 2, true, Activation.TANH, Initialization.HE_NORMAL),
                            new LayerSpec.Conv2d(
                                8, 5, 1, false, Activation.RELU, Initialization.GLOROT_UNIFORM),
                            new LayerSpec.MaxPool(2, 2),
                            new LayerSpec.MaxPool(3, 3),
                            new LayerSpec.MaxPool(3, 1),
                            new LayerSpec.Dropout(0.25),
                            new LayerSpec.BatchNorm(0.99, 0.001),
                            new LayerSpec.BatchNorm(0.9, 1e-5),
                            new LayerSpec.Flatten(),
                            new LayerSpec.Flatten(),
                            new LayerSpec.Dense(
                                128, Activation.RELU, Initialization.GLOROT_UNIFORM),
                            new LayerSpec.Dense(
                                10, Activation.LINEAR, Initialization.LECUN_UNIFORM)))),
                new Training(
                    10,
                    BatchSize.FULL,
                    Profile.PYTORCH,
                    List.of(
                        OptimizerSpec.of("adam"),
                        new OptimizerSpec(
                            "momentum",
                            Optional.of("SGD: schnell, größer"),
                            Optional.of(Profile.PAPER),
                            Optional.of("keras"),
                            Map.of("learning_rate", 1e-4, "momentum", 0.0, "nesterov", 1.0),
                            decayed(1e-3, 5)),
                        new OptimizerSpec(
                            "momentum",
                            Optional.of("plain"),
                            Optional.empty(),
                            Optional.empty(),
                            Map.of("nesterov", 0.0),
                            Techniques.NONE)),
                    new Seeds(List.of(7L, -1L, Long.MAX_VALUE))),
                new Execution("lockstep", TimingSpec.OFF, Device.DEFAULT)));
  }

  @ParameterizedTest
  @CsvSource({
    "article.yaml, article",
    "two words.yml, two-words",
    "x.y.json, x.y",
    "_private.yaml, private",
    "größe.yaml, gr-e",
    "---.yaml, run"
  })
  void theFileNamesTheExperiment(String file, String name) {
    assumeTrue(
        file.chars().allMatch(c -> c < 128) || unicodeFileNames(),
        "file names here are ASCII only");
    Path path = write(file, "{}");
    assertThat(specs.read(Optional.of(path), List.of()).spec().name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"epochs: 7", "\ufeffepochs: 7", "---\nepochs: 7\n...\n", "# x\r\nepochs: 7\r\n"})
  void marksAndLineEndsDoNotMatter(String text) throws IOException {
    assertThat(read(text).training().epochs()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({"1e-4, 1e-4", "1E+2, 100", ".5, 0.5", "5., 5", "+3, 3", "0.10, 0.1", "1e0, 1"})
  void numbersMayBeWrittenInAllUsualWays(String text, double value) throws IOException {
    ExperimentSpec spec = read("optimizers: [{optimizer: sgd, learning_rate: " + text + "}]");
    assertThat(spec.training().optimizers().get(0).hyperParameters())
        .containsEntry("learning_rate", value);
  }

  // What comes from the command line.

  @Test
  void optionsTakeThePlaceOfValues() throws IOException {
    ExperimentSpec spec =
        read(
            "epochs: 7\nseeds: 9\nnetwork: [flatten]\n",
            new SpecOverride("epochs", "2", "--epochs 2"),
            new SpecOverride("network", "softmax", "--network softmax"),
            new SpecOverride("optimizers", "[adam, sgd]", "--optimizers adam,sgd"),
            new SpecOverride("seeds", "[4, 5]", "--seeds 4,5"));
    assertThat(spec.training().epochs()).isEqualTo(2);
    assertThat(spec.task().network()).isEqualTo(new NetworkSpec.Preset("softmax"));
    assertThat(spec.training().optimizers())
        .containsExactly(OptimizerSpec.of("adam"), OptimizerSpec.of("sgd"));
    assertThat(spec.training().seeds().values()).containsExactly(4L, 5L);
  }

  /** Of 15 pairs three seeds show something, of 21 and more next to nothing. */
  @Test
  void moreThanSixOptimizersHaveFiveSeedsByDefault() throws IOException {
    String six = "optimizers: [sgd, momentum, adagrad, rmsprop, adadelta, adam";
    assertThat(read(six + "]").training().seeds()).isEqualTo(Seeds.count(3));
    assertThat(read(six + ", lars]").training().seeds()).isEqualTo(Seeds.count(5));
    assertThat(read(six + ", lars]\nseeds: 3").training().seeds()).isEqualTo(Seeds.count(3));
    SpecOverride option =
        new SpecOverride(
            "optimizers",
            "[sgd, momentum, adagrad, rmsprop, adadelta, adam, lars]",
            "--optimizers sgd,momentum,adagrad,rmsprop,adadelta,adam,lars");
    assertThat(read("{}", option).training().seeds()).isEqualTo(Seeds.count(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "a: b", "#x", "C:\\tab", "*x", "null", "'quoted'", " "})
  void textsFromOptionsAreTakenAsTheyAre(String text) throws IOException {
    ExperimentSpec spec = read("{}", SpecOverride.ofText("data.dir", text, "--data-dir " + text));
    assertThat(spec.task().data().directory()).contains(Path.of(text));
  }

  @Test
  void anOptimizerIsReachedByNameInTheDefaultList() throws IOException {
    ExperimentSpec spec = read("{}", set("optimizers.adam.learning_rate=0.01"));
    assertThat(spec.training().optimizers()).hasSize(6);
    assertThat(spec.training().optimizers().get(5)).isEqualTo(with("adam", "learning_rate", 0.01));
  }

  @Test
  void anOptimizerIsReachedByLabelBeforeName() throws IOException {
    ExperimentSpec spec =
        read(
            "optimizers: [{optimizer: adam, label: sgd}, {optimizer: sgd, label: SGD 0.9}]",
            set("optimizers.sgd.beta1=0.5"),
            set("optimizers.SGD 0.9.learning_rate=1e-2"));
    assertThat(spec.training().optimizers().get(0).hyperParameters())
        .isEqualTo(Map.of("beta1", 0.5));
    assertThat(spec.training().optimizers().get(1).hyperParameters())
        .isEqualTo(Map.of("learning_rate", 0.01));
  }

  @Test
  void aLabelledOptimizerIsReachedByNameIfThereIsOneOnly() throws IOException {
    ExperimentSpec spec =
        read("optimizers: [sgd, {optimizer: adam, label: A}]", set("optimizers.adam.beta1=0.5"));
    assertThat(spec.training().optimizers().get(1).hyperParameters())
        .isEqualTo(Map.of("beta1", 0.5));
  }

  @Test
  void widerOptionsAreAppliedFirst() throws IOException {
    ExperimentSpec spec =
        read(
            "optimizers: [rmsprop]",
            set("optimizers.adam.learning_rate=0.01"),
            new SpecOverride("optimizers", "[adam]", "--optimizers adam"));
    assertThat(spec.training().optimizers()).containsExactly(with("adam", "learning_rate", 0.01));
  }

  @ParameterizedTest
  @CsvSource({
    "{}, auto",
    "data: mnist, mnist",
    "'data: {name: mnist, train_limit: 5}', mnist",
    "'data: {train_limit: 5}', auto"
  })
  void partsOfDataAreReachedHoweverTheyAreWritten(String spec, String name) throws IOException {
    DataSpec data = read(spec, set("data.train_limit=1000")).task().data();
    assertThat(data).isEqualTo(new DataSpec(name, Optional.empty(), OptionalInt.of(1000), 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epoch=3 | unknown key 'epoch': did you mean 'epochs'?",
        "epochs=0 | epochs must be an integer from 1 to 100000 but was 0",
        "epochs= | must be given a value",
        "epochs=[1 | not valid YAML: this bracket is not closed",
        "epochs=1: 2 | epochs must be an integer from 1 to 100000 but was a mapping",
        "data=&a {} | anchors (&name) and aliases (*name) are not allowed: write the value out",
        "data={name: mnist, name: auto} | key 'name' is given twice, first in the same option",
        "data.trainlimit=5 | unknown key 'trainlimit': did you mean 'train_limit'?",
        "epochs.each=5 | epochs can only be set as a whole: epochs=...",
        "optimzers.adam.beta1=0 | unknown key 'optimzers': did you mean 'optimizers'?",
        "optimizers.adam=5 | must say what to set, as in optimizers.adam.learning_rate=0.01",
        "optimizers.adm.beta1=0 | no optimizer 'adm' in this spec: did you mean 'adam'? It has: sgd, adam, a, b",
        "optimizers.lars.trust=1 | no optimizer 'lars' in this spec. It has: sgd, adam, a, b",
        "optimizers.momentum.momentum=0 | 'momentum' means several entries: say which by its label: a, b",
        "optimizers.sgd.beta1=0 | sgd has no beta1: that is adam's. sgd takes: learning_rate",
        "optimizers.adam.beta1=1 | beta1 must be a number of at least 0 and below 1 but was 1",
        "optimizers.adam.bta1=1 | unknown key 'bta1': did you mean 'beta1'?"
      })
  void faultsInOptionsNameTheOption(String assignment, String message) {
    String spec =
        "optimizers: [sgd, adam, {optimizer: momentum, label: a}, {optimizer: momentum, label: b}]";
    assertThatThrownBy(() -> read(spec, set(assignment)))
        .isInstanceOf(SpecFileException.class)
        .hasMessage("--set " + assignment + ": " + message);
  }

  /** A list of layers or a name gives way to a mapping, which then lacks its file. */
  @Test
  void aNetworkIsSetAsAWholeOrByItsFile() {
    assertThatThrownBy(() -> read("optimizers: [sgd]", set("network.units=5")))
        .isInstanceOf(SpecFileException.class)
        .hasMessageContaining("the key 'keras' (a path) is missing here")
        .hasMessageEndingWith(
            "--set network.units=5: unknown key 'units'. Known: keras, weights, model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"epochs", "=3", ""})
  void anOptionIsAKeyAndAValue(String assignment) {
    assertThatThrownBy(() -> SpecOverride.parse("--set", assignment))
        .isInstanceOf(SpecFileException.class)
        .hasMessage("--set " + assignment + ": must be key=value, such as epochs=3");
  }

  @Test
  void faultsInOptionsAndFileAreToldTogether() {
    assertThatThrownBy(() -> read("optimizers: [adm]\n", set("seeds=0"), set("epochs=0")))
        .hasMessageContainingAll(
            "--set seeds=0: seeds must be", "--set epochs=0: epochs must be", "x.yaml:1:14: ");
  }

  // Faults that are found later.

  @Test
  void laterFaultsAreLocatedInTheFileTheOptionOrNowhere() throws IOException {
    Path file =
        write("x.yaml", "epochs: 3\noptimizers:\n  - sgd\n  - {optimizer: adam, beta1: 0}\n");
    LoadedSpec loaded = specs.read(Optional.of(file), List.of(set("optimizers.sgd.l2=1")));
    assertThat(message(loaded, "/optimizers/1/beta1", "must be so but was 0"))
        .isEqualTo(file + ":4:30: beta1 must be so but was 0");
    assertThat(message(loaded, "/optimizers/1/epsilon", "must be given"))
        .isEqualTo(file + ":4:5: epsilon must be given");
    assertThat(message(loaded, "/optimizers/0/l2", "must not be"))
        .isEqualTo("--set optimizers.sgd.l2=1: l2 must not be");
    assertThat(message(loaded, "/network", "this does not fit"))
        .isEqualTo(file + ": this does not fit");
    assertThat(message(loaded, "", "must be smaller"))
        .isEqualTo(file + ": the spec must be smaller");
    LoadedSpec bare = specs.read(Optional.empty(), List.of());
    assertThat(message(bare, "/epochs", "must be so")).isEqualTo("epochs must be so");
  }

  private static String message(LoadedSpec loaded, String path, String message) {
    return loaded.located(new SpecException(path, message)).getMessage();
  }

  @Test
  void atMostTenFaultsAreShown() {
    String keys =
        IntStream.rangeClosed(1, 12)
            .mapToObj(i -> "zzzz" + i + ": 1\n")
            .collect(Collectors.joining());
    assertThatThrownBy(() -> read(keys))
        .satisfies(
            e -> assertThat(e.getMessage().lines()).hasSize(11).last().isEqualTo("and 2 more"));
  }

  // Files that are no specs.

  @Test
  void aHugeFileIsRefusedWithoutReadingIt() throws IOException {
    Path file = folder.resolve("big.yaml");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(50L << 20);
    }
    assertRefused(file, ": must be at most 1 MiB but is 50 MiB: is it a spec?");
  }

  @Test
  void aSpecOfOneMebibyteIsReadAndOneByteMoreIsNot() {
    String spec = "epochs: 3\n#";
    String filling = "x".repeat((1 << 20) - spec.length());
    assertThat(
            specs
                .read(Optional.of(write("x.yaml", spec + filling)), List.of())
                .spec()
                .training()
                .epochs())
        .isEqualTo(3);
    assertRefused(
        write("x.yaml", spec + filling + "x"),
        ": must be at most 1 MiB but is more than 1 MiB: is it a spec?");
  }

  @Test
  void whatIsNotThereOrNotAFileIsRefused() {
    assertRefused(folder, ": is a folder: give the spec file in it");
    assertRefused(folder.resolve("no.yaml"), ": cannot be read: no such file or folder");
    assertRefused(write("spec.txt", "{}"), ": must end in .yaml, .yml or .json, to say what it is");
  }

  @Test
  void whatIsNotUtf8IsRefused() throws IOException {
    Path file = folder.resolve("x.yaml");
    Files.write(file, "epochs: 3\nname: ä".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(file, ":2:7: is not UTF-8 here (byte 0xe4): save it as UTF-8");
    Files.write(file, "epochs: 3".getBytes(StandardCharsets.UTF_16));
    assertRefused(file, ": is UTF-16: save it as UTF-8");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xc3});
    assertRefused(file, ":1:4: is not UTF-8 here (byte 0xc3): save it as UTF-8");
  }

  private void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> specs.read(Optional.of(file), List.of()))
        .isInstanceOf(SpecFileException.class)
        .hasMessage(file + message);
  }

  private ExperimentSpec read(String text, SpecOverride... overrides) throws IOException {
    return specs.read(Optional.of(write("x.yaml", text)), List.of(overrides)).spec();
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean unicodeFileNames() {
    return System.getProperty("sun.jnu.encoding", "UTF-8").startsWith("UTF");
  }

  private static SpecOverride set(String assignment) {
    return SpecOverride.parse("--set", assignment);
  }

  private static OptimizerSpec with(String optimizer, String name, double value) {
    return OptimizerSpec.of(optimizer).with(Map.of(name, value));
  }

  private static Techniques decayed(double l2, double weightDecay) {
    return Techniques.NONE.withL2(l2).withWeightDecay(weightDecay);
  }
}
