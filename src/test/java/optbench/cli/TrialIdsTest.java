package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.app.Engines;
import optbench.hash.Sha256;
import optbench.network.Networks;
import optbench.optimizer.Optimizers;
import optbench.plan.DataFacts;
import optbench.plan.Planner;
import optbench.plan.Trial;
import optbench.spec.ExperimentSpec;
import optbench.spec.LayerSpec;
import optbench.spec.ScheduleCurve;
import optbench.store.SpecFiles;
import org.junit.jupiter.api.Test;

/**
 * Ids of trials, as they were when results were committed: with others, what has been trained would
 * be trained again. Where a trial was wrong and its id has to change, the line here says so.
 */
class TrialIdsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/optbench/cli/trial-ids.txt");
  private static final Path CONFIGS = Path.of("configs");

  /** All kinds together; those that were there when results were committed are in the first. */
  private static final List<Path> EVERYTHING =
      List.of(
          Path.of("src/test/resources/optbench/cli/every-kind.yaml"),
          Path.of("src/test/resources/optbench/cli/every-kind-2.yaml"));

  private final Planner planner = new Planner(Optimizers.builtIn(), Networks.builtIn());
  private final SpecFiles files = new SpecFiles(planner.vocabulary(Engines.ALL.words()));

  @Test
  void idsAreThoseOfBefore() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path config : configs()) {
      List<Trial> trials = trials(config);
      String ids = trials.stream().map(Trial::id).collect(Collectors.joining("\n"));
      lines.add(config + ": " + trials.size() + " trials, ids " + Sha256.hex(ids).substring(0, 16));
    }
    for (Path file : EVERYTHING) {
      for (Trial trial : trials(file)) {
        lines.add(trial.label() + ": " + trial.id() + " " + trial.settings().techniques());
      }
      lines.add(trials(file).get(0).settings().layers());
    }

    assertThat(lines).isEqualTo(Files.readAllLines(GOLDEN));
  }

  @Test
  void everyKindOfLayerAndScheduleIsAmongThem() {
    assertThat(EVERYTHING.stream().flatMap(file -> layers(spec(file))))
        .extracting(Object::getClass)
        .contains(LayerSpec.class.getPermittedSubclasses());
    assertThat(EVERYTHING.stream().flatMap(file -> spec(file).training().optimizers().stream()))
        .extracting(optimizer -> (Object) optimizer.techniques().schedule().curve().getClass())
        .contains((Object[]) ScheduleCurve.class.getPermittedSubclasses());
  }

  private static Stream<LayerSpec> layers(ExperimentSpec spec) {
    return spec
        .task()
        .network()
        .<List<LayerSpec>>either(preset -> List.of(), layers -> layers)
        .stream();
  }

  /** Claims files and suites name specs and are none. */
  private static List<Path> configs() throws IOException {
    try (Stream<Path> all = Files.walk(CONFIGS)) {
      return all.filter(path -> path.toString().endsWith(".yaml"))
          .filter(path -> !path.startsWith(CONFIGS.resolve("ci")))
          .filter(path -> !path.endsWith("articles.yaml"))
          .filter(path -> !path.endsWith("suite.yaml"))
          .sorted()
          .toList();
    }
  }

  private List<Trial> trials(Path file) {
    ExperimentSpec spec = spec(file);
    int training = spec.task().data().trainLimit().orElse(60_000 - spec.task().data().validation());
    DataFacts data =
        new DataFacts(
            "mnist", "0".repeat(64), training, spec.task().data().validation(), 28, 28, 10);
    return spec.tune().isPresent()
        ? planner.tuning(spec, data, "cpu", TrialIdsTest::engine).trials()
        : planner.plan(spec, data, "cpu", TrialIdsTest::engine).trials();
  }

  /** What {@code auto} stood for when the ids were recorded. */
  private static String engine(ExperimentSpec spec, Function<String, Trial> trialOn) {
    boolean reference =
        spec.execution().engine().equals(ExperimentSpec.AUTO_ENGINE)
            && spec.execution().timing().reported();
    return reference ? "dl4j" : Engines.ALL.engine(spec, trialOn);
  }

  private ExperimentSpec spec(Path file) {
    return files.read(Optional.of(file), List.of()).spec();
  }
}
