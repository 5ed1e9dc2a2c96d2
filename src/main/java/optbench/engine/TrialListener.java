package optbench.engine;

import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;

/**
 * Is told how trials go. Called between steps, never inside the time that is measured; whoever does
 * not care for a call leaves it out.
 */
public interface TrialListener {
  /** It is trained on another machine than where the run was started, and in this environment. */
  default void placed(Trial trial, Environment environment) {}

  /** Training begins; the warm-up is over. */
  default void started(Trial trial, long totalSteps) {}

  /** So many steps are done; called a few times a second at most. */
  default void progressed(Trial trial, int epoch, long steps, double loss) {}

  /** An epoch is done and evaluated. */
  default void epochFinished(Trial trial, EpochMetrics metrics) {}

  /** The trial is over, one way or another. */
  default void finished(Trial trial, TrialResult result) {}
}
