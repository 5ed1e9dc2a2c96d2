package optbench.engine.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.opencl.DeviceQueue;
import optbench.opencl.OpenClException;
import optbench.opencl.TestDevice;
import optbench.optimizer.GivenRules;
import optbench.optimizer.KernelCall;
import optbench.optimizer.KernelPhase;
import optbench.optimizer.KernelProgram;
import optbench.optimizer.MatrixSize;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.Optimizers;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.Training;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Trials whose steps fail, and those beside them. Skipped where there is no device. */
@Tag("opencl")
class DeviceUpdatesTest {
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Tensor("0_W", 0, Role.WEIGHTS, List.of(3, 2)),
              new Tensor("0_b", 6, Role.OTHER, List.of(3))));

  private static final Training TRAINING = new Training(1, 10, 5);

  private static DeviceQueue queue;

  @BeforeAll
  static void findDevice() {
    queue = TestDevice.faithfulOrSkip();
  }

  @AfterAll
  static void close() {
    if (queue != null) {
      queue.close();
    }
  }

  @Test
  void whatTheRuleOfATrialThrowsIsToldAndTheOthersGoOn() {
    try (UpdatesOnDevice device = new UpdatesOnDevice(queue, LAYOUT, 3, t -> true)) {
      begin(device, 0, settings("sgd"));
      begin(device, 1, GivenRules.throwingAtStep(2));
      begin(device, 2, settings("sgd"));
      assertThat(device.step(List.of(0, 1, 2))).isEmpty();
      float[] before = device.parameters(1);
      Map<Integer, Throwable> failures = device.step(List.of(0, 1, 2));

      assertThat(failures).containsOnlyKeys(1);
      assertThat(failures.get(1)).hasMessage("at step 2");
      assertThat(device.parameters(1)).containsExactly(before);
      assertThat(device.parameters(2)).containsExactly(device.parameters(0));
      assertThat(device.parameters(0)).isNotEqualTo(before);
      assertThat(device.step(List.of(0, 2))).isEmpty();
    }
  }

  @Test
  void aTrialThatBeginsAgainForgetsWhatWasBefore() {
    try (UpdatesOnDevice device = new UpdatesOnDevice(queue, LAYOUT, 2, t -> true)) {
      begin(device, 0, settings("adam"));
      device.step(List.of(0));
      begin(device, 0, settings("adam"));
      begin(device, 1, settings("adam"));
      device.step(List.of(0, 1));

      assertThat(device.parameters(0)).containsExactly(device.parameters(1));
      assertThat(device.state(0, 0)).containsExactly(device.state(1, 0));
    }
  }

  @Test
  void aProgramThatTheCompilerRefusesStopsItsTrialAlone() {
    try (UpdatesOnDevice device = new UpdatesOnDevice(queue, LAYOUT, 1, t -> true)) {
      begin(device, 0, settings("sgd"));
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> device.step(0, List.of(new Broken())))
            .isInstanceOf(OpenClException.class)
            .hasMessageContaining("refuses a kernel");
      }
      float[] before = device.parameters(0);
      assertThat(device.step(List.of(0))).isEmpty();
      assertThat(device.parameters(0)).isNotEqualTo(before);
    }
  }

  @Test
  void whatCannotBeRecordedIsToldWithTheReason() {
    for (String id : List.of("adam", "lamb", "muon", "schedulefree_adamw")) {
      assertThat(DeviceUpdates.obstacle(settings(id), LAYOUT)).as(id).isEmpty();
    }
    assertThat(DeviceUpdates.obstacle(settings("lbfgs"), LAYOUT))
        .contains("it searches along a line and takes gradients of its own");
    // Its trial's fault, and only when it comes to that.
    assertThat(DeviceUpdates.obstacle(GivenRules.throwingAtStep(3), LAYOUT)).isEmpty();
    assertThat(DeviceUpdates.matrixNumbers(GivenRules.throwingAtStep(1), LAYOUT)).isZero();
  }

  private static void begin(UpdatesOnDevice device, int trial, OptimizerSettings settings) {
    float[] ones = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    device.begin(trial, settings, TRAINING, ones);
    device.gradient(trial, ones);
  }

  private static OptimizerSettings settings(String id) {
    return Optimizers.builtIn().resolve(OptimizerSpec.of(id), Profile.KERAS);
  }

  /** A call with something that is no C. */
  private record Broken() implements KernelCall {
    @Override
    public int place() {
      return 0;
    }

    @Override
    public List<KernelPhase> phases() {
      return List.of(
          new KernelProgram("kernel void update( {", 0, false, 0, false, false, Optional.empty()));
    }

    @Override
    public List<MatrixSize> matrices() {
      return List.of();
    }

    @Override
    public int normGroup() {
      return 0;
    }

    @Override
    public int scalarCount() {
      return 0;
    }

    @Override
    public void copyScalars(float[] into, int at) {}
  }
}
