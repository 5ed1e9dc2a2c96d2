package optbench.engine.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import optbench.data.Dataset;
import optbench.engine.Failure;
import optbench.engine.Tasks;
import optbench.engine.TrialListener;
import optbench.opencl.DeviceMemoryException;
import optbench.opencl.DeviceQueue;
import optbench.opencl.FaultyDevice;
import optbench.opencl.OpenClDevice;
import optbench.opencl.OpenClException;
import optbench.opencl.TestDevice;
import optbench.optimizer.Optimizers;
import optbench.optimizer.StepOptimizer;
import optbench.optimizer.UpdateRule;
import optbench.plan.Trial;
import optbench.result.Outcome;
import optbench.result.TrialResult;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices with too little memory, and devices that are lost while they train. */
@Tag("opencl")
class DeviceFaultsTest {
  private static final Dataset DATA = Tasks.noisyHalves(64, 0, 32);

  private static final StepOptimizer THROWING = new StepOptimizer("throwing", 1, Throwing::new);

  private static OpenClDevice device;

  @BeforeAll
  static void findADevice() {
    try (DeviceQueue queue = TestDevice.faithfulOrSkip()) {
      device = queue.device();
    }
  }

  @Test
  void whereMemoryIsShortFewerAreTrainedAtOnceToTheSameBits() {
    List<Trial> trials = trials(6);
    List<Object> expected = bits(Tasks.run(engine(DeviceQueue::on), trials, DATA));
    long some = bytes(trials.subList(0, 2));

    assertThat(bytes(trials)).isGreaterThan(some);
    assertThat(bits(Tasks.run(engine(FaultyDevice.withMemory(some)), trials, DATA)))
        .isEqualTo(expected);
  }

  @Test
  void whereOneDoesNotFitNoneIsBegunAndTheReasonIsMemory() {
    List<Trial> trials = trials(3);
    List<String> told = new ArrayList<>();

    assertThatThrownBy(
            () ->
                engine(FaultyDevice.withMemory(1000))
                    .run(
                        trials,
                        DATA,
                        new TrialListener() {
                          @Override
                          public void started(Trial trial, long totalSteps) {
                            told.add(trial.label());
                          }
                        }))
        .isInstanceOf(DeviceMemoryException.class)
        .satisfies(
            e ->
                assertThat(Failure.reason(e))
                    .startsWith(Failure.OUT_OF_MEMORY + " on the device, which could not give ")
                    .endsWith("take a smaller batch_size or network, or free its memory"));
    assertThat(told).isEmpty();
  }

  /** The engine opens it anew, and asks nothing more of what it had there. */
  @Test
  void aDeviceThatIsLostEndsWhatItWasTrainingAndTheNextGroupStartsAfresh() {
    List<Trial> trials = trials(2);
    OpenClEngine engine = engine(FaultyDevice.lostAtReading(4));

    assertThatThrownBy(() -> Tasks.run(engine, trials, DATA))
        .isInstanceOf(OpenClException.class)
        .satisfies(
            e ->
                assertThat(Failure.reason(e))
                    .matches("the driver could not read .* \\(OpenCL error -36\\): .*"));
    assertThat(bits(Tasks.run(engine, trials, DATA)))
        .isEqualTo(bits(Tasks.run(engine(DeviceQueue::on), trials, DATA)));
  }

  /** What a rule throws, in its first steps or later, ends its own trial. */
  @ParameterizedTest
  @ValueSource(longs = {1, 3})
  void aRuleThatThrowsEndsItsTrialAlone(long step) {
    List<Trial> trials =
        Tasks.trials(
            List.of(OptimizerSpec.of("adam"), THROWING.at(step)),
            2,
            16,
            DATA,
            1,
            new NetworkSpec.Preset("softmax"),
            spec -> spec,
            Optimizers.builtIn().with(List.of(THROWING)));
    OpenClEngine engine = engine(DeviceQueue::on);

    assertThat(trials).allMatch(trial -> engine.unsupported(trial).isEmpty());
    List<TrialResult> results = Tasks.run(engine, trials, DATA);

    assertThat(results)
        .extracting(TrialResult::label, TrialResult::outcome)
        .containsExactlyInAnyOrder(
            tuple("throwing", Outcome.FAILED), tuple("adam", Outcome.FINISHED));
    assertThat(results.stream().flatMap(r -> r.reason().stream()))
        .containsExactly("java.lang.IllegalStateException: at step " + step);
  }

  /** Does nothing, until it throws. */
  private record Throwing(long at) implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of();
    }

    @Override
    public Update at(Step now) {
      if (now.number() == at) {
        throw new IllegalStateException("at step " + at);
      }
      return block -> {};
    }
  }

  private static OpenClEngine engine(Function<OpenClDevice, DeviceQueue> open) {
    return new OpenClEngine(() -> device, open);
  }

  /** The least memory, to a tenth, in which they can be trained all at once. */
  private static long bytes(List<Trial> trials) {
    long bytes = 10_000;
    while (!fits(trials, bytes)) {
      bytes += bytes / 10;
    }
    return bytes;
  }

  private static boolean fits(List<Trial> trials, long bytes) {
    try (DeviceQueue queue = FaultyDevice.withMemory(bytes).apply(device)) {
      new OpenClGroup(queue, trials, DATA, new TrialListener() {}).prepare();
      return true;
    } catch (DeviceMemoryException e) {
      return false;
    }
  }

  private static List<Object> bits(List<TrialResult> results) {
    return results.stream()
        .sorted(Comparator.comparing(TrialResult::id))
        .map(Tasks::withoutTimes)
        .toList();
  }

  /** Of as many seeds. */
  private static List<Trial> trials(int count) {
    List<Trial> trials = new ArrayList<>();
    for (long seed = 1; seed <= count; seed++) {
      trials.addAll(
          Tasks.trials(
              List.of(OptimizerSpec.of("adam")),
              2,
              16,
              DATA,
              seed,
              new NetworkSpec.Preset("softmax")));
    }
    return trials;
  }
}
