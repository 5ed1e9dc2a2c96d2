package optbench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import optbench.network.Networks;
import optbench.optimizer.Optimizers;
import optbench.plan.TuningPlan.Candidate;
import optbench.result.TuningRecord;
import optbench.spec.DataSpec;
import optbench.spec.ExperimentSpec;
import optbench.spec.ExperimentSpec.Task;
import optbench.spec.FakeSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.SearchRange;
import optbench.spec.SearchRange.Between;
import optbench.spec.SearchRange.Values;
import optbench.spec.Seeds;
import optbench.spec.Selection;
import optbench.spec.SpecException;
import optbench.spec.TuneSpec;
import optbench.spec.TuneSpec.Search;
import org.junit.jupiter.api.Test;

/** What is tried before an experiment, and whether everybody has the same chances. */
class TuningPlanTest {
  private static final Planner PLANNER = new Planner(Optimizers.builtIn(), Networks.builtIn());
  private static final DataFacts DATA = new DataFacts("dots", "d075", 90, 10, 2, 2, 2);
  private static final SearchRange RATES = new Values(List.of(0.01, 0.1, 1.0));
  private static final SearchRange MANY = new Between(1e-4, 1, true, OptionalInt.empty());

  @Test
  void aGridTriesEveryPointOfEveryOptimizerWithEverySeed() {
    TuningPlan plan = plan(grid(Map.of("learning_rate", RATES), 2), "sgd", "adam");

    assertThat(plan.trials())
        .extracting(t -> t.label() + " " + t.settings().seed())
        .containsExactly(
            "sgd learning_rate=0.01 1001",
            "sgd learning_rate=0.01 1002",
            "sgd learning_rate=0.1 1001",
            "sgd learning_rate=0.1 1002",
            "sgd learning_rate=1 1001",
            "sgd learning_rate=1 1002",
            "adam learning_rate=0.01 1001",
            "adam learning_rate=0.01 1002",
            "adam learning_rate=0.1 1001",
            "adam learning_rate=0.1 1002",
            "adam learning_rate=1 1001",
            "adam learning_rate=1 1002");
    assertThat(plan.trials())
        .allSatisfy(
            t ->
                assertThat(t.label())
                    .isEqualTo(
                        t.optimizer().id()
                            + " learning_rate="
                            + Double.toString(t.optimizer().get("learning_rate"))
                                .replaceFirst("\\.0$", "")));
    assertThat(plan.settingsEach()).isEqualTo(3);
    assertThat(plan.finalTrials()).isEqualTo(4);
  }

  @Test
  void aGridOfTwoHyperParametersTriesTheirCombinations() {
    Map<String, SearchRange> ranges = new LinkedHashMap<>();
    ranges.put("learning_rate", RATES);
    ranges.put("momentum", new Values(List.of(0.5, 0.9)));

    assertThat(settings(plan(grid(ranges, 1), "momentum"), "momentum"))
        .containsExactly(
            Map.of("learning_rate", 0.01, "momentum", 0.5),
            Map.of("learning_rate", 0.01, "momentum", 0.9),
            Map.of("learning_rate", 0.1, "momentum", 0.5),
            Map.of("learning_rate", 0.1, "momentum", 0.9),
            Map.of("learning_rate", 1.0, "momentum", 0.5),
            Map.of("learning_rate", 1.0, "momentum", 0.9));
  }

  @Test
  void aGridThatGivesSomeFewerSettingsIsRefused() {
    assertRefused(
        grid(Map.of("learning_rate", RATES, "momentum", new Values(List.of(0.5, 0.9))), 1),
        "/tune/hyper_parameters/momentum: adam has no momentum and would try fewer settings than the others: leave it out, or write search: random",
        "momentum",
        "adam");
  }

  @Test
  void randomSearchGivesEachAsManyAndTheSameDraws() {
    TuningPlan plan =
        plan(
            random(
                Map.of(
                    "learning_rate",
                    MANY,
                    "momentum",
                    new Between(0.5, 0.99, false, OptionalInt.empty())),
                8,
                1),
            "momentum",
            "adam",
            "adadelta");

    List<Map<String, Double>> adam = settings(plan, "adam");
    List<Map<String, Double>> momentum = settings(plan, "momentum");
    assertThat(adam).hasSize(8).doesNotHaveDuplicates();
    assertThat(momentum).hasSize(8).allSatisfy(s -> assertThat(s).containsKey("momentum"));
    assertThat(settings(plan, "adadelta")).isEqualTo(adam);
    assertThat(momentum)
        .extracting(s -> s.get("learning_rate"))
        .isEqualTo(adam.stream().map(s -> s.get("learning_rate")).toList());
    assertThat(adam)
        .allSatisfy(s -> assertThat(s).containsOnlyKeys("learning_rate"))
        .allSatisfy(s -> assertThat(s.get("learning_rate")).isBetween(1e-4, 1.0));
  }

