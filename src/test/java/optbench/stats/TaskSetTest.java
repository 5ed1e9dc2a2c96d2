package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import optbench.stats.PerformanceProfile.Solver;
import optbench.stats.PerformanceProfile.Task;
import org.junit.jupiter.api.Test;

class TaskSetTest {
  private final Summary mnist =
      new FakeRun()
          .targets(0.9, 0.999)
          .finished("adam", 0.98, 0.98)
          .finished("sgd", 0.96, 0.96)
          .finished("lion", 0.97)
          .summary();

  private final Summary fashion =
      new FakeRun()
          .data("fashion-mnist", "")
          .targets(0.9)
          .finished("sgd", 0.95)
          .finished("adam", 0.94)
          .diverged("adam", 2)
          .failed("lion", "out of memory")
          .summary();

  @Test
  void comparesErrorsRunByRun() {
    TaskSet runs = TaskSet.of(List.of(mnist, fashion));
    PerformanceProfile profile = runs.byError();

    assertThat(runs.labels()).containsExactly("adam", "sgd");
    assertThat(runs.leftOut()).containsExactly("lion");
    assertThat(profile.tasks())
        .extracting(Task::name)
        .containsExactly("fake (MNIST, mlp)", "fake (Fashion-MNIST, mlp)");
    Solver adam = profile.solvers().get(0);
    Solver sgd = profile.solvers().get(1);
    assertThat(adam.ratios()).containsExactly(1.0, Double.POSITIVE_INFINITY);
    assertThat(sgd.ratios().get(0)).isCloseTo(2, within(1e-9));
    assertThat(sgd.ratios().get(1)).isEqualTo(1);
  }

  @Test
  void countsEachTargetOfEachRunAndLeavesOutWhatNobodyReaches() {
    PerformanceProfile profile = TaskSet.of(List.of(mnist, fashion)).byEpochs();

    assertThat(profile.tasks())
        .extracting(Task::name)
        .containsExactly("fake (MNIST, mlp) to 90.00 %", "fake (Fashion-MNIST, mlp) to 90.00 %");
    assertThat(profile.unsolved())
        .extracting(Task::name)
        .containsExactly("fake (MNIST, mlp) to 99.90 %");
    double adam = mnist.targets().at(0.9).get(0).cost(Cost.EPOCHS).get().median().getAsDouble();
    double sgd = mnist.targets().at(0.9).get(1).cost(Cost.EPOCHS).get().median().getAsDouble();
    assertThat(profile.solvers().get(1).ratios().get(0)).isCloseTo(sgd / adam, within(1e-12));
  }

  @Test
  void tellsRunsOfTheSameNameApart() {
    assertThat(TaskSet.of(List.of(mnist, mnist, mnist)).names())
        .containsExactly("fake (MNIST, mlp)", "fake (MNIST, mlp) 2", "fake (MNIST, mlp) 3");
  }

  @Test
  void refusesWhatCannotBeCompared() {
    Summary other = new FakeRun().finished("adam", 0.9).finished("muon", 0.9).summary();
    Summary stranger = new FakeRun().finished("muon", 0.9).summary();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskSet.of(List.of(mnist)))
        .withMessage("must be at least two runs but was 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskSet.of(List.of(mnist, other)))
        .withMessageEndingWith("but only adam has");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskSet.of(List.of(mnist, stranger)))
        .withMessageEndingWith("but none has");
  }
}
