package optbench.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import optbench.data.Dataset;
import optbench.engine.Batches;
import optbench.engine.Tasks;
import optbench.network.InitialWeights;
import optbench.network.Shape;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.EpochProbe;
import optbench.result.Outcome;
import optbench.result.TrialProbe;
import optbench.result.TrialResult;
import optbench.spec.Activation;
import optbench.spec.ExperimentSpec;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.ProbeSpec;
import optbench.spec.Schedule;
import optbench.spec.Schedule.Span;
import optbench.spec.ScheduleCurve;
import optbench.spec.Techniques;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a probe sees, against steps taken here by hand, and that it leaves no trace. */
class ProbeTest {
  private static final Dataset DATA = Tasks.noisyHalves(205, 60, 40);
  private static final NetworkSpec SOFTMAX = new NetworkSpec.Preset("softmax");
  private static final NetworkSpec EVERYTHING =
      new NetworkSpec.Layers(
          List.of(
              new LayerSpec.Conv2d(4, 3, 1, false, Activation.RELU, Initialization.HE_NORMAL),
              new LayerSpec.MaxPool(2, 2),
              new LayerSpec.Flatten(),
              new LayerSpec.Dense(16, Activation.RELU, Initialization.GLOROT_UNIFORM),
              new LayerSpec.BatchNorm(0.99, 0.001),
              new LayerSpec.Dropout(0.5)));

  static Stream<OptimizerSpec> optimizers() {
    return Stream.of(
        OptimizerSpec.of("sgd"),
        OptimizerSpec.of("adam"),
        OptimizerSpec.of("schedulefree_adamw"),
        OptimizerSpec.of("momentum").with(techniques(Schedule.CONSTANT, Optional.of(0.9))),
        OptimizerSpec.of("lbfgs"));
  }

