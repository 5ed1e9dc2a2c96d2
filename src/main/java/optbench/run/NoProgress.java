package optbench.run;

import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;

/** Says nothing. */
final class NoProgress implements Progress {
  @Override
  public void begin(int trials, long steps) {}

  @Override
  public void started(Trial trial, long totalSteps) {}

  @Override
  public void progressed(Trial trial, int epoch, long steps, double loss) {}

  @Override
  public void epochFinished(Trial trial, EpochMetrics metrics) {}

  @Override
  public void finished(Trial trial, TrialResult result) {}

  @Override
  public void close() {}
}
