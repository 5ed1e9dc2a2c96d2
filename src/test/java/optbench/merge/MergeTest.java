package optbench.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import optbench.report.Report;
import optbench.result.Answers;
import optbench.result.Environment;
import optbench.result.FakeEnvironment;
import optbench.result.FakeTime;
import optbench.result.FakeTrial;
import optbench.result.NamedRun;
import optbench.result.Outcome;
import optbench.result.RecordedSpec;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.Shard;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;
import optbench.stats.Summary;
import optbench.stats.TimeBasis;
import optbench.stats.TimeWarning;
import org.junit.jupiter.api.Test;

class MergeTest {
  private static final Environment MACHINE = machine("CPU A");

  private final Part a = new Part();
  private final Part b = new Part();

  /** A run of one or more optimizers, with whatever a test wants to be different about it. */
  private static final class Part {
    private int format = RunRecord.FORMAT_VERSION;
    private String checksum = "d075";
    private String profile = "keras";
    private int epochs = 2;
    private double rate = 0.001;
    private double shift = 0;
    private String engine = "dl4j";
    private Environment environment = MACHINE;
    private Optional<Shard> shard = Optional.empty();
    private Outcome outcome = Outcome.FINISHED;
    private OptionalDouble accuracies = OptionalDouble.empty();
    private Optional<Answers> answers = Optional.empty();
    private String prefix = "";
    private List<String> optimizers = List.of("sgd", "adam");
    private List<Long> seeds = List.of(1L, 2L);
    private List<Long> specSeeds;

    NamedRun source(String name) {
      List<PlannedTrial> planned = new ArrayList<>();
      List<TrialResult> results = new ArrayList<>();
      for (String optimizer : optimizers) {
        for (long seed : seeds) {
          TrialSettings settings = settings(optimizer, seed);
          String label = prefix + optimizer;
          planned.add(new PlannedTrial(settings.id(), label, optimizer, seed));
          results.add(result(label, settings));
        }
      }
      Map<String, Object> spec = new HashMap<>();
      spec.put("name", name);
      spec.put("data", Map.of("name", "mnist", "dir", "/data/" + name));
      spec.put("epochs", epochs);
      spec.put("profile", profile);
      spec.put("seeds", specSeeds == null ? seeds : specSeeds);
      spec.put(
          "optimizers",
          optimizers.stream().map(o -> Map.of("optimizer", o, "label", prefix + o)).toList());
      return new NamedRun(
          name,
          new Run(
              new RunRecord(
                      new RunRecord.About(format, name, new RecordedSpec(spec), "mnist", ""),
                      new RunRecord.Start(environment, Instant.EPOCH),
                      new RunRecord.Sequence(1, planned.stream().map(PlannedTrial::id).toList()),
                      planned,
                      new RunRecord.Reporting(true, List.of(0.9), 0.002),
                      Optional.empty(),
                      Optional.empty(),
                      RunRecord.Provenance.NONE)
                  .part(shard),
              results));
    }

    private TrialSettings settings(String optimizer, long seed) {
      return FakeTrial.settings(
          optimizer,
          profile,
          "standard",
          Map.of("learning_rate", rate),
          Map.of(),
          "mnist",
          checksum,
          100,
          0,
          "mlp",
          "dense 10",
          7850,
          10,
          epochs,
          seed,
          engine,
          "cpu");
    }

    private TrialResult result(String label, TrialSettings settings) {
      TrialResult result = unanswered(label, settings);
      return answers.map(kept -> FakeTrial.answered(result, kept)).orElse(result);
    }

    private TrialResult unanswered(String label, TrialSettings settings) {
      double accuracy =
          accuracies.orElse(0.9 + settings.seed() / 1000.0 + label.length() / 700.0 + shift);
      return FakeTrial.result(
          settings.id(),
          label,
          settings,
          outcome,
          outcome == Outcome.FAILED
              ? List.of()
              : List.of(
                  FakeTrial.epoch(
                      2,
                      20,
                      20,
                      0.5,
                      accuracy,
                      0.5,
                      accuracy,
                      Optional.empty(),
                      Optional.empty(),
                      1 + 10 * shift)),
          Optional.of(FakeTime.of(20, 1, 0.5, 0.5, 1, 1000)),
          0,
          "abc",
          OptionalLong.empty(),
          Optional.empty(),
          1,
          Instant.EPOCH);
    }
  }