  @Test
  void moreRandomTrialsGoOnWhereFewerEnded() {
    List<String> few = ids(plan(random(Map.of("learning_rate", MANY), 5, 1), "adam"));
    List<String> many = ids(plan(random(Map.of("learning_rate", MANY), 12, 1), "adam"));

    assertThat(many).startsWith(few.toArray(String[]::new)).hasSize(12);
  }

  @Test
  void anotherHyperParameterChangesNoDrawOfTheFirst() {
    TuneSpec both =
        random(Map.of("learning_rate", MANY, "momentum", new Values(List.of(0.5, 0.9))), 5, 1);

    assertThat(settings(plan(both, "momentum"), "momentum"))
        .extracting(s -> s.get("learning_rate"))
        .isEqualTo(
            settings(plan(random(Map.of("learning_rate", MANY), 5, 1), "momentum"), "momentum")
                .stream()
                .map(s -> s.get("learning_rate"))
                .toList());
  }

  @Test
  void moreDrawsThanThereAreSettingsAreRefused() {
    assertThat(settings(plan(random(Map.of("learning_rate", RATES), 3, 1), "adam"), "adam"))
        .containsExactlyInAnyOrder(
            Map.of("learning_rate", 0.01),
            Map.of("learning_rate", 0.1),
            Map.of("learning_rate", 1.0));
    assertRefused(
        random(Map.of("learning_rate", RATES), 4, 1),
        "/tune/trials: must be at most 3, for sgd has no more settings, but was 4",
        "sgd");
  }

  @Test
  void anOptimizerWithNothingToLookForIsRefused() {
    assertRefused(
        random(Map.of("momentum", new Between(0.5, 0.9, false, OptionalInt.empty())), 4, 1),
        "/tune/hyper_parameters/momentum: adam has no momentum and would try fewer settings than the others: leave it out, or these optimizers",
        "momentum",
        "adam");
    assertRefused(
        grid(Map.of("rho", new Values(List.of(0.5, 0.9))), 1),
        "/tune/hyper_parameters/rho: no optimizer of this spec has rho",
        "sgd",
        "adam");
  }

  @Test
  void aValueThatIsNotAllowedIsFoundWhereItStands() {
    assertRefused(
        grid(Map.of("momentum", new Values(List.of(0.5, 1.0))), 1),
        "/tune/hyper_parameters/momentum: momentum of momentum must be a number of at least 0 and below 1 but would also be 1",
        "momentum");
  }

  @Test
  void aValueThatIsGivenAndLookedForIsRefused() {
    List<OptimizerSpec> given =
        List.of(OptimizerSpec.of("adam").with(Map.of("learning_rate", 1.0)));

    assertThatThrownBy(() -> FakeSpec.tuning(spec(given), grid(Map.of("learning_rate", RATES), 1)))
        .isInstanceOfSatisfying(
            SpecException.class,
            e -> assertThat(e.path()).isEqualTo("/optimizers/0/learning_rate"));
  }

  @Test
  void seedsOfTheExperimentAreNotTunedWith() {
    TuneSpec tune =
        new TuneSpec(
            Search.GRID,
            Map.of("learning_rate", RATES),
            OptionalInt.empty(),
            Selection.VALIDATION_LOSS,
            new Seeds(List.of(1001L, 2L)));

    assertThatThrownBy(() -> FakeSpec.tuning(spec(List.of(OptimizerSpec.of("adam"))), tune))
        .isInstanceOfSatisfying(
            SpecException.class, e -> assertThat(e.path()).isEqualTo("/tune/seeds"))
        .hasMessageEndingWith("but had 2");
  }

  @Test
  void samplesAreHeldOutWhereTheSpecHoldsOutNone() {
    ExperimentSpec none = spec(List.of(OptimizerSpec.of("adam")));
    TuneSpec tune = grid(Map.of("learning_rate", RATES), 1);

    assertThat(FakeSpec.tuning(none, tune).task().data().validation()).isEqualTo(5000);
    assertThat(
            new ExperimentSpec(
                    none.name(),
                    new Task(none.task().data().withValidation(7), none.task().network()),
                    none.training(),
                    none.execution(),
                    none.analysis(),
                    Optional.of(tune))
                .task()
                .data()
                .validation())
        .isEqualTo(7);
  }

  @Test
  void whatElseIsSaidOfTheDataStands() {
    DataSpec rare =
        new DataSpec(
            "mnist", Optional.of(Path.of("there")), OptionalInt.of(100), 0, OptionalDouble.of(0.1));

    assertThat(rare.withValidation(5))
        .isEqualTo(
            new DataSpec(
                "mnist",
                Optional.of(Path.of("there")),
                OptionalInt.of(100),
                5,
                OptionalDouble.of(0.1)));
  }

