package optbench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.network.Networks;
import optbench.optimizer.Optimizers;
import optbench.spec.BatchSize;
import optbench.spec.ExperimentSpec;
import optbench.spec.FakeSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Seeds;
import optbench.spec.SpecException;
import optbench.spec.Techniques;
import org.junit.jupiter.api.Test;

/**
 * Whose word on the batch size counts: the entry's, then the optimizer's, then the experiment's.
 */
class BatchSizeTest {
  private static final DataFacts DATA = new DataFacts("d", "0".repeat(64), 1000, 0, 8, 8, 2);

  @Test
  void isTheExperimentsUnlessAnEntryHasItsOwn() {
    assertThat(
            batchSizes(
                new BatchSize(64),
                OptimizerSpec.of("adam"),
                labelled("one by one", Optional.of(new BatchSize(1))),
                labelled("full", Optional.of(BatchSize.FULL))))
        .containsExactly(64, 1, 1000);
    assertThat(
            batchSizes(
                new BatchSize(64), labelled("more than all", Optional.of(new BatchSize(5000)))))
        .containsExactly(1000);
  }

  @Test
  void gradientDescentTakesAllUnlessItsEntrySaysOtherwise() {
    OptimizerSpec descent = OptimizerSpec.of("gradient-descent");
    assertThat(batchSizes(new BatchSize(64), descent)).containsExactly(1000);
    assertThat(batchSizes(new BatchSize(64), descent.with(new BatchSize(10)))).containsExactly(10);
  }

  @Test
  void isKeptWhereAnEntryIsChanged() {
    OptimizerSpec entry = OptimizerSpec.of("sgd").with(new BatchSize(7));
    assertThat(entry.with(Map.of("learning_rate", 0.1)).with(Techniques.NONE).batchSize())
        .contains(new BatchSize(7));
  }

  @Test
  void tellsTrialsApart() {
    Plan plan =
        plan(
            new BatchSize(64),
            OptimizerSpec.of("sgd"),
            labelled("full", Optional.of(BatchSize.FULL)));
    assertThat(plan.trials()).extracting(Trial::id).doesNotHaveDuplicates();
    assertThatThrownBy(
            () ->
                plan(
                    new BatchSize(64),
                    OptimizerSpec.of("sgd"),
                    labelled("same", Optional.of(new BatchSize(64)))))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("'same' is the same as 'sgd' in every number");
  }

  private static OptimizerSpec labelled(String label, Optional<BatchSize> batchSize) {
    return new OptimizerSpec(
        "sgd",
        Optional.of(label),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Techniques.NONE,
        batchSize);
  }

  private static List<Integer> batchSizes(BatchSize experiments, OptimizerSpec... entries) {
    return plan(experiments, entries).trials().stream()
        .map(t -> t.settings().samplesAStep())
        .toList();
  }

  private static Plan plan(BatchSize experiments, OptimizerSpec... entries) {
    ExperimentSpec spec =
        FakeSpec.of(
            new NetworkSpec.Preset("mlp"),
            1,
            experiments,
            List.of(entries),
            Seeds.count(1),
            "dl4j");
    return new Planner(Optimizers.builtIn(), Networks.builtIn()).plan(spec, DATA, "cpu");
  }
}