  private static Environment machine(String cpu) {
    return FakeEnvironment.with(
            FakeEnvironment.ANY, new Environment.Machine("OS", cpu, 2, 1L << 30))
        .withThreads(1);
  }

  private Run merge() {
    return Merge.of(List.of(a.source("A"), b.source("B")));
  }

  private void refuses(String... reasons) {
    assertThatThrownBy(this::merge)
        .isInstanceOf(MergeConflict.class)
        .hasMessage(String.join("\n", reasons));
  }

  @Test
  void joinsOtherSeeds() {
    b.seeds = List.of(5L, 3L);

    Run merged = merge();

    assertThat(merged.record().trials())
        .extracting(t -> t.label() + " " + t.seed())
        .containsExactly(
            "sgd 1", "sgd 2", "sgd 5", "sgd 3", "adam 1", "adam 2", "adam 5", "adam 3");
    assertThat(merged.results()).hasSize(8);
    assertThat(merged.record().spec().seeds()).containsExactly(1L, 2L, 5L, 3L);
    assertThat(merged.record().name()).isEqualTo("A");
    assertThat(merged.record().origins()).extracting(o -> o.trials().size()).containsExactly(4, 4);
  }

  @Test
  void joinsOtherOptimizers() {
    b.optimizers = List.of("adam", "muon");

    Run merged = merge();

    assertThat(merged.record().spec().labels()).containsExactly("sgd", "adam", "muon");
    assertThat(merged.results())
        .extracting(r -> r.label() + " " + r.settings().seed())
        .containsExactly("sgd 1", "sgd 2", "adam 1", "adam 2", "muon 1", "muon 2");
    assertThat(merged.record().origins()).extracting(o -> o.trials().size()).containsExactly(4, 2);
  }

  @Test
  void takesAResultWhereAnotherRunHasNone() {
    a.outcome = Outcome.FAILED;

    assertThat(merge().results()).extracting(TrialResult::outcome).containsOnly(Outcome.FINISHED);
    assertThat(merge().record().origins()).hasSize(1);
  }

  @Test
  void whatWasMergedCanBeMergedOnceMore() {
    b.seeds = List.of(3L);
    b.environment = machine("CPU B");
    Run first = merge();
    Part c = new Part();
    c.seeds = List.of(4L);

    Run all = Merge.of(List.of(new NamedRun("AB", first), c.source("C")));

    assertThat(all.record().origins()).extracting(o -> o.trials().size()).containsExactly(4, 2, 2);
    assertThat(all.record().environments().values()).containsExactly(MACHINE, machine("CPU B"));
  }

  @Test
  void machinesThatDifferAreSaidAndTheirTimesNotCompared() {
    b.seeds = List.of(3L);
    b.environment = machine("CPU B");

    Run merged = merge();
    Summary summary = Summary.of(merged);

    assertThat(summary.conditions().times()).isEqualTo(TimeBasis.MIXED_CONDITIONS);
    assertThat(summary.conditions().timesDifferIn()).containsExactly("processor CPU A and CPU B");
    assertThat(summary.timeWarnings())
        .filteredOn(w -> w.kind() == TimeWarning.Kind.CONDITIONS)
        .singleElement()
        .extracting(TimeWarning::subject)
        .isEqualTo("processor CPU A and CPU B");
    Report report = Report.of(merged);
    String sentence =
        "trials were trained under different conditions (processor CPU A and CPU B): times under one"
            + " are not taken together or compared with those under another.";
    assertThat(report.timingMarkdown()).contains(sentence);
    assertThat(report.html("", Optional.empty()))
        .contains(sentence, "Trials differ in", "CPU A, 2 cores and CPU B, 2 cores");
    assertThat(report.targets().toString()).doesNotContain("train_seconds,");
  }

  @Test
  void machinesThatAreAlikeAreNotMentioned() {
    b.seeds = List.of(3L);

    Run merged = merge();

    Summary summary = Summary.of(merged);
    assertThat(summary.conditions().times()).isEqualTo(TimeBasis.COMPARABLE);
    assertThat(summary.timeWarnings())
        .extracting(TimeWarning::kind)
        .doesNotContain(TimeWarning.Kind.CONDITIONS);
  }

