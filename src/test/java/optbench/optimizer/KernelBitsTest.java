package optbench.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import optbench.opencl.KernelRunner;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.spec.Clipping;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.Schedule;
import optbench.spec.ScheduleCurve;
import optbench.spec.Techniques;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What recorded kernels make of parameters and state on an OpenCL device is, bit for bit, what the
 * CPU makes of them. Skipped where there is no device.
 */
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

  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL / 3,
    1e-25f,
    -1e-30f,
    1e19f,
    -3e38f,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private static KernelRunner runner;

  @BeforeAll
  static void findDevice() {
    runner = KernelRunner.orSkip();
  }

  @AfterAll
  static void close() {
    if (runner != null) {
      runner.close();
    }
  }

  /** An optimizer with everything decided, named for reports. */
  record Form(OptimizerSettings settings) {
    ParameterLayout layout() {
      return settings.id().equals("muon") ? WITHOUT_MATRIX : LAYOUT;
    }

    @Override
    public String toString() {
      return settings.id()
          + " "
          + settings.profile()
          + " "
          + settings.variant()
          + " "
          + String.join(" ", settings.techniques().inUse().keySet());
    }
  }

  /** Every optimizer whose kernels there are, at the numbers of every profile, in every form. */
  static Stream<Form> forms() {
    return Optimizers.builtIn().all().stream()
        .filter(o -> !(o instanceof Lamb || o instanceof LineSearchOptimizer))
        .flatMap(
            optimizer ->
                Stream.of(Profile.values())
                    .flatMap(
                        profile ->
                            optimizer.variants().stream()
                                .map(v -> form(optimizer, profile, v, Techniques.NONE))));
  }

  /** What can be combined with all of them. */
  static Stream<Form> techniques() {
    Schedule schedule =
        new Schedule(new ScheduleCurve.Constant(), new Schedule.Span(3, false), false);
    Techniques some =
        new Techniques(
            schedule,
            0.02,
            0.1,
            Optional.empty(),
            true,
            Optional.of(new Clipping(Clipping.By.VALUE, 0.05)),
            Optional.empty(),
            Optional.of(0.75));
    return Stream.of("sgd", "adam", "rprop", "radam")
        .map(id -> Optimizers.builtIn().find(id).orElseThrow())
        .map(o -> form(o, Profile.PYTORCH, o.defaults(Profile.PYTORCH).variant(), some));
  }

  private static Form form(
      Optimizer optimizer, Profile profile, String variant, Techniques techniques) {
    OptimizerSpec spec =
        new OptimizerSpec(
            optimizer.description().id(),
            Optional.empty(),
            Optional.of(profile),
            Optional.of(variant),
            Map.of(),
            techniques,
            Optional.empty());
    return new Form(Optimizers.builtIn().resolve(spec, profile));
  }

  @ParameterizedTest
  @MethodSource({"forms", "techniques"})
  void devicesComputeWhatTheCpuComputes(Form form) {
    assertThat(differences(form, runner)).isEmpty();
  }

  @Test
  void plugInsHaveKernelsForNothing(@TempDir Path folder) {
    Path jar =
        PluginJar.ofExample().compile(folder.resolve("classes")).pack(folder.resolve("a.jar"), 0);
    Optimizer plugin = Plugins.load(List.of(jar)).get(0);
    OptimizerSettings settings =
        Optimizers.builtIn()
            .with(List.of(plugin))
            .resolve(OptimizerSpec.of(plugin.description().id()), Profile.KERAS);

    assertThat(differences(new Form(settings), runner)).isEmpty();
  }

  @Test
  void aDeviceThatRoundsAsItLikesIsFound() {
    try (KernelRunner careless = KernelRunner.orSkip("-cl-fast-relaxed-math")) {
      assertThat(forms().limit(40).filter(form -> !differences(form, careless).isEmpty()))
          .isNotEmpty();
    }
  }

  private static List<String> differences(Form form, KernelRunner device) {
    ParameterLayout layout = form.layout();
    SplittableRandom random = new SplittableRandom(5);
    float[] start = numbers(random, layout.size(), 0.1, 1);
    float[] onCpu = start.clone();
    List<WorkBlock> blocks = blocks(form.settings, layout);
    Updater updater = new Updater(form.settings, layout, TRAINING, blocks);
    KernelTraining onDevice = new KernelTraining(device, form.settings, layout, start);
    KernelRecorder recorder = new KernelRecorder(form.settings, layout, TRAINING);
    List<String> differences = new ArrayList<>();
    for (int step = 1; step <= STEPS && differences.isEmpty(); step++) {
      float[] gradient = numbers(random, layout.size(), 0.01, step);
      FlatMemory memory = new FlatMemory(FloatBuffer.wrap(onCpu), FloatBuffer.wrap(gradient));
      updater.step(memory);
      onDevice.step(recorder.step(), gradient);
      compare("parameters at step " + step, onCpu, onDevice.parameters(), differences);
      compare("state at step " + step, state(blocks), onDevice.state(), differences);
      compare(
          "evaluated after step " + step,
          updater.evaluate(memory, onCpu::clone),
          onDevice.evaluated(recorder.evaluation()),
          differences);
    }
    return differences;
  }

  private static List<WorkBlock> blocks(OptimizerSettings settings, ParameterLayout layout) {
    CpuBlock.Workspace workspace = new CpuBlock.Workspace(NUMBERS);
    List<WorkBlock> blocks = new ArrayList<>();
    for (Tensor tensor : layout.tensors()) {
      blocks.add(
          new CpuBlock(
              workspace,
              tensor,
              settings.techniques(),
              tensor.offset(),
              NUMBERS,
              Updater.vectors(settings, tensor)));
    }
    return blocks;
  }

  private static float[] state(List<WorkBlock> blocks) {
    return KernelTraining.joined(blocks.stream().flatMap(b -> b.copyOfState().stream()).toList());
  }

  /** Of many sizes, with special ones among them, at other places in each step. */
  private static float[] numbers(SplittableRandom random, int length, double scale, int step) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = (float) (random.nextDouble(-scale, scale) * Math.exp(random.nextDouble(-8, 2)));
      if ((i + step) % 61 == 0) {
        numbers[i] = SPECIAL[(i / 61) % SPECIAL.length];
      }
    }
    return numbers;
  }

  private static void compare(String what, float[] cpu, float[] device, List<String> differences) {
    assertThat(device).as(what).hasSameSizeAs(cpu);
    for (int i = 0; i < cpu.length; i++) {
      if (Float.floatToIntBits(cpu[i]) != Float.floatToIntBits(device[i])) {
        differences.add(what + ", place " + i + ": " + cpu[i] + " but " + device[i]);
        return;
      }
    }
  }
}
