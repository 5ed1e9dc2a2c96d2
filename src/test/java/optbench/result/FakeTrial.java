package optbench.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Trials that were never trained. */
public final class FakeTrial {
  private FakeTrial() {}

  /** Of a trial that is not watched from inside. */
  public static TrialSettings settings(
      String optimizer,
      String profile,
      String variant,
      Map<String, Double> hyperParameters,
      Map<String, String> techniques,
      String data,
      String dataSha256,
      int trainingSamples,
      int validationSamples,
      String network,
      String layers,
      long parameters,
      int batchSize,
      int epochs,
      long seed,
      String engine,
      String device) {
    return new TrialSettings(
        optimizer,
        profile,
        variant,
        hyperParameters,
        techniques,
        data,
        dataSha256,
        trainingSamples,
        validationSamples,
        network,
        layers,
        parameters,
        batchSize,
        epochs,
        seed,
        engine,
        device,
        Optional.empty(),
        Optional.empty());
  }

  /** Of a trial that was not watched from inside. */
  public static EpochMetrics epoch(
      int epoch,
      long steps,
      long gradientEvaluations,
      double trainLoss,
      double trainAccuracy,
      double testLoss,
      double testAccuracy,
      Optional<Double> validationLoss,
      Optional<Double> validationAccuracy,
      double trainSeconds) {
    return new EpochMetrics(
        epoch,
        steps,
        gradientEvaluations,
        trainLoss,
        trainAccuracy,
        testLoss,
        testAccuracy,
        validationLoss,
        validationAccuracy,
        trainSeconds,
        Optional.empty());
  }

  /** A trial that names no environment. */
  public static TrialResult result(
      String id,
      String label,
      TrialSettings settings,
      Outcome outcome,
      List<EpochMetrics> epochs,
      Optional<TimeSplit> time,
      long stateBytes,
      String initialWeightsSha256,
      OptionalLong divergedAtStep,
      Optional<String> reason,
      int threads,
      Instant finishedAt,
      Optional<TrialProbe> probe) {
    return new TrialResult(
        id,
        label,
        settings,
        outcome,
        epochs,
        List.of(),
        Optional.empty(),
        time,
        stateBytes,
        initialWeightsSha256,
        divergedAtStep,
        reason,
        threads,
        finishedAt,
        probe,
        Optional.empty());
  }

  /** The same trial, evaluated at steps of its first epoch, too. */
  public static TrialResult evaluated(TrialResult r, List<StepEvaluation> evaluations) {
    return new TrialResult(
        r.id(),
        r.label(),
        r.settings(),
        r.outcome(),
        r.epochs(),
        evaluations,
        r.testAnswers(),
        r.time(),
        r.stateBytes().orElseThrow(),
        r.initialWeightsSha256(),
        r.divergedAtStep(),
        r.reason(),
        r.threads().orElseThrow(),
        r.finishedAt(),
        r.probe(),
        r.environment());
  }

  /** The same trial, whose last epoch was right on these images of the test set. */
  public static TrialResult answered(TrialResult r, Answers answers) {
    return new TrialResult(
        r.id(),
        r.label(),
        r.settings(),
        r.outcome(),
        r.epochs(),
        r.stepEvaluations(),
        Optional.of(answers),
        r.time(),
        r.stateBytes().orElseThrow(),
        r.initialWeightsSha256(),
        r.divergedAtStep(),
        r.reason(),
        r.threads().orElseThrow(),
        r.finishedAt(),
        r.probe(),
        r.environment());
  }

  /** A trial that was not watched from inside. */
  public static TrialResult result(
      String id,
      String label,
      TrialSettings settings,
      Outcome outcome,
      List<EpochMetrics> epochs,
      Optional<TimeSplit> time,
      long stateBytes,
      String initialWeightsSha256,
      OptionalLong divergedAtStep,
      Optional<String> reason,
      int threads,
      Instant finishedAt) {
    return result(
        id,
        label,
        settings,
        outcome,
        epochs,
        time,
        stateBytes,
        initialWeightsSha256,
        divergedAtStep,
        reason,
        threads,
        finishedAt,
        Optional.empty());
  }
}
