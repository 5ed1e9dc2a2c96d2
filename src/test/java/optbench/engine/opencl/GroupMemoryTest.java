package optbench.engine.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import optbench.data.Dataset;
import optbench.engine.Tasks;
import optbench.opencl.OpenClDevice;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Schedule;
import optbench.spec.Techniques;
import org.junit.jupiter.api.Test;

class GroupMemoryTest {
  private static final Dataset DATA = Tasks.noisyHalves(64, 0, 32);

  /** Whose buffers can be as large as its memory. */
  private static final OpenClDevice DEVICE =
      new OpenClDevice(
          0,
          OpenClDevice.Kind.GPU,
          "Platform",
          "Small",
          "1",
          "OpenCL 3.0",
          512 << 20,
          512 << 20,
          48 << 10,
          8,
          1024,
          true,
          true,
          true);

  @Test
  void whatAnOptimizerKeepsOfEachParameterIsCounted() {
    OptimizerSpec sgd = OptimizerSpec.of("sgd");
    int none = most(sgd);
    int one = most(OptimizerSpec.of("momentum"));

    assertThat(one).isBetween(1, none - 1);
    assertThat(most(sgd.with(average()))).isEqualTo(one);
  }

  private static Techniques average() {
    return new Techniques(
        Schedule.CONSTANT,
        0,
        0,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.of(0.9));
  }

  private static int most(OptimizerSpec optimizer) {
    return GroupMemory.mostTrials(
        Tasks.trials(List.of(optimizer), 1, 4, DATA, 1, new NetworkSpec.Preset("mlp")),
        DATA,
        DEVICE);
  }
}
