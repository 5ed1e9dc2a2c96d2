package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import optbench.spec.ExperimentSpec;
import optbench.spec.OptimizerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The language of suites, and what is said of suites that are not in it. */
class SuiteFilesTest {
  private static final String WHOLE =
      """
      tasks:
        digits:
          data: mnist
          target: 0.95
        clothes: {data: fashion-mnist, network: softmax, epochs: 2}
        mine: {spec: specs/mine.yaml, batch_size: 32}
      epochs: 7
      optimizers: [sgd, {optimizer: adam, learning_rate: 0.01}]
      seeds: 4
      """;

  private static final String MINE =
      "name: other\ndata: {name: mnist, train_limit: 100}\nepochs: 9\nbatch_size: 8\noptimizers: [lars]\ntargets: [0.5]\n";

  @TempDir private Path folder;

  private final SuiteFiles files = new SpecFiles(TestVocabulary.VOCABULARY).suites();

  private Path write(String text) throws IOException {
    Files.createDirectories(folder.resolve("specs"));
    Files.writeString(folder.resolve("specs/mine.yaml"), MINE);
    return Files.writeString(folder.resolve("many.yaml"), text);
  }

  private LoadedSuite read(String text, SpecOverride... overrides) throws IOException {
    return files.read(write(text), List.of(overrides), List.of());
  }

  private static ExperimentSpec spec(LoadedSuite suite, int task) {
    return suite.tasks().get(task).spec().spec();
  }

  @Test
  void eachTaskBecomesASpec() throws IOException {
    LoadedSuite suite = read(WHOLE);

    assertThat(suite.name()).isEqualTo("many");
    assertThat(suite.tasks())
        .extracting(LoadedSuite.Task::name, LoadedSuite.Task::target)
        .containsExactly(
            tuple("digits", OptionalDouble.of(0.95)),
            tuple("clothes", OptionalDouble.empty()),
            tuple("mine", OptionalDouble.empty()));
    assertThat(spec(suite, 0).name()).isEqualTo("digits");
    assertThat(spec(suite, 0).task().data().name()).isEqualTo("mnist");
    assertThat(spec(suite, 0).training().epochs()).isEqualTo(7);
    assertThat(spec(suite, 0).training().seeds().values()).hasSize(4);
    assertThat(spec(suite, 0).training().optimizers())
        .extracting(OptimizerSpec::name)
        .containsExactly("sgd", "adam");
    // The report of a task shows its target, unless it was told what to show.
    assertThat(spec(suite, 0).analysis().report().targets()).containsExactly(0.95);
    assertThat(spec(suite, 1).analysis().report().targets()).containsExactly(0.9, 0.95, 0.97);
  }

  /** A task's key goes before a shared one, and that before the spec file's. */
  @Test
  void whatIsNearerGoesFirst() throws IOException {
    LoadedSuite suite = read(WHOLE);

    assertThat(spec(suite, 1).training().epochs()).isEqualTo(2);
    assertThat(spec(suite, 2).name()).isEqualTo("mine");
    assertThat(spec(suite, 2).training().epochs()).isEqualTo(7);
    assertThat(spec(suite, 2).training().batchSize().samples()).isEqualTo(32);
    assertThat(spec(suite, 2).task().data().trainLimit()).hasValue(100);
    assertThat(spec(suite, 2).training().optimizers())
        .extracting(OptimizerSpec::name)
        .containsExactly("sgd", "adam");
    assertThat(spec(suite, 2).analysis().report().targets()).containsExactly(0.5);
  }

  @Test
  void optionsAreForEveryTaskButTheNameForAll() throws IOException {
    LoadedSuite suite =
        read(
            WHOLE,
            new SpecOverride("epochs", "1", "--epochs 1"),
            new SpecOverride("optimizers.adam.learning_rate", "0.5", "--set"),
            SpecOverride.ofText("name", "short", "--name short"));

    assertThat(suite.name()).isEqualTo("short");
    assertThat(suite.tasks())
        .allSatisfy(
            task -> {
              ExperimentSpec spec = task.spec().spec();
              assertThat(spec.name()).isEqualTo(task.name());
              assertThat(spec.training().epochs()).isEqualTo(1);
              assertThat(spec.training().optimizers().get(1).hyperParameters())
                  .containsEntry("learning_rate", 0.5);
            });
  }

