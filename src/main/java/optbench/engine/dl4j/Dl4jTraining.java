package optbench.engine.dl4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.engine.Batches;
import optbench.engine.EnvironmentProbe;
import optbench.engine.Evaluation;
import optbench.engine.InputShape;
import optbench.engine.Placement;
import optbench.engine.StepEvaluations;
import optbench.engine.StepTimeRecorder;
import optbench.engine.TrialListener;
import optbench.engine.WarmUp;
import optbench.network.InitialWeights;
import optbench.network.Shape;
import optbench.optimizer.Training;
import optbench.plan.Trial;
import optbench.random.SeededRandom;
import optbench.result.Answers;
import optbench.result.Divergence;
import optbench.result.EpochMetrics;
import optbench.result.Outcome;
import optbench.result.StepEvaluation;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;
import org.nd4j.linalg.factory.Nd4j;

/** One trial, from initial weights to the last epoch. */
final class Dl4jTraining {
  private static final long PROGRESS_NANOS = 100_000_000L;

  private final Trial trial;
  private final TrialSettings settings;
  private final Dataset data;
  private final TrialListener listener;
  private final Dl4jNetwork network;
  private final InitialWeights initialWeights;
  private final int samplesAtOnce;
  private final Batches batches;
  private final BatchBuffer buffer;
  private final StepEvaluations between;
  private final Optional<Probe> probe;
  private final StepTimeRecorder times = new StepTimeRecorder();
  private final List<EpochMetrics> epochs = new ArrayList<>();
  private final List<StepEvaluation> stepEvaluations = new ArrayList<>();
  private Optional<Answers> testAnswers = Optional.empty();
  private Steps stepping;
  private long steps;
  private long evaluations;
  private long samplesSeen;
  private OptionalLong divergedAt = OptionalLong.empty();
  private long lastProgress = System.nanoTime();

  /**
   * @param samplesAtOnce samples whose gradient is computed at once, at most
   */
  Dl4jTraining(
      Trial trial, Dataset data, TrialListener listener, Placement placement, int samplesAtOnce) {
    this.trial = trial;
    this.settings = trial.settings();
    this.data = data;
    this.listener = listener;
    this.samplesAtOnce = samplesAtOnce;
    Shape input = InputShape.of(data);
    network = new Dl4jNetwork(trial.network(), input, data.classes(), placement);
    initialWeights = InitialWeights.of(trial.network(), input, data.classes(), settings.seed());
    batches =
        new Batches(data.training(), data.features(), settings.samplesAStep(), settings.seed());
    buffer = new BatchBuffer(data.features(), placement);
    between = StepEvaluations.of(trial, data);
    probe = Probe.of(trial, network, data);
  }

  TrialResult run() {
    reset();
    warmUp();
    reset();
    probe.ifPresent(p -> p.begin(stepping));
    listener.started(trial, (long) batches.perEpoch() * settings.epochs());
    for (int epoch = 1; epoch <= settings.epochs() && divergedAt.isEmpty(); epoch++) {
      trainEpoch(epoch);
    }
    return result();
  }

  /** Back to the start: the warm-up leaves no trace in the results. */
  private void reset() {
    network.set(initialWeights);
    long stepsPerEpoch = batches.perEpoch();
    Training training =
        new Training(settings.seed(), stepsPerEpoch * settings.epochs(), stepsPerEpoch);
    stepping = Steps.of(trial, network, training, samplesAtOnce);
    Nd4j.getRandom().setSeed(SeededRandom.of(settings.seed(), "dropout").nextLong());
  }

  private void warmUp() {
    WarmUp warmUp = new WarmUp();
    batches.startEpoch(1);
    while (batches.size() > 0 && warmUp.goesOn()) {
      buffer.load(batches);
      stepping.take(buffer);
    }
  }

  private void trainEpoch(int epoch) {
    double lossSum = 0;
    long correct = 0;
    batches.startEpoch(epoch);
    while (batches.size() > 0) {
      buffer.load(batches);
      Steps.Taken step = step();
      if (Divergence.isHopeless(step.loss())) {
        divergedAt = OptionalLong.of(steps);
        return;
      }
      lossSum += step.lossSum();
      correct += step.correct();
      reportProgress(epoch, step.loss());
      if (between.isDueAfter(steps)) {
        stepEvaluations.add(stepping.evaluate(this::evaluation));
      }
    }
    double trainLoss = lossSum / data.training().size();
    double trainAccuracy = (double) correct / data.training().size();
    EpochMetrics evaluated = stepping.evaluate(() -> metrics(epoch, trainLoss, trainAccuracy));
    EpochMetrics metrics = network.isFinite() ? evaluated : evaluated.ofBrokenNetwork();
    epochs.add(metrics);
    if (Divergence.shownBy(metrics)) {
      divergedAt = OptionalLong.of(steps);
    }
    listener.epochFinished(trial, metrics);
  }

  /**
   * One step on what is staged; gradient and update are timed apart, everything else is outside the
   * clock.
   */
  private Steps.Taken step() {
    Steps.Taken step =
        probe.isPresent()
            ? stepping.take(buffer, probe.get()::beforeUpdate)
            : stepping.take(buffer);
    times.add(step.gradientNanos(), step.updateNanos());
    steps++;
    evaluations += step.evaluations();
    samplesSeen += buffer.size();
    probe.ifPresent(p -> p.afterStep(stepping));
    return step;
  }

  private void reportProgress(int epoch, double loss) {
    long now = System.nanoTime();
    if (now - lastProgress > PROGRESS_NANOS) {
      lastProgress = now;
      listener.progressed(trial, epoch, steps, loss);
    }
  }

  private StepEvaluation evaluation() {
    Evaluation test = network.evaluate(buffer, between.samples());
    return new StepEvaluation(
        steps,
        evaluations,
        samplesSeen,
        network.isFinite() ? test.loss() : Double.NaN,
        test.accuracy(),
        between.samples().size(),
        times.seconds());
  }

  private EpochMetrics metrics(int epoch, double trainLoss, double trainAccuracy) {
    Evaluation test = network.evaluate(buffer, data.test());
    testAnswers = Optional.of(test.answers());
    Samples heldOut = data.validation();
    Optional<Evaluation> validation =
        heldOut.size() > 0 ? Optional.of(network.evaluate(buffer, heldOut)) : Optional.empty();
    return new EpochMetrics(
        epoch,
        steps,
        evaluations,
        trainLoss,
        trainAccuracy,
        test.loss(),
        test.accuracy(),
        validation.map(Evaluation::loss),
        validation.map(Evaluation::accuracy),
        times.seconds(),
        probe.map(p -> p.endEpoch(buffer)));
  }

  private TrialResult result() {
    return new TrialResult(
        trial.id(),
        trial.label(),
        settings,
        divergedAt.isPresent() ? Outcome.DIVERGED : Outcome.FINISHED,
        epochs,
        stepEvaluations,
        divergedAt.isPresent() ? Optional.empty() : testAnswers,
        times.split(samplesSeen),
        stepping.stateBytes(),
        initialWeights.sha256(),
        divergedAt,
        stepping.remark(),
        EnvironmentProbe.threads(),
        Instant.now(),
        probe.map(Probe::result),
        Optional.empty());
  }
}