  @Test
  void refusesOtherNumbersOfTheSameTrial() {
    b.optimizers = List.of("adam");
    b.seeds = List.of(2L);
    b.shift = 0.001;

    String id = b.source("B").record().trials().get(0).id();

    refuses("other numbers: adam seed 2 (trial " + id + ") came out otherwise in B than in A");
  }

  /** As many right answers to other images. */
  @Test
  void refusesOtherAnswersOfTheSameTrial() {
    a.accuracies = OptionalDouble.of(0.5);
    a.answers = Optional.of(new Answers(4, "Aw=="));
    b.optimizers = List.of("adam");
    b.seeds = List.of(2L);
    b.accuracies = a.accuracies;
    b.answers = Optional.of(new Answers(4, "Bg=="));

    String id = b.source("B").record().trials().get(0).id();

    refuses("other numbers: adam seed 2 (trial " + id + ") came out otherwise in B than in A");
  }

  /** Which one of the two is stored says when it was trained, and nothing of what came out. */
  @Test
  void answersThatWereNotKeptAreNoOtherAnswers() {
    a.accuracies = OptionalDouble.of(0.5);
    a.answers = Optional.of(new Answers(4, "Aw=="));
    b.accuracies = a.accuracies;

    assertThat(merge().results()).allMatch(r -> r.testAnswers().equals(a.answers));
  }

  @Test
  void saysWhereNumbersDifferThatConditionsDoToo() {
    a.optimizers = List.of("adam");
    a.seeds = List.of(1L);
    b.optimizers = a.optimizers;
    b.seeds = a.seeds;
    b.shift = 0.001;
    b.environment = machine("CPU B");

    String id = b.source("B").record().trials().get(0).id();

    refuses(
        "other numbers: adam seed 1 (trial "
            + id
            + ") came out otherwise in B than in A, under other conditions: processor CPU A and CPU"
            + " B");
  }

  @Test
  void takesTheSameNumbersAtOtherTimesFromTheFirst() {
    assertThat(merge().results())
        .isEqualTo(a.source("A").run().results().stream().map(r -> r.in(MACHINE.id())).toList());
  }

  @Test
  void refusesOtherData() {
    b.checksum = "beef";
    refuses("other data checksum: it is [beef] in B, and [d075] in A");
  }

  @Test
  void refusesOtherSettings() {
    b.epochs = 3;
    refuses("other epochs: it is 3 in B, and 2 in A");
  }

  @Test
  void refusesAnotherProfile() {
    b.profile = "pytorch";
    refuses("other profile: it is pytorch in B, and keras in A");
  }

  @Test
  void refusesAnotherFormat() {
    b.format = 0;
    refuses("other format version: it is 0 in B, and 1 in A");
  }

  @Test
  void refusesOneLabelForTwoThingsWithALineForEach() {
    b.seeds = List.of(3L);
    b.rate = 0.01;
    refuses(
        "other settings: sgd has another set of hyper-parameters in B than in A",
        "other settings: adam has another set of hyper-parameters in B than in A");
  }

  @Test
  void refusesAnotherEngine() {
    b.optimizers = List.of("adam");
    b.engine = "lockstep";
    refuses("other settings: adam has another engine in B than in A");
  }

  @Test
  void refusesTwoLabelsForOneTrial() {
    a.seeds = List.of(1L);
    a.optimizers = List.of("sgd");
    b.seeds = List.of(1L);
    b.optimizers = List.of("sgd");
    b.prefix = "my ";
    String id = a.source("A").record().trials().get(0).id();

    assertThatThrownBy(this::merge)
        .hasMessageStartingWith(
            "other label: trial " + id + " is called 'my sgd' in B, and 'sgd' in A");
  }

  @Test
  void refusesPartsOfOtherDivisions() {
    a.shard = Optional.of(Shard.parse("1/2"));
    b.shard = Optional.of(Shard.parse("3/4"));
    b.seeds = List.of(3L);
    a.specSeeds = List.of(1L, 2L, 3L);
    b.specSeeds = a.specSeeds;

    refuses("other division: B is shard 3 of 4, and A is shard 1 of 2");
  }

  @Test
  void refusesPartsOfOtherExperiments() {
    a.shard = Optional.of(Shard.parse("1/2"));
    b.shard = Optional.of(Shard.parse("2/2"));
    b.seeds = List.of(3L, 4L);

    refuses(
        "other experiment: the spec that B is a shard of has other seeds, optimizers or settings"
            + " than that of A");
  }
}
