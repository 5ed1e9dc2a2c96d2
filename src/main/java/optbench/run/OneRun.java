package optbench.run;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import optbench.engine.TrialListener;
import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;

/** Listens to one run of a group: each of its trials is to end once. */
final class OneRun implements TrialListener {
  private final Recorder recorder;
  private final Set<String> finished = new HashSet<>();

  OneRun(Recorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public void placed(Trial trial, Environment environment) {
    recorder.placed(trial, environment);
  }

  @Override
  public void started(Trial trial, long totalSteps) {
    recorder.started(trial, totalSteps);
  }

  @Override
  public void progressed(Trial trial, int epoch, long steps, double loss) {
    recorder.progressed(trial, epoch, steps, loss);
  }

  @Override
  public void epochFinished(Trial trial, EpochMetrics metrics) {
    recorder.epochFinished(trial, metrics);
  }

  /**
   * Hands on a result.
   *
   * @throws IllegalStateException if there is one already
   */
  @Override
  public void finished(Trial trial, TrialResult result) {
    if (!finished.add(trial.id())) {
      throw new IllegalStateException("a second result for " + trial.label());
    }
    recorder.finished(trial, result);
  }

  /** Those of the group that have not ended. */
  List<Trial> unfinished(List<Trial> group) {
    return group.stream().filter(trial -> !finished.contains(trial.id())).toList();
  }
}
