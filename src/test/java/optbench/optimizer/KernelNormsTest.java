package optbench.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.engine.opencl.UpdatesOnDevice;
import optbench.opencl.DeviceQueue;
import optbench.opencl.TestDevice;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.random.SeededRandom;
import optbench.spec.Clipping;
import optbench.spec.GradientNoise;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.Schedule;
import optbench.spec.Techniques;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What takes norms, multiplies matrices or draws numbers: on a device sums are float32 and have
 * another order than on the CPU. Skipped where there is no device.
 */
@Tag("opencl")
class KernelNormsTest {
  private static final int STEPS = 6;
  private static final Training TRAINING = new Training(7, STEPS, 3);

  /** Matrices that are wide, high and square, larger than tiles and no multiples of them. */
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Tensor("0_W", 0, Role.WEIGHTS, List.of(5, 2, 3, 3)),
              new Tensor("0_b", 90, Role.OTHER, List.of(5)),
              new Tensor("0_mean", 95, Role.STATISTICS, List.of(5)),
              new Tensor("1_W", 100, Role.WEIGHTS, List.of(70, 33)),
              new Tensor("1_b", 2410, Role.OTHER, List.of(70)),
              new Tensor("2_W", 2480, Role.WEIGHTS, List.of(12, 12))));

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

  /** Who they are, and by how much of the largest step since the start they may be off. */
  record Form(OptimizerSettings settings, double tolerance) {
    @Override
    public String toString() {
      return settings.id() + " " + settings.variant() + " " + settings.techniques().inUse();
    }
  }

  /** Newton-Schulz steps make small differences larger, eightfold each time. */
  private static List<Form> forms() {
    Clipping layer = new Clipping(Clipping.By.LAYER_NORM, 0.02);
    Clipping global = new Clipping(Clipping.By.GLOBAL_NORM, 0.03);
    return Stream.of(
            form("lamb", "keras", null, 5e-5),
            form("lamb", "paper", null, 5e-5),
            form("muon", "keras", null, 1e-3),
            form("muon", "original", null, 1e-3),
            form("lamb", "paper", global, 5e-5),
            form("muon", "keras", layer, 1e-3),
            form("sgd", "keras", global, 5e-5),
            form("sgd", "keras", layer, 5e-5),
            form("adam", "pytorch", global, 5e-5),
            form("adam", "keras", layer, 5e-5),
            // Nothing is as large as that.
            form("momentum", "keras", new Clipping(Clipping.By.GLOBAL_NORM, 1e6), 5e-5))
        .toList();
  }

  private static Form form(String id, String variant, Clipping clipping, double tolerance) {
    Techniques techniques =
        techniques(0.01, Optional.of(0.1), Optional.ofNullable(clipping), Optional.empty());
    return new Form(settings(id, variant, techniques), tolerance);
  }

  private static Techniques techniques(
      double l2,
      Optional<Double> weightDecay,
      Optional<Clipping> clipping,
      Optional<GradientNoise> noise) {
    return new Techniques(
        Schedule.CONSTANT, 0, l2, weightDecay, true, clipping, noise, Optional.empty());
  }

  private static OptimizerSettings settings(String id, String variant, Techniques techniques) {
    return Optimizers.builtIn()
        .resolve(
            new OptimizerSpec(
                id,
                Optional.empty(),
                Optional.of(Profile.KERAS),
                Optional.of(variant),
                Map.of(),
                techniques,
                Optional.empty()),
            Profile.KERAS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void devicesComputeWhatTheCpuComputesButForRounding(boolean byColumns) {
    List<Form> forms = forms();
    List<Integer> trials = IntStream.range(0, forms.size()).boxed().toList();
    List<CpuTraining> trainings =
        forms.stream().map(f -> new CpuTraining(f.settings, LAYOUT, TRAINING, false)).toList();
    List<float[]> starts = trainings.stream().map(t -> t.parameters().clone()).toList();
    try (UpdatesOnDevice device =
        new UpdatesOnDevice(queue, LAYOUT, trials.size(), t -> byColumns)) {
      for (int k : trials) {
        device.begin(k, forms.get(k).settings, TRAINING, starts.get(k));
      }
      for (int step = 1; step <= STEPS; step++) {
        for (int k : trials) {
          device.gradient(k, trainings.get(k).step(step, 0.01));
        }
        assertThat(device.step(trials)).isEmpty();
        for (int k : trials) {
          assertThat(difference(trainings.get(k).parameters(), device.parameters(k), starts.get(k)))
              .as("%s at step %d", forms.get(k), step)
              .isLessThan(forms.get(k).tolerance);
        }
      }
      assertThat(trials).allMatch(device::gapIsUntouched);
    }
  }

  /** The largest difference in a tensor as part of the largest way gone there. */
  private static double difference(float[] cpu, float[] device, float[] start) {
    double worst = 0;
    for (Tensor tensor : LAYOUT.tensors()) {
      double off = 0;
      double way = 0;
      for (int i = tensor.offset(); i < tensor.end(); i++) {
        assertThat(device[i]).isFinite();
        off = Math.max(off, Math.abs(device[i] - cpu[i]) - Math.ulp(cpu[i]));
        way = Math.max(way, Math.abs(cpu[i] - start[i]));
      }
      worst = Math.max(worst, off / way);
    }
    return worst;
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aTrialHasTheSameBitsAloneAndAmongOthers(Form form) {
    List<Form> forms = forms();
    int place = forms.stream().map(Form::toString).toList().indexOf(form.toString());
    float[] among = trained(forms.stream().map(Form::settings).toList(), place);

    assertThat(trained(List.of(form.settings), 0)).containsExactly(among);
  }

  private static float[] trained(List<OptimizerSettings> settings, int asked) {
    List<Integer> trials = IntStream.range(0, settings.size()).boxed().toList();
    try (UpdatesOnDevice device = new UpdatesOnDevice(queue, LAYOUT, settings.size(), t -> true)) {
      for (int k : trials) {
        CpuTraining numbers = new CpuTraining(settings.get(k), LAYOUT, TRAINING, false);
        device.begin(k, settings.get(k), TRAINING, numbers.parameters());
        device.gradient(k, numbers.step(1, 0.01));
      }
      device.step(trials);
      device.step(trials);
      return device.parameters(asked);
    }
  }

  /** Their squares are not float32 numbers. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-34, 1e-25, 1e-12, 1e12, 1e25})
  void normsOfVerySmallAndVeryLargeGradientsAreTaken(double scale) {
    Clipping clipping = new Clipping(Clipping.By.GLOBAL_NORM, scale / 10);
    OptimizerSettings settings =
        settings(
            "sgd",
            "keras",
            techniques(0, Optional.empty(), Optional.of(clipping), Optional.empty()));
    Training training = new Training(7, 1, 1);
    CpuTraining cpu = new CpuTraining(settings, LAYOUT, training, false);
    float[] zeros = new float[LAYOUT.size()];
    Arrays.fill(cpu.parameters(), 0);
    try (UpdatesOnDevice device = new UpdatesOnDevice(queue, LAYOUT, 1, t -> false)) {
      device.begin(0, settings, training, zeros);
      device.gradient(0, cpu.step(1, scale));
      device.step(List.of(0));

      assertThat(difference(cpu.parameters(), device.parameters(0), zeros)).isLessThan(1e-5);
    }
  }

  @Test
  void noiseIsNormalAndAnotherOneInEveryTensorStepAndTrial() {
    ParameterLayout layout =
        new ParameterLayout(
            List.of(
                new Tensor("0_W", 0, Role.WEIGHTS, List.of(50, 1000)),
                new Tensor("1_W", 50_000, Role.WEIGHTS, List.of(50, 1000))));
    OptimizerSettings settings =
        settings(
            "sgd",
            "keras",
            techniques(
                0, Optional.empty(), Optional.empty(), Optional.of(new GradientNoise(0.25, 0))));
    double rate = settings.get(HyperParameter.LEARNING_RATE);
    try (UpdatesOnDevice device = new UpdatesOnDevice(queue, layout, 2, t -> false)) {
      for (int k : List.of(0, 1)) {
        device.begin(k, settings, new Training(k, 2, 1), new float[layout.size()]);
      }
      device.step(List.of(0, 1));
      double[] first = noise(device.parameters(0), new float[layout.size()], rate * 0.5);
      double[] other = noise(device.parameters(1), new float[layout.size()], rate * 0.5);
      float[] before = device.parameters(0);
      device.step(List.of(0, 1));
      double[] second = noise(device.parameters(0), before, rate * 0.5);

      assertNormal(first);
      assertIndependent(first, second);
      assertIndependent(first, other);
      assertIndependent(
          Arrays.copyOf(first, 50_000), Arrays.copyOfRange(first, 50_000, first.length));
      SeededRandom keys = SeededRandom.of(0, "gradient noise", 1);
      keys.nextLong();
      double[] expected = boxMuller(keys.nextLong(), 50_000, 50_000);
      assertThat(IntStream.range(0, 50_000).mapToDouble(i -> first[50_000 + i] - expected[i]))
          .allMatch(difference -> Math.abs(difference) < 3e-4);
    }
  }

  /** As many numbers of a key from a place on, in double, by the JDK's SplitMix64. */
  private static double[] boxMuller(long key, int from, int count) {
    SplittableRandom random = new SplittableRandom(key);
    for (int i = 0; i < 2 * from; i++) {
      random.nextLong();
    }
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      double radius = Math.sqrt(-2 * Math.log(((random.nextLong() >>> 11) + 1) * 0x1p-53));
      numbers[i] = radius * Math.cos(2 * Math.PI * (random.nextLong() >>> 40) * 0x1p-24);
    }
    return numbers;
  }

  private static double[] noise(float[] after, float[] before, double scale) {
    return IntStream.range(0, after.length)
        .mapToDouble(i -> (before[i] - after[i]) / scale)
        .toArray();
  }

  /** Moments and tails of 100,000 numbers, within four standard errors. */
  private static void assertNormal(double[] numbers) {
    double n = numbers.length;
    assertThat(Arrays.stream(numbers).sum() / n).isCloseTo(0, within(4 / Math.sqrt(n)));
    assertThat(Arrays.stream(numbers).map(x -> x * x).sum() / n)
        .isCloseTo(1, within(4 * Math.sqrt(2 / n)));
    assertThat(Arrays.stream(numbers).map(x -> x * x * x * x).sum() / n)
        .isCloseTo(3, within(4 * Math.sqrt(96 / n)));
    double beyond = Arrays.stream(numbers).filter(x -> Math.abs(x) > 1.959964).count() / n;
    assertThat(beyond).isCloseTo(0.05, within(4 * Math.sqrt(0.05 * 0.95 / n)));
  }

  private static void assertIndependent(double[] a, double[] b) {
    double n = a.length;
    double product = IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum() / n;
    assertThat(product).isCloseTo(0, within(4 / Math.sqrt(n)));
  }
}
