package optbench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import optbench.network.Networks;
import optbench.optimizer.Optimizers;
import optbench.result.ProbeSettings;
import optbench.spec.BatchSize;
import optbench.spec.ExperimentSpec;
import optbench.spec.FakeSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.ProbeSpec;
import optbench.spec.Seeds;
import optbench.spec.SpecException;
import org.junit.jupiter.api.Test;

/** A trial that is watched is another one: a stored one that was not would lack what is asked. */
class ProbePlanTest {
  private static final DataFacts DATA = new DataFacts("d", "0".repeat(64), 1000, 0, 8, 8, 2);

  @Test
  void tellsWatchedTrialsApartByWhatIsWatched() {
    List<String> ids =
        List.of(
            trial(UnaryOperator.identity()).id(),
            trial(new ProbeSpec(10, 20)).id(),
            trial(new ProbeSpec(20, 10)).id(),
            trial(new ProbeSpec(10, 21)).id());

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(trial(new ProbeSpec(10, 20)).id()).isEqualTo(ids.get(1));
  }

  @Test
  void watchesNoMoreImagesThanThereAre() {
    assertThat(trial(new ProbeSpec(5000, 20)).settings().probe())
        .contains(new ProbeSettings(1000, 20));
    assertThat(trial(new ProbeSpec(5000, 20)).id()).isEqualTo(trial(new ProbeSpec(1000, 20)).id());
    assertThat(trial(UnaryOperator.identity()).settings().probe()).isEmpty();
  }

  @Test
  void refusesToWatchNothing() {
    assertThatThrownBy(() -> new ProbeSpec(0, 1))
        .isInstanceOf(SpecException.class)
        .hasMessage("must be an integer from 1 to 10000000 but was 0");
    assertThatThrownBy(() -> new ProbeSpec(1, 0)).isInstanceOf(SpecException.class);
  }

  private static Trial trial(ProbeSpec probe) {
    return trial(spec -> spec.withProbe(probe));
  }

  private static Trial trial(UnaryOperator<ExperimentSpec> change) {
    ExperimentSpec spec =
        FakeSpec.of(
            new NetworkSpec.Preset("softmax"),
            2,
            new BatchSize(64),
            List.of(OptimizerSpec.of("adam")),
            Seeds.count(1),
            "dl4j");
    return new Planner(Optimizers.builtIn(), Networks.builtIn())
        .plan(change.apply(spec), DATA, "cpu")
        .trials()
        .get(0);
  }
}
