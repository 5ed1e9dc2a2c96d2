package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import optbench.stats.PerformanceProfile.Task;
import optbench.stats.SuiteSummary.Standing;
import org.junit.jupiter.api.Test;

class SuiteSummaryTest {
  private static SuiteTask task(String name, double target, FakeRun run) {
    OptionalDouble wanted = target > 0 ? OptionalDouble.of(target) : OptionalDouble.empty();
    return SuiteTask.of(name, wanted, run.run());
  }

  private static FakeRun run(double adam, double sgd, double lion) {
    return new FakeRun()
        .finished("adam", adam, adam + 0.001)
        .finished("sgd", sgd, sgd + 0.001)
        .finished("lion", lion, lion + 0.001);
  }

  @Test
  void ranksOptimizersOnEachTask() {
    SuiteSummary suite =
        SuiteSummary.of(
            List.of(
                task("one", 0, run(0.98, 0.97, 0.96)),
                task("two", 0, run(0.95, 0.95, 0.90)),
                task("three", 0, run(0.91, 0.90, 0.92))));

    // Ranks by hand: 1 2 3, then 1.5 1.5 3, then 2 3 1.
    assertThat(suite.ranksByTask())
        .containsExactly(List.of(1.0, 2.0, 3.0), List.of(1.5, 1.5, 3.0), List.of(2.0, 3.0, 1.0));
    assertThat(suite.standings())
        .extracting(Standing::label, Standing::meanRank)
        .containsExactly(tuple("adam", 1.5), tuple("sgd", 6.5 / 3), tuple("lion", 7 / 3.0));
    assertThat(suite.rank(2, "lion")).isEqualTo(1);
    // scipy.stats.friedmanchisquare of the same ranks, of SciPy 1.17.1.
    assertThat(suite.friedman().orElseThrow().chiSquared())
        .isCloseTo(1.2727272727272703, within(1e-9));
    assertThat(suite.friedman().orElseThrow().pValue()).isCloseTo(0.529213341500051, within(1e-9));
    // Three tasks show nothing, so that nobody is called worse.
    assertThat(suite.friedman().orElseThrow().differs()).isFalse();
    assertThat(suite.bestGroup()).containsExactly("adam", "sgd", "lion");
    assertThat(suite.profile()).isEmpty();
    assertThat(suite.standings()).allSatisfy(s -> assertThat(s.score()).isEmpty());
  }

  @Test
  void whoDivergesIsLastThere() {
    SuiteSummary suite =
        SuiteSummary.of(
            List.of(
                task("one", 0, run(0.98, 0.97, 0.96).diverged("adam", 1)),
                task("two", 0, run(0.95, 0.94, 0.90))));

    assertThat(suite.ranksByTask()).containsExactly(List.of(3.0, 1.0, 2.0), List.of(1.0, 2.0, 3.0));
    assertThat(suite.standings()).extracting(Standing::label).startsWith("sgd");
  }

  @Test
  void manyTasksInOneOrderTellWhoIsWorse() {
    List<SuiteTask> tasks =
        IntStream.range(0, 8).mapToObj(i -> task("task" + i, 0, run(0.98, 0.95, 0.90))).toList();
    SuiteSummary suite = SuiteSummary.of(tasks);

    // χ² = 16 with 2 degrees of freedom, and ranks more than 2.343 * sqrt(12 / 48) = 1.17 apart.
    assertThat(suite.friedman().orElseThrow().chiSquared()).isCloseTo(16, within(1e-9));
    assertThat(suite.bestGroup()).containsExactly("adam", "sgd");
    assertThat(suite.standings())
        .extracting(Standing::label, Standing::best)
        .containsExactly(tuple("adam", 8), tuple("sgd", 0), tuple("lion", 0));
  }

  /** An epoch has 469 steps; curves of these runs rise from epoch to epoch. */
  @Test
  void comparesStepsToTheTargetOfEachTask() {
    SuiteTask one = task("one", 0.9, run(0.98, 0.95, 0.5));
    SuiteTask two = task("two", 0.999, run(0.98, 0.95, 0.5));
    SuiteSummary suite = SuiteSummary.of(List.of(one, two));

    PerformanceProfile profile = suite.profile().orElseThrow();
    assertThat(profile.tasks()).extracting(Task::name).containsExactly("one");
    assertThat(profile.unsolved()).extracting(Task::name).containsExactly("two");
    double adam = one.steps("adam");
    double sgd = one.steps("sgd");
    assertThat(adam).isLessThan(sgd).isFinite();
    assertThat(adam % 469).isZero();
    assertThat(one.steps("lion")).isInfinite();
    assertThat(two.steps("adam")).isInfinite();
    assertThat(suite.standings().get(0).score()).hasValue(1);
    assertThat(suite.standings().get(1).score().getAsDouble())
        .isCloseTo(Math.max(0, (4 - sgd / adam) / 3), within(1e-12));
    assertThat(suite.standings().get(2).score()).hasValue(0);
    assertThat(suite.standings()).extracting(Standing::reached).containsExactly(1, 1, 0);
  }

  /** Two of four seeds arrive: the median is the step of the later of them; of five it is never. */
  @Test
  void seedsThatDoNotArriveAreLaterThanAllOthers() {
    SuiteTask half =
        task(
            "half", 0.9, new FakeRun().finished("adam", 0.95, 0.95, 0.5, 0.5).finished("sgd", 0.9));
    SuiteTask less = task("less", 0.9, new FakeRun().finished("adam", 0.95, 0.95, 0.5, 0.5, 0.5));

    assertThat(half.steps("adam")).isFinite();
    assertThat(half.reaching("adam").orElseThrow().reached()).isEqualTo(2);
    assertThat(less.steps("adam")).isInfinite();
  }

  @Test
  void noProfileUnlessEveryTaskHasATarget() {
    SuiteSummary suite =
        SuiteSummary.of(
            List.of(
                task("one", 0.9, run(0.98, 0.95, 0.92)), task("two", 0, run(0.98, 0.95, 0.92))));

    assertThat(suite.profile()).isEmpty();
  }

  @Test
  void leavesOutWhatHasNoResultOnSomeTask() {
    SuiteSummary suite =
        SuiteSummary.of(
            List.of(
                task("one", 0, run(0.98, 0.95, 0.92)),
                task(
                    "two",
                    0,
                    new FakeRun()
                        .finished("adam", 0.9)
                        .finished("sgd", 0.8)
                        .failed("lion", "out of memory"))));

    assertThat(suite.labels()).containsExactly("adam", "sgd");
    assertThat(suite.leftOut()).containsExactly("lion");
  }

  @Test
  void refusesWhatCannotBeCompared() {
    SuiteTask one = task("one", 0, run(0.98, 0.95, 0.92));
    SuiteTask other = task("two", 0, new FakeRun().finished("adam", 0.9).finished("muon", 0.9));
    SuiteTask stranger = task("two", 0, new FakeRun().finished("muon", 0.9));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SuiteSummary.of(List.of(one)))
        .withMessage("at least two tasks must have results but 1 has");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SuiteSummary.of(List.of()))
        .withMessage("at least two tasks must have results but none has");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SuiteSummary.of(List.of(one, other)))
        .withMessageEndingWith("but only adam has");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SuiteSummary.of(List.of(one, stranger)))
        .withMessageEndingWith("but none has");
  }
}
