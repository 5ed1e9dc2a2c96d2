package optbench.engine;

import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;

/** Is told how trials go. Called between steps, never inside the time that is measured. */
public interface TrialListener {
  /** Training begins; the warm-up is over. */
  void started(Trial trial, long totalSteps);

  /** So many steps are done; called a few times a second at most. */
  void progressed(Trial trial, int epoch, long steps, double loss);

  /** An epoch is done and evaluated. */
  void epochFinished(Trial trial, EpochMetrics metrics);

  /** The trial is over, one way or another. */
  void finished(Trial trial, TrialResult result);
}
