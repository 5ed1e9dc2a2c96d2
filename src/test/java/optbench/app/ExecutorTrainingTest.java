package optbench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import optbench.Locales;
import optbench.engine.EnvironmentProbe;
import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.TrialResult;
import optbench.spec.DataSpec;
import optbench.spec.ExperimentSpec;
import optbench.store.TrialEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an executor does, without one. */
class ExecutorTrainingTest {
  private static final String SPEC =
      """
      {"data": {"name": "synthetic-digits", "train_limit": 64}, "network": "softmax", "epochs": 1,
       "optimizers": ["adam"], "seeds": [3], "engine": "dl4j"}
      """;

  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();

  @Test
  void saysWhereATrialIsTrainedBeforeWhatCameOutOfIt() {
    Trial trial = trial();

    train(Map.of());

    TrialEvent.Placed placed = (TrialEvent.Placed) TrialEvent.parse(lines.get(0));
    assertThat(placed.environment())
        .isEqualTo(EnvironmentProbe.read(Build.version(), "abc").in("Fake 1.0"));
    assertThat(result().environment()).contains(placed.environment().id());
    assertThat(result().id()).isEqualTo(trial.id());
    assertThat(result().outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(result().reason()).isEmpty();
    assertThat(lines).hasSizeGreaterThan(3);
  }

  @Test
  void isTheSameTrainingAsHere() {
    List<TrialResult> here = new ArrayList<>();
    GroupTraining.train(
        SpecLanguage.builtIn(),
        spec(),
        List.of(trial().id()),
        GroupTraining::here,
        group -> new TrialEvents(event -> add(event, here)));

    train(Map.of());

    assertThat(result().epochs())
        .extracting(EpochMetrics::trainLoss, EpochMetrics::testLoss)
        .isEqualTo(
            here.get(0).epochs().stream().map(e -> tuple(e.trainLoss(), e.testLoss())).toList());
    assertThat(result().testAnswers()).isEqualTo(here.get(0).testAnswers());
  }

  @Test
  void aSecondAttemptIsOnRecord() {
    train(Map.of("attempt", 2));

    assertThat(result().reason()).contains("attempt 2: executors were lost, or failed, before it");
  }

  @Test
  void anotherTrialThanTheOnePlannedIsTheExecutorsFault() {
    assertThatThrownBy(() -> train(Map.of("ids", List.of("0123456789abcdef"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("trial 0123456789abcdef is another one by now");
    assertThat(lines).isEmpty();
  }

  @Test
  void anEngineThatThrowsFailsTheTrial() {
    Trial trial = trial();
    Environment here = EnvironmentProbe.read(Build.version(), "abc").in("Fake 1.0");

    new ExecutorListener(List.of(trial), here, 1, lines::add)
        .failed(new NoClassDefFoundError("of a plug-in"));

    assertThat(result().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result().reason()).contains("java.lang.NoClassDefFoundError: of a plug-in");
  }

  private static void add(TrialEvent event, List<TrialResult> results) {
    if (TrialEvent.parse(event.line()) instanceof TrialEvent.Finished finished) {
      results.add(finished.result());
    }
  }

  private TrialResult result() {
    List<TrialResult> results = new ArrayList<>();
    lines.forEach(line -> add(TrialEvent.parse(line), results));
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  private Path spec() {
    try {
      return Files.writeString(folder.resolve("spec.json"), SPEC, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Trial trial() {
    ExperimentSpec spec =
        SpecLanguage.builtIn().files().read(Optional.of(spec()), List.of()).spec();
    DataSpec data = spec.task().data();
    return Planning.plan(spec, SpecLanguage.builtIn().planner(), GroupTraining.here(data))
        .trials()
        .get(0);
  }

  private void train(Map<String, ?> others) {
    Supplier<Map<String, byte[]>> noData =
        () -> {
          throw new AssertionError("synthetic digits are drawn");
        };
    Map<String, Object> given = new HashMap<>();
    given.put("spec", SPEC);
    given.put("ids", List.of(trial().id()));
    given.put("plugins", List.of());
    given.put("data", noData);
    given.put("cluster", "Fake 1.0");
    given.put("commit", "abc");
    given.put("attempt", 1);
    given.putAll(others);
    // It settles locale and properties of its JVM, as every process of optbench does.
    Properties before = (Properties) System.getProperties().clone();
    try {
      Locales.in(
          Locale.getDefault(),
          () -> {
            new ExecutorTraining().accept(given, lines::add);
            return null;
          });
    } finally {
      System.setProperties(before);
    }
  }
}
