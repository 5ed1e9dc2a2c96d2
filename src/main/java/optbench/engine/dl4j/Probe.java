package optbench.engine.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.engine.Evaluation;
import optbench.engine.NativeMemory;
import optbench.optimizer.HyperParameter;
import optbench.optimizer.LineSearchOptimizer;
import optbench.plan.Trial;
import optbench.random.SeededRandom;
import optbench.result.EpochProbe;
import optbench.result.ProbeSettings;
import optbench.result.TrialProbe;
import optbench.result.TrialSettings;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Looks into one training, outside the clock. It reads and copies, and draws no random number that
 * the training would have drawn, so that the training is bit by bit what it would be without.
 *
 * <p>Steps are those that the optimizer takes in its parameters; losses and norms are those of the
 * network as it is evaluated, which with averaged parameters is another one.
 */
final class Probe {
  /** Enough for a share of right answers to within half a point, and soon done. */
  private static final int MOST_TRAINING_SAMPLES = 10_000;

  private final Trial trial;
  private final ProbeSettings settings;
  private final Dl4jNetwork network;
  private final Dataset data;
  private final Samples images;
  private final BatchBuffer buffer;
  private final ParameterWatch watch;
  private final boolean searchesAlongLines;
  private final INDArray parameters;
  private final INDArray gradient;
  private final float[] before;
  private final float[] after;
  private final float[] gradientBefore;
  private final List<Double> losses = new ArrayList<>();
  private long steps;
  private double initialWeightNorm;
  private OptionalDouble firstEffectiveRate = OptionalDouble.empty();
  private OptionalDouble effectiveRate = OptionalDouble.empty();
  private double largestStep;
  private OptionalDouble largestStepOverRate = OptionalDouble.empty();

  private Probe(Trial trial, ProbeSettings settings, Dl4jNetwork network, Dataset data) {
    this.trial = trial;
    this.settings = settings;
    this.network = network;
    this.data = data;
    this.images = draw(data, settings.images());
    this.buffer = new BatchBuffer(data.features(), network.placement());
    this.watch = new ParameterWatch(network.layout());
    this.searchesAlongLines = trial.optimizer().optimizer() instanceof LineSearchOptimizer;
    this.parameters = network.parameters();
    this.gradient = network.gradient();
    int size = Math.toIntExact(parameters.length());
    this.before = new float[size];
    this.after = new float[size];
    this.gradientBefore = new float[size];
  }

  /** If the trial is to be watched. */
  static Optional<Probe> of(Trial trial, Dl4jNetwork network, Dataset data) {
    return trial.settings().probe().map(settings -> new Probe(trial, settings, network, data));
  }

  /** The same images for all trials on this data, whatever their seed. */
  private static Samples draw(Dataset data, int count) {
    Samples all = data.training();
    int[] order = SeededRandom.of(0, "images of the probe").permutation(all.size());
    return all.pick(Arrays.copyOf(order, Math.min(count, all.size())));
  }

  /** Training is about to begin. */
  void begin(Steps training) {
    training.evaluate(
        () -> {
          initialWeightNorm = weightNorm();
          return losses.add(loss());
        });
  }

  /** The optimizer is about to change the parameters; of a line search, the step is to begin. */
  void beforeUpdate() {
    copy(parameters, before);
    if (wantsRate()) {
      copy(gradient, gradientBefore);
    }
  }

  /** The step is done. */
  void afterStep(Steps training) {
    copy(parameters, after);
    double largest = watch.largestChange(before, after);
    largestStep = Math.max(largestStep, largest);
    if (wantsRate()) {
      effectiveRate = watch.medianRate(before, after, gradientBefore);
      firstEffectiveRate = steps == 0 ? effectiveRate : firstEffectiveRate;
    }
    steps++;
    double rate = searchesAlongLines ? 0 : learningRate();
    if (rate > 0) {
      double most = Math.max(largestStepOverRate.orElse(0), largest / rate);
      largestStepOverRate = OptionalDouble.of(most);
    }
    if (steps <= settings.steps()) {
      losses.add(training.evaluate(this::loss));
    }
  }

  /** What was seen in the epoch that is over; to be called while the network is evaluated. */
  EpochProbe endEpoch(BatchBuffer forTraining) {
    Evaluation training =
        network.evaluate(forTraining, data.training().first(MOST_TRAINING_SAMPLES));
    EpochProbe seen =
        new EpochProbe(
            weightNorm(),
            largestStep,
            largestStepOverRate,
            effectiveRate,
            training.loss(),
            training.accuracy());
    largestStep = 0;
    largestStepOverRate = OptionalDouble.empty();
    return seen;
  }

  /** What was seen since the beginning. */
  TrialProbe result() {
    return new TrialProbe(initialWeightNorm, firstEffectiveRate, losses);
  }

  /** Only in the first step of all and in the last one of each epoch: it takes sorting. */
  private boolean wantsRate() {
    long stepsPerEpoch = trial.settings().stepsPerEpoch();
    return !searchesAlongLines && (steps == 0 || (steps + 1) % stepsPerEpoch == 0);
  }

  /** In force at the last step. */
  private double learningRate() {
    TrialSettings s = trial.settings();
    double factor =
        trial.optimizer().techniques().schedule().factor(steps, s.totalSteps(), s.stepsPerEpoch());
    return factor * trial.optimizer().get(HyperParameter.LEARNING_RATE);
  }

  private double weightNorm() {
    copy(parameters, after);
    return watch.weightNorm(after);
  }

  private void copy(INDArray array, float[] into) {
    NativeMemory.copy(array, network.placement(), into);
  }

  private double loss() {
    return network.evaluate(buffer, images).loss();
  }
}
