package optbench.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.engine.opencl.UpdatesOnDevice;
import optbench.opencl.DeviceQueue;
import optbench.opencl.TestDevice;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.plugin.PluginFile;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.Techniques;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What recorded kernels make of parameters and state on an OpenCL device is, bit for bit, what the
 * CPU makes of them. Skipped where there is no device.
 */
@Tag("opencl")
class KernelBitsTest {
  private static final int STEPS = 8;
  private static final int NUMBERS = 4096;

  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Tensor("0_W", 0, Role.WEIGHTS, List.of(64, 64)),
              new Tensor("0_b", NUMBERS, Role.OTHER, List.of(NUMBERS)),
              new Tensor("1_mean", 2 * NUMBERS, Role.STATISTICS, List.of(NUMBERS))));

  /** For what does to matrices what kernels cannot. */
  private static final ParameterLayout WITHOUT_MATRIX =
      new ParameterLayout(List.of(new Tensor("0_b", 0, Role.OTHER, List.of(NUMBERS))));

  private static final Training TRAINING = new Training(7, STEPS, 4);

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

  /** An optimizer with everything decided, named for reports. */
  record Form(OptimizerSettings settings) {
    ParameterLayout layout() {
      return settings.id().equals("muon") ? WITHOUT_MATRIX : LAYOUT;
    }

    @Override
    public String toString() {
      return KernelForms.name(settings);
    }
  }

  /** All but those that take norms. */
  static Stream<Form> forms() {
    return KernelForms.all().filter(s -> !(s.optimizer() instanceof Lamb)).map(Form::new);
  }

  static Stream<Form> techniques() {
    return KernelForms.techniques().map(Form::new);
  }

  @Test
  void devicesComputeWhatTheCpuComputesForAllAtOnce() {
    List<Form> all = Stream.concat(forms(), techniques()).toList();

    assertThat(differences(all.stream().filter(f -> f.layout().equals(LAYOUT)).toList())).isEmpty();
    assertThat(differences(all.stream().filter(f -> !f.layout().equals(LAYOUT)).toList()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("techniques")
  void aloneToo(Form form) {
    assertThat(differences(List.of(form))).isEmpty();
  }

  @Test
  void plugInsHaveKernelsForNothing(@TempDir Path folder) {
    Path jar =
        PluginJar.ofExample().compile(folder.resolve("classes")).pack(folder.resolve("a.jar"), 0);
    OptimizerSettings settings =
        Optimizers.builtIn()
            .with(PluginFile.open(jar, List.of(Optimizers.PLUGINS)))
            .resolve(OptimizerSpec.of("signsgd"), Profile.KERAS);

    assertThat(differences(List.of(new Form(settings)))).isEmpty();
  }

  @Test
  void aRoundingElsewhereIsFound() {
    Form adam = forms().filter(f -> f.settings.id().equals("adam")).findFirst().orElseThrow();
    Map<String, Double> values = new HashMap<>(adam.settings.values());
    values.computeIfPresent("beta1", (name, beta) -> (double) Math.nextUp((float) (double) beta));
    OptimizerSettings off =
        new OptimizerSettings(
            adam.settings.optimizer(),
            adam.settings.profile(),
            adam.settings.variant(),
            values,
            Techniques.NONE);

    assertThat(differences(List.of(adam), List.of(new Form(off)))).isNotEmpty();
  }

  private static List<String> differences(List<Form> forms) {
    return differences(forms, forms);
  }

  /** Trials of one group against trainings on the CPU. */
  private static List<String> differences(List<Form> onDevice, List<Form> onCpu) {
    ParameterLayout layout = onDevice.get(0).layout();
    List<Integer> trials = IntStream.range(0, onDevice.size()).boxed().toList();
    List<CpuTraining> trainings =
        onCpu.stream()
            .map(form -> new CpuTraining(form.settings, form.layout(), TRAINING))
            .toList();
    List<String> differences = new ArrayList<>();
    try (UpdatesOnDevice device = new UpdatesOnDevice(queue, layout, trials.size(), t -> false)) {
      for (int k : trials) {
        device.begin(k, onDevice.get(k).settings, TRAINING, trainings.get(k).parameters());
      }
      for (int step = 1; step <= STEPS && differences.isEmpty(); step++) {
        for (int k : trials) {
          device.gradient(k, trainings.get(k).step(step, 0.01));
        }
        assertThat(device.step(trials)).isEmpty();
        List<float[]> evaluated = device.evaluated(trials);
        for (int k : trials) {
          CpuTraining training = trainings.get(k);
          String when = onDevice.get(k) + " at step " + step;
          compareState(when, training, device, k, differences);
          compare(when + ", evaluated", training.evaluated(), evaluated.get(k), differences);
        }
      }
      assertThat(trials).allMatch(device::gapIsUntouched);
    }
    return differences;
  }

  private static void compareState(
      String when,
      CpuTraining training,
      UpdatesOnDevice device,
      int trial,
      List<String> differences) {
    compare(when + ", parameters", training.parameters(), device.parameters(trial), differences);
    assertThat(device.stateBytes(trial)).as(when).isEqualTo(training.stateBytes());
    for (WorkBlock block : training.blocks()) {
      List<float[]> state = block.copyOfState();
      for (int i = 0; i < state.size(); i++) {
        float[] all = device.state(trial, i);
        Tensor tensor = block.tensor();
        compare(
            when + ", state " + i + " of " + tensor.name(),
            state.get(i),
            Arrays.copyOfRange(all, tensor.offset(), tensor.end()),
            differences);
      }
    }
  }

  static void compare(String what, float[] cpu, float[] device, List<String> differences) {
    assertThat(device).as(what).hasSameSizeAs(cpu);
    for (int i = 0; i < cpu.length; i++) {
      if (Float.floatToIntBits(cpu[i]) != Float.floatToIntBits(device[i])) {
        differences.add(what + ", place " + i + ": " + cpu[i] + " but " + device[i]);
        return;
      }
    }
  }
}