  private static Techniques techniques(Schedule schedule, Optional<Double> average) {
    return new Techniques(
        schedule,
        0,
        1e-9,
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        average);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void leavesNoTraceInTheTraining(OptimizerSpec optimizer) {
    TrialResult watched = run(optimizer, EVERYTHING, new ProbeSpec(50, 11));
    TrialResult unwatched = run(optimizer, EVERYTHING, UnaryOperator.identity());

    assertThat(watched.outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(Tasks.withoutTimes(watched)).isEqualTo(Tasks.withoutTimes(unwatched));
    assertThat(watched.epochs())
        .extracting(EpochMetrics::gradientEvaluations)
        .isEqualTo(unwatched.epochs().stream().map(EpochMetrics::gradientEvaluations).toList());
    assertThat(watched.time().orElseThrow().measured().steps())
        .isEqualTo(unwatched.time().orElseThrow().measured().steps());
    assertThat(watched.epochs()).allSatisfy(e -> assertThat(e.probe()).isPresent());
    assertThat(unwatched.epochs()).allSatisfy(e -> assertThat(e.probe()).isEmpty());
    assertThat(unwatched.probe()).isEmpty();
  }

  @Test
  void seesTheStepsOfPlainDescent() {
    double rate = 0.25;
    OptimizerSpec sgd = OptimizerSpec.of("sgd").with(Map.of("learning_rate", rate));
    TrialResult result = run(sgd, SOFTMAX, new ProbeSpec(50, 3));

    double largest = byHand((parameter, gradient, sum) -> rate * gradient).largest();
    for (EpochMetrics epoch : result.epochs()) {
      EpochProbe probe = epoch.probe().orElseThrow();
      assertThat(probe.effectiveRate()).hasValueCloseTo(rate, within(1e-5));
      assertThat(probe.largestStepOverRate())
          .hasValueCloseTo(probe.largestStep() / rate, within(1e-9));
    }
    assertThat(result.probe().orElseThrow().firstEffectiveRate())
        .hasValueCloseTo(rate, within(1e-5));
    assertThat(result.epochs().get(0).probe().orElseThrow().largestStep())
        .isCloseTo(largest, within(1e-6));
  }

  /** Keras: G starts at 0.1, and epsilon is under the root. */
  @Test
  void seesTheAccumulatorOfAdaGrad() {
    double rate = 0.5;
    OptimizerSpec adagrad = OptimizerSpec.of("adagrad").with(Map.of("learning_rate", rate));
    TrialResult result = run(adagrad, SOFTMAX, new ProbeSpec(50, 3));

    Hand hand = byHand((parameter, gradient, sum) -> rate * gradient / Math.sqrt(sum + 1e-7));
    EpochProbe first = result.epochs().get(0).probe().orElseThrow();
    EpochProbe last = result.epochs().get(2).probe().orElseThrow();
    double atStart = result.probe().orElseThrow().firstEffectiveRate().orElseThrow();
    assertThat(atStart).isCloseTo(hand.firstRate(), within(1e-4));
    assertThat(first.effectiveRate()).hasValueCloseTo(hand.lastRate(), within(1e-4));
    assertThat(first.largestStep()).isCloseTo(hand.largest(), within(1e-5));
    assertThat(first.weightNorm()).isCloseTo(hand.weightNorm(), within(1e-4));
    assertThat(atStart).isGreaterThan(first.effectiveRate().orElseThrow());
    assertThat(first.effectiveRate().orElseThrow())
        .isGreaterThan(last.effectiveRate().orElseThrow());
  }

  /** The rate falls to a quarter after the first epoch; the gradients stay about what they are. */
  @Test
  void dividesEachStepByTheRateThatWasInForce() {
    Schedule quartered =
        new Schedule(new ScheduleCurve.StepDecay(0.25, new Span(1, true)), Span.NONE, false);
    OptimizerSpec sgd =
        OptimizerSpec.of("sgd")
            .with(Map.of("learning_rate", 0.25))
            .with(techniques(quartered, Optional.empty()));
    TrialResult result = run(sgd, SOFTMAX, new ProbeSpec(50, 3));

    EpochProbe second = result.epochs().get(1).probe().orElseThrow();
    assertThat(second.effectiveRate()).hasValueCloseTo(0.0625, within(1e-5));
    assertThat(second.largestStepOverRate())
        .hasValueCloseTo(second.largestStep() / 0.0625, within(1e-9));
  }

  @Test
  void takesTheSameLossBeforeTheFirstStepOfAllOptimizers() {
    List<Double> sgd = losses(OptimizerSpec.of("sgd"), new ProbeSpec(50, 3));
    List<Double> adam = losses(OptimizerSpec.of("adam"), new ProbeSpec(50, 3));

    assertThat(sgd).hasSize(4);
    assertThat(sgd.get(0)).isEqualTo(adam.get(0)).isNotEqualTo(adam.get(1));
    assertThat(sgd.get(1)).isNotEqualTo(adam.get(1));
  }

  /** All of the training set in the probe, and a step for each of the three epochs' seven. */
  @Test
  void endsAtTheLossOfTheLastEpoch() {
    OptimizerSpec adam = OptimizerSpec.of("adam");
    TrialResult result = run(adam, SOFTMAX, new ProbeSpec(1_000_000, 1_000));

    List<Double> losses = result.probe().orElseThrow().losses();
    EpochProbe last = result.epochs().get(2).probe().orElseThrow();
    assertThat(result.settings().probe().orElseThrow().images()).isEqualTo(205);
    assertThat(losses).hasSize(1 + 21);
    assertThat(losses.get(21)).isCloseTo(last.trainLossAfter(), within(1e-6));
    assertThat(losses.get(21)).isLessThan(losses.get(0));
    assertThat(last.trainAccuracyAfter()).isBetween(0.5, 1.0);
  }

  /** Weights may have any sign and place; biases start at 0 and are not in the norm. */
  @Test
  void startsFromTheNormOfTheInitialWeights() {
    Trial trial = trial(OptimizerSpec.of("sgd"), SOFTMAX, UnaryOperator.identity());
    double sum = 0;
    for (float[] tensor : initial(trial).values()) {
      for (float value : tensor) {
        sum += (double) value * value;
      }
    }

    TrialProbe probe = run(OptimizerSpec.of("sgd"), SOFTMAX, new ProbeSpec(5, 1)).probe().get();

    assertThat(probe.initialWeightNorm()).isCloseTo(Math.sqrt(sum), within(1e-9));
  }

  @Test
  void knowsNoRateWhereTheOptimizerSearchesAlongALine() {
    TrialResult result = run(OptimizerSpec.of("lbfgs"), SOFTMAX, new ProbeSpec(50, 2));

    EpochProbe probe = result.epochs().get(0).probe().orElseThrow();
    assertThat(probe.largestStep()).isPositive();
    assertThat(probe.largestStepOverRate()).isEmpty();
    assertThat(probe.effectiveRate()).isEmpty();
    assertThat(result.probe().orElseThrow().losses()).hasSize(3);
  }

  @Test
  void seesADivergenceToItsEnd() {
    OptimizerSpec wild = OptimizerSpec.of("sgd").with(Map.of("learning_rate", 1e30));
    TrialResult result = run(wild, EVERYTHING, new ProbeSpec(50, 1000));

    assertThat(result.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(result.probe().orElseThrow().losses())
        .hasSize((int) result.divergedAtStep().orElseThrow() + 1);
    assertThat(result.probe().orElseThrow().firstEffectiveRate()).isPresent();
  }

  private static List<Double> losses(OptimizerSpec optimizer, ProbeSpec probe) {
    return run(optimizer, SOFTMAX, probe).probe().orElseThrow().losses();
  }

  private static TrialResult run(OptimizerSpec optimizer, NetworkSpec network, ProbeSpec probe) {
    return run(optimizer, network, spec -> spec.withProbe(probe));
  }

  private static TrialResult run(
      OptimizerSpec optimizer, NetworkSpec network, UnaryOperator<ExperimentSpec> change) {
    return Tasks.run(new Dl4jEngine(), List.of(trial(optimizer, network, change)), DATA).get(0);
  }

  private static Trial trial(
      OptimizerSpec optimizer, NetworkSpec network, UnaryOperator<ExperimentSpec> change) {
    return Tasks.trials(List.of(optimizer), 3, 32, DATA, 1, network, change).get(0);
  }

  private static InitialWeights initial(Trial trial) {
    return InitialWeights.draw(
        trial.network(), new Shape(1, DATA.height(), DATA.width()), DATA.classes(), 1);
  }

  /** What to take off of a parameter, of its gradient and of 0.1 and all squares until now. */
  private interface Rule {
    double step(double parameter, double gradient, double sum);
  }

  /** What came of the first epoch. */
  private record Hand(double largest, double firstRate, double lastRate, double weightNorm) {}

  /** One epoch of a rule on one layer, in double. */
  private static Hand byHand(Rule rule) {
    Trial trial = trial(OptimizerSpec.of("sgd"), SOFTMAX, UnaryOperator.identity());
    Dl4jNetwork network =
        new Dl4jNetwork(trial.network(), new Shape(1, DATA.height(), DATA.width()), DATA.classes());
    network.set(initial(trial));
    int weights = DATA.features() * DATA.classes();
    int size = weights + DATA.classes();
    double[] parameters = network.parameters().toDoubleVector();
    double[] sums = new double[size];
    Arrays.fill(sums, 0.1);
    Batches batches = new Batches(DATA.training(), DATA.features(), 32, 1);
    BatchBuffer buffer = new BatchBuffer(DATA.features());
    batches.startEpoch(1);
    double largest = 0;
    List<Double> medians = new ArrayList<>();
    while (batches.size() > 0) {
      buffer.load(batches);
      network.expect(buffer.labels(), buffer.size());
      network.computeGradient(buffer.pixels());
      List<Double> rates = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        double gradient = network.gradient().getDouble(i);
        sums[i] += gradient * gradient;
        double step = rule.step(parameters[i], gradient, sums[i]);
        parameters[i] -= step;
        network.parameters().putScalar(i, parameters[i]);
        largest = Math.max(largest, Math.abs(step));
        if (gradient != 0) {
          rates.add(Math.abs(step / gradient));
        }
      }
      medians.add(median(rates).orElseThrow());
    }
    double squares = Arrays.stream(parameters).limit(weights).map(p -> p * p).sum();
    return new Hand(largest, medians.get(0), medians.get(medians.size() - 1), Math.sqrt(squares));
  }

  private static OptionalDouble median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int n = sorted.length;
    return OptionalDouble.of((sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
  }
}