  @Test
  void onlyAFileWithTasksIsASuite() throws IOException {
    assertThat(SuiteFiles.isSuite(write(WHOLE))).isTrue();
    assertThat(SuiteFiles.isSuite(folder.resolve("specs/mine.yaml"))).isFalse();
    assertThat(SuiteFiles.isSuite(folder.resolve("no-such.yaml"))).isFalse();
    assertThat(SuiteFiles.isSuite(write("[1, 2]"))).isFalse();
    assertThat(SuiteFiles.isSuite(write("tasks: {a: {"))).isFalse();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            "tasks:\n  a: {data: mnist}\n",
            "many.yaml:2:3: tasks must be 2 to 100 tasks but was 1"),
        Arguments.of("tasks: {}\n", "tasks must be 2 to 100 tasks but were 0"),
        Arguments.of("tasks: 7\n", "many.yaml:1:8: tasks must be a mapping but was 7"),
        Arguments.of(
            "tasks:\n  a: {dat: mnist}\n  b: {}\n",
            "many.yaml:2:7: unknown key 'dat': did you mean 'data'?"),
        Arguments.of(
            "tasks:\n  a: {seeds: 3}\n  b: {}\n",
            "many.yaml:2:7: unknown key 'seeds': it stands beside tasks, and is the same for all of them"),
        Arguments.of(
            "tasks:\n  a: {data: mnist}\n  b: {data: fashion-mnist}\nepoch: 3\n",
            "many.yaml:4:1: unknown key 'epoch': did you mean 'epochs'?"),
        Arguments.of(
            "tasks:\n  a: {data: mnist, target: 95}\n  b: {data: fashion-mnist}\n",
            "many.yaml:2:28: target must be a number above 0.1 and below 1 but was 95"),
        Arguments.of(
            "tasks:\n  a: {data: mnist}\n  b: {data: fashion-mnist}\nepochs: 0\n",
            "many.yaml:4:9: epochs must be an integer from 1 to 100000 but was 0"),
        Arguments.of(
            "tasks:\n  a: {data: mnist}\n  a: {data: fashion-mnist}\n",
            "key 'a' is given twice, first in line 2"),
        Arguments.of(
            "tasks:\n  a/b: {data: mnist}\n  b: {data: fashion-mnist}\n",
            "keys of tasks must be 1 to 64 letters, digits, '_' or '-', the first a letter or digit but were 'a/b'"),
        Arguments.of(
            "tasks:\n  charts: {data: mnist}\n  b: {data: fashion-mnist}\n",
            "many.yaml:2:11: no task can be called 'charts': results folders have a folder of that name"),
        Arguments.of(
            "tasks:\n  a: {spec: no.yaml}\n  b: {data: fashion-mnist}\n",
            "no.yaml: paths are relative to the suite's file"),
        Arguments.of(
            "tasks:\n  a: {spec: many.yaml}\n  b: {data: fashion-mnist}\n",
            "unknown key 'tasks': it makes a suite, which only run and validate take"),
        Arguments.of(
            "tasks:\n  a: {data: mnist}\n  b: {data: fashion-mnist, optimizers: [sgd]}\noptimizers: [sgd, adam]\n",
            "many.yaml:3:40: all tasks must have the same optimizers, under the same labels, but task b has no 'adam', and task a has it"),
        Arguments.of(
            "tasks:\n  a: {data: mnist}\n  b: {spec: specs/mine.yaml}\noptimizers: [sgd, {optimizer: sgd, label: x}]\n",
            ""),
        Arguments.of(
            "tasks:\n  a: {data: mnist, optimizers: [sgd]}\n  b: {data: fashion-mnist, optimizers: [sgd, adam]}\n",
            "task b has 'adam' besides, which task a has not"),
        Arguments.of(
            "tasks:\n  a: {data: mnist}\n  b: {data: mnist, target: 0.9}\n",
            "many.yaml:3:6: tasks a and b are the same: they train the same network on the same data in the same way"),
        Arguments.of(
            "tasks:\n  a: {data: mnist, optimizers: [sgd, sgd]}\n  b: {data: fashion-mnist}\n",
            "many.yaml:2:38: two entries are called 'sgd': give each a label of its own"));
  }

  /** As the user's defaults are. */
  @Test
  void whatIsUsualHoldsForTasksThatSayNothingElse() throws IOException {
    Path file =
        write("{tasks: {a: {network: mlp}, b: {network: softmax}}, optimizers: [adam], epochs: 2}");
    List<SpecOverride> usual =
        List.of(
            SpecOverride.ofText("device", "gpu", "config.yaml: device"),
            SpecOverride.ofText("epochs", "7", "config.yaml: epochs"));

    LoadedSuite suite = files.read(file, List.of(), usual);

    assertThat(suite.tasks())
        .allSatisfy(
            task -> {
              assertThat(task.spec().spec().execution().device().id()).isEqualTo("gpu");
              assertThat(task.spec().spec().training().epochs()).isEqualTo(2);
            });
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatIsWrongIsSaidWithItsPlace(String text, String message) throws IOException {
    Path file = write(text);

    if (message.isEmpty()) {
      assertThat(files.read(file, List.of(), List.of()).tasks()).hasSize(2);
    } else {
      assertThatThrownBy(() -> files.read(file, List.of(), List.of()))
          .isInstanceOf(SpecFileException.class)
          .hasMessageContaining(message);
    }
  }

  /** By the word of a validator that is not ours. */
  @Test
  void theSchemaTakesWhatTheKeysTake() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Json.MAPPER.readTree(files.schema()));

    assertThat(schema.validate(Json.MAPPER.valueToTree(TreeReader.file(write(WHOLE)).root())))
        .isEmpty();
    for (String bad :
        List.of(
            "tasks:\n  a: {dat: mnist}\n  b: {}\n",
            "tasks:\n  a: {target: 95}\n  b: {}\n",
            "tasks:\n  a: {seeds: 3}\n  b: {}\n",
            "tasks:\n  a/b: {}\n  b: {}\n",
            "epochs: 3\n")) {
      assertThat(schema.validate(Json.MAPPER.valueToTree(TreeReader.file(write(bad)).root())))
          .as(bad)
          .isNotEmpty();
    }
  }
}
