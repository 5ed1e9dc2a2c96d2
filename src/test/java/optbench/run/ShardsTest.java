package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import optbench.engine.EngineRegistry;
import optbench.merge.Merge;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.report.Report;
import optbench.result.NamedRun;
import optbench.result.RecordedSpec;
import optbench.result.Run;
import optbench.result.Shard;
import optbench.store.CsvText;
import optbench.store.JsonText;
import optbench.store.RunFiles;
import optbench.store.RunStore;
import optbench.store.StoredRun;
import optbench.text.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardsTest {
  private static final Plan PLAN = Experiment.plan(List.of(7L, 2L, 5L, 1L), "sgd", "adam", "adamw");
  private static final Map<String, Object> SPEC =
      Map.of(
          "name",
          "test",
          "seeds",
          List.of(7L, 2L, 5L, 1L),
          "optimizers",
          List.of(
              Map.of("optimizer", "sgd"),
              Map.of("optimizer", "adam"),
              Map.of("optimizer", "adamw")));

  @TempDir Path temporary;

  @Property(tries = 60)
  void partsAreDisjointAndTogetherTheWhole(
      @ForAll @IntRange(min = 1, max = 7) int seeds,
      @ForAll @IntRange(min = 1, max = 14) int count) {
    Plan plan = Experiment.plan(LongStream.rangeClosed(1, seeds).boxed().toList(), "sgd", "adam");
    if (count > plan.trials().size()) {
      return;
    }
    List<Trial> all = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      List<Trial> part = part(plan, number, count).trials();
      assertThat(part).isNotEmpty();
      all.addAll(part);
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(plan.trials());
  }

  @Property(tries = 60)
  void aSeedStaysWholeWhereThereAreSeedsEnough(
      @ForAll @IntRange(min = 1, max = 7) int seeds,
      @ForAll @IntRange(min = 1, max = 7) int count) {
    Plan plan = Experiment.plan(LongStream.rangeClosed(1, seeds).boxed().toList(), "sgd", "adam");
    Set<Long> seen = new HashSet<>();
    for (int number = 1; number <= Math.min(count, seeds); number++) {
      for (long seed : seedsOf(part(plan, number, Math.min(count, seeds)))) {
        assertThat(seen.add(seed)).isTrue();
      }
    }
  }

  @Example
  void seedsAreDividedInTheOrderOfTheSpec() {
    assertThat(seedsOf(part(PLAN, 1, 2))).containsExactly(7L, 2L);
    assertThat(seedsOf(part(PLAN, 2, 2))).containsExactly(5L, 1L);
    assertThat(part(PLAN, 2, 2).trials())
        .containsExactlyElementsOf(
            PLAN.trials().stream()
                .filter(t -> List.of(5L, 1L).contains(t.settings().seed()))
                .toList());
  }

  @Example
  void refusesMorePartsThanTrials() {
    assertThatThrownBy(() -> part(PLAN, 13, 13))
        .hasMessage("must be at most 12 parts, one for each trial, but was 13");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 12})
  void allPartsTogetherGiveTheTablesOfTheWhole(int count) {
    StoredRun whole = run("whole", PLAN);
    List<NamedRun> parts = new ArrayList<>();
    IntStream.rangeClosed(1, count)
        .forEach(
            number -> {
              StoredRun part = run("part" + number, part(PLAN, number, count));
              parts.add(new NamedRun("part" + number, part.run()));
            });
    Collections.reverse(parts);

    Run merged = Merge.of(parts);

    assertThat(merged.record().shard()).isEmpty();
    assertThat(merged.record().trials()).isEqualTo(whole.run().record().trials());
    assertThat(merged.record().sequence().order())
        .containsExactlyInAnyOrderElementsOf(whole.run().record().sequence().order());
    assertThat(merged.record().origins()).hasSize(count);
    assertThat(texts(Report.of(merged))).isEqualTo(texts(Report.of(whole.run())));
  }

  @Test
  void aPartSaysThatItIsOne() {
    StoredRun part = run("part", part(PLAN, 2, 4));

    assertThat(part.run().record().shard()).contains(new Shard(List.of(2), 4));
    assertThat(part.run().missing()).isEmpty();
    assertThat(part.run().results()).hasSize(3);
    Report report = Report.of(part.run());
    assertThat(report.verdict()).startsWith("Of shard 2 of 4 alone: ");
    String warning = "This is only a part of the experiment, shard 2 of 4: merge all of them";
    assertThat(report.accuracyMarkdown())
        .contains("> **Warning:** " + warning, ", shard 2 of 4, engine fake\n");
    assertThat(report.terminal(new Screen(false, 80, 20)).toString().replaceAll("\\s+", " "))
        .contains("Warning: " + warning);
    assertThat(report.html("", Optional.empty())).contains(warning);
    assertThat(CsvText.of(report.epochs()))
        .contains(",shard 2 of 4," + Experiment.ENVIRONMENT.id() + "\n");
  }

  @Test
  void somePartsMergedAreStillAPart() {
    StoredRun third = run("third", part(PLAN, 3, 4));
    StoredRun first = run("first", part(PLAN, 1, 4));

    Run merged =
        Merge.of(List.of(new NamedRun("third", third.run()), new NamedRun("first", first.run())));

    assertThat(merged.record().shard()).map(Shard::text).contains("shards 1, 3 of 4");
    assertThat(merged.results()).hasSize(6);
  }

  private StoredRun run(String name, Plan plan) {
    Path folder = temporary.resolve(name);
    try (RunStore store = RunStore.open(folder)) {
      new Runner(
              new EngineRegistry(List.of(new FakeEngine())),
              new JobThreads(Jobs.ONE),
              store,
              new NoProgress(),
              Clock.systemUTC(),
              Timekeeping.PLAIN)
          .run(plan, new RecordedSpec(SPEC), Experiment.DATA, Experiment.ENVIRONMENT);
    }
    return RunFiles.read(folder);
  }

  private static Map<String, String> texts(Report report) {
    return Map.of(
        "accuracy", CsvText.of(report.accuracy()) + report.accuracyMarkdown(),
        "timing", CsvText.of(report.timing()) + report.timingMarkdown(),
        "targets", CsvText.of(report.targets()) + report.targetsMarkdown(),
        "comparisons", CsvText.of(report.comparisons()) + report.comparisonsMarkdown(),
        "ranks", CsvText.of(report.ranks()),
        "epochs", CsvText.of(report.epochs()),
        "summary", JsonText.of(report.summary()));
  }

  private static Plan part(Plan plan, int number, int count) {
    return plan.part(new Shard(List.of(number), count));
  }

  private static List<Long> seedsOf(Plan plan) {
    return plan.trials().stream().map(t -> t.settings().seed()).distinct().toList();
  }
}
