package optbench.engine.opencl;

import optbench.engine.TrialHistory;
import optbench.plan.Trial;

/**
 * One trial of a group.
 *
 * @param place in the device's memory
 * @param seed index of its seed in the group
 */
record DeviceTrial(int place, int seed, TrialHistory history) {
  Trial trial() {
    return history.trial();
  }

  boolean over() {
    return history.failed() || history.diverged();
  }
}
