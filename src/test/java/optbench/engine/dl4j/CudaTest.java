package optbench.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import optbench.data.Dataset;
import optbench.engine.EnvironmentProbe;
import optbench.engine.Placement;
import optbench.engine.Tasks;
import optbench.plan.Trial;
import optbench.result.Outcome;
import optbench.result.TrialResult;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On a real GPU: {@code mvn -Pcuda,cuda-redist -Dquick test -Dgroups=cuda}. */
@Tag("cuda")
class CudaTest {
  private static final Dataset DATA = Tasks.noisyHalves(400, 0, 200);

  @BeforeEach
  void requireAGpu() {
    assumeTrue(
        EnvironmentProbe.device().equals("cuda"),
        () -> "ND4J computes on the " + EnvironmentProbe.device() + " here: this needs a GPU");
  }

  @ParameterizedTest
  @MethodSource("optbench.engine.dl4j.DevicePlacementTest#optimizers")
  void everyOptimizerTrains(String optimizer) {
    List<Trial> trials =
        Tasks.trials(
            List.of(OptimizerSpec.of(optimizer)), 2, 50, DATA, 1, new NetworkSpec.Preset("mlp"));

    TrialResult result = Tasks.run(new Dl4jEngine(), trials, DATA).get(0);

    assertThat(result.outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(result.epochs()).hasSize(2);
    assertThat(result.epochs().get(1).trainLoss().orElseThrow())
        .isLessThanOrEqualTo(result.epochs().get(0).trainLoss().orElseThrow());
  }

  @Test
  void startsWhereTheCpuStarts() {
    Trial trial =
        Tasks.trials(
                List.of(OptimizerSpec.of("adam")), 1, 50, DATA, 1, new NetworkSpec.Preset("mlp"))
            .get(0);

    assertThat(Placement.ofBackend()).isEqualTo(Placement.DEVICE);
    TrialResult result = Tasks.run(new Dl4jEngine(), List.of(trial), DATA).get(0);
    TrialResult again = Tasks.run(new Dl4jEngine(), List.of(trial), DATA).get(0);
    assertThat(again.initialWeightsSha256()).isEqualTo(result.initialWeightsSha256());
    assertThat(again.epochs().get(0).trainLoss().orElseThrow())
        .isCloseTo(result.epochs().get(0).trainLoss().orElseThrow(), within(1e-3));
  }
}
