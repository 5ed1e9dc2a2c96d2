package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import optbench.stats.PerformanceProfile.Solver;
import optbench.stats.PerformanceProfile.Task;
import org.junit.jupiter.api.Test;

class PerformanceProfileTest {
  private static final double NEVER = Double.POSITIVE_INFINITY;

  @Test
  void countsTasksWithinAFactorOfTheBest() {
    PerformanceProfile profile =
        PerformanceProfile.of(
            List.of(task("one", 2, 4), task("two", 9, 3), task("three", 5, NEVER)),
            List.of("a", "b"));

    Solver a = profile.solvers().get(0);
    Solver b = profile.solvers().get(1);
    assertThat(a.ratios()).containsExactly(1.0, 3.0, 1.0);
    assertThat(b.ratios()).containsExactly(2.0, 1.0, NEVER);
    assertThat(List.of(a.share(1), a.share(2.99), a.share(3)))
        .containsExactly(2 / 3.0, 2 / 3.0, 1.0);
    assertThat(List.of(b.share(1), b.share(2), b.share(1e9)))
        .containsExactly(1 / 3.0, 2 / 3.0, 2 / 3.0);
    assertThat(a.steps()).containsExactly(1.0, 3.0);
    assertThat(b.steps()).containsExactly(1.0, 2.0);
    assertThat(profile.lastStep()).isEqualTo(3);
  }

  /**
   * By hand: of a, a third of the tasks (the others from 1 on) is within the factor from 3 on: (2 *
   * 3 + 1) / 9; of b, one task from 2 on and one from 1 on: (2 + 3) / 9. numpy.trapezoid over
   * 300,000 strips of the same ratios gives 0.77778 and 0.55556.
   */
  @Test
  void theAreaBelowIsTheScoreOfAlgoPerf() {
    PerformanceProfile profile =
        PerformanceProfile.of(
            List.of(task("one", 2, 4), task("two", 9, 3), task("three", 5, NEVER)),
            List.of("a", "b"));

    assertThat(profile.solvers().get(0).area(4)).isCloseTo(7 / 9.0, within(1e-12));
    assertThat(profile.solvers().get(1).area(4)).isCloseTo(5 / 9.0, within(1e-12));
    assertThat(new Solver("far", List.of(4.0, 7.0, NEVER)).area(4)).isZero();
    assertThat(new Solver("none", List.of()).area(4)).isZero();
  }

  /** The same by the sum of many narrow strips below the line. */
  @Property(tries = 50)
  void theAreaIsTheIntegralOfTheShare(
      @ForAll @Size(min = 1, max = 6) List<@DoubleRange(min = 1, max = 8) Double> ratios) {
    Solver solver = new Solver("a", ratios);
    int strips = 30_000;
    double sum = 0;
    for (int i = 0; i < strips; i++) {
      sum += solver.share(1 + 3 * (i + 0.5) / strips);
    }

    assertThat(solver.area(4)).isCloseTo(sum / strips, within(1e-3));
  }

  @Test
  void leavesOutWhatNobodySolves() {
    PerformanceProfile profile =
        PerformanceProfile.of(
            List.of(task("hard", NEVER, NEVER), task("easy", 1, 1)), List.of("a", "b"));

    assertThat(profile.unsolved()).extracting(Task::name).containsExactly("hard");
    assertThat(profile.tasks()).extracting(Task::name).containsExactly("easy");
    assertThat(profile.solvers()).allSatisfy(s -> assertThat(s.share(1)).isEqualTo(1));
  }

  @Test
  void takesEqualCostsForEqualInSpiteOfRounding() {
    PerformanceProfile profile =
        PerformanceProfile.of(List.of(task("t", 0.1 + 0.2, 0.3)), List.of("a", "b"));

    assertThat(profile.solvers()).allSatisfy(s -> assertThat(s.ratios()).containsExactly(1.0));
    Solver steps = new Solver("a", List.of(2.0, 3.0, 2 + 1e-15 * 2));
    assertThat(steps.steps()).containsExactly(2.0, 3.0);
    assertThat(steps.share(2)).isEqualTo(2 / 3.0);
  }

  @Test
  void refusesCostsThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> task("t", 0, 1))
        .withMessage("the cost of a must be greater than 0 but was 0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> task("t", Double.NaN, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PerformanceProfile.of(List.of(task("t", 1, 1)), List.of("a", "c")))
        .withMessage("each task must have a cost of every optimizer but t has not");
  }

  @Property(tries = 200)
  void risesAndHasABestOnEveryTask(
      @ForAll @Size(min = 1, max = 8) List<@DoubleRange(min = 0.01, max = 100) Double> first,
      @ForAll @DoubleRange(min = 0.01, max = 100) double second) {
    List<Task> tasks = new ArrayList<>();
    first.forEach(cost -> tasks.add(task("t" + tasks.size(), cost, second)));
    PerformanceProfile profile = PerformanceProfile.of(tasks, List.of("a", "b"));

    double best = profile.solvers().stream().mapToDouble(s -> s.share(1)).sum();
    assertThat(best).isGreaterThanOrEqualTo(1 - 1e-9);
    for (Solver solver : profile.solvers()) {
      assertThat(solver.share(10)).isGreaterThanOrEqualTo(solver.share(1));
      assertThat(solver.share(profile.lastStep())).isEqualTo(1);
    }
  }

  private static Task task(String name, double a, double b) {
    return new Task(name, Map.of("a", a, "b", b));
  }
}