  @Test
  void settingsAreTriedAsIfNobodyAskedForTimes() {
    List<Boolean> timed = new ArrayList<>();
    ExperimentSpec spec =
        FakeSpec.tuning(
            spec(List.of(OptimizerSpec.of("sgd"))), grid(Map.of("learning_rate", RATES), 1));

    PLANNER.tuning(
        spec,
        DATA,
        "cpu",
        (asked, trialOn) -> {
          timed.add(asked.execution().timing().reported());
          return "fake";
        });

    assertThat(timed).containsExactly(false, false, false);
    assertThat(
            spec.tuned(Map.of("sgd", Map.of("learning_rate", 0.1))).execution().timing().reported())
        .isTrue();
  }

  @Test
  void whatFollowsHasTheChosenValuesTheOwnSeedsAndNothingToLookFor() {
    ExperimentSpec spec =
        FakeSpec.tuning(
            spec(
                List.of(
                    OptimizerSpec.of("sgd"),
                    OptimizerSpec.of("adam"),
                    OptimizerSpec.of("adagrad"))),
            grid(Map.of("learning_rate", RATES), 1));

    Plan finals =
        PLANNER.plan(
            spec.tuned(
                Map.of("adam", Map.of("learning_rate", 0.01), "sgd", Map.of("learning_rate", 1.0))),
            DATA,
            "cpu");

    assertThat(finals.trials())
        .extracting(
            t -> t.label() + " " + t.optimizer().get("learning_rate") + " " + t.settings().seed())
        .containsExactly("sgd 1.0 1", "sgd 1.0 2", "adam 0.01 1", "adam 0.01 2");
    assertThat(finals.trials())
        .allSatisfy(
            t -> {
              assertThat(t.settings().samplesAnEpoch()).isEqualTo(90);
              assertThat(t.settings().validationSamples()).isEqualTo(10);
            });
  }

  @Test
  void aSpecWithSomethingToLookForHasNoTrialsYet() {
    ExperimentSpec spec =
        FakeSpec.tuning(
            spec(List.of(OptimizerSpec.of("sgd"))), grid(Map.of("learning_rate", RATES), 1));

    assertThatThrownBy(() -> PLANNER.plan(spec, DATA, "cpu"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theRecordSaysWhatIsTried() {
    TuningPlan plan = plan(grid(Map.of("learning_rate", RATES), 2), "sgd", "adam");

    TuningRecord record = plan.record();

    assertThat(record.search()).isEqualTo(TuningRecord.Search.GRID);
    assertThat(record.select()).isEqualTo(TuningRecord.Select.VALIDATION_ACCURACY);
    assertThat(record.hyperParameters()).containsExactly("learning_rate");
    assertThat(record.trials())
        .extracting(p -> p.id() + " " + p.label() + " " + p.optimizer() + " " + p.seed())
        .containsExactlyElementsOf(
            plan.trials().stream()
                .map(
                    t ->
                        t.id()
                            + " "
                            + t.label()
                            + " "
                            + t.optimizer().id()
                            + " "
                            + t.settings().seed())
                .toList());
    assertThat(record.settings().get(4).label()).isEqualTo("adam");
    assertThat(record.settings().get(4).values()).isEqualTo(Map.of("learning_rate", 0.1));
  }

  private static TuneSpec grid(Map<String, SearchRange> ranges, int seeds) {
    return new TuneSpec(
        Search.GRID,
        ranges,
        OptionalInt.empty(),
        Selection.VALIDATION_ACCURACY,
        TuneSpec.seeds(seeds));
  }

  private static TuneSpec random(Map<String, SearchRange> ranges, int trials, int seeds) {
    return new TuneSpec(
        Search.RANDOM,
        ranges,
        OptionalInt.of(trials),
        Selection.VALIDATION_ACCURACY,
        TuneSpec.seeds(seeds));
  }

  private static TuningPlan plan(TuneSpec tune, String... optimizers) {
    return PLANNER.tuning(
        FakeSpec.tuning(spec(Arrays.stream(optimizers).map(OptimizerSpec::of).toList()), tune),
        DATA,
        "cpu",
        EngineChoice.AS_NAMED);
  }

  private static ExperimentSpec spec(List<OptimizerSpec> optimizers) {
    return FakeSpec.of("softmax", 2, optimizers, new Seeds(List.of(1L, 2L)), "fake");
  }

  private static List<Map<String, Double>> settings(TuningPlan plan, String label) {
    return plan.candidates().stream()
        .filter(c -> c.label().equals(label))
        .map(Candidate::values)
        .collect(Collectors.toList());
  }

  private static List<String> ids(TuningPlan plan) {
    return plan.trials().stream().map(Trial::id).toList();
  }

  private static void assertRefused(TuneSpec tune, String message, String... optimizers) {
    assertThatThrownBy(() -> plan(tune, optimizers))
        .isInstanceOfSatisfying(
            SpecException.class,
            e -> assertThat(e.path() + ": " + e.getMessage()).isEqualTo(message));
  }
}
