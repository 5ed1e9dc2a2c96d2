package optbench.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import optbench.engine.TrialListener;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;

/** Times a group while it trains: until its first step, and from epoch to epoch. */
final class GroupCost implements TrialListener {
  private final int trials;
  private final LongSupplier nanos;
  private final long begin;
  private final List<Double> epochs = new ArrayList<>();
  private final List<TrialResult> results = new ArrayList<>();
  private OptionalLong started = OptionalLong.empty();
  private long epochBegan;
  private int evaluated;

  GroupCost(int trials, LongSupplier nanos) {
    this.trials = trials;
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
  }

  @Override
  public void started(Trial trial, long totalSteps) {
    if (started.isEmpty()) {
      epochBegan = nanos.getAsLong();
      started = OptionalLong.of(epochBegan);
    }
  }

  /** An epoch of the group is over with that of its last trial. */
  @Override
  public void epochFinished(Trial trial, EpochMetrics metrics) {
    evaluated++;
    if (evaluated % trials == 0) {
      long now = nanos.getAsLong();
      epochs.add((now - epochBegan) * 1e-9);
      epochBegan = now;
    }
  }

  @Override
  public void finished(Trial trial, TrialResult result) {
    results.add(result);
  }

  /** Seconds from the call to the first step that counts: initial weights, memory, warm-up. */
  double preparation() {
    return (started.orElse(begin) - begin) * 1e-9;
  }

  /** Seconds of each epoch with its evaluation, the shortest first; empty if none was finished. */
  List<Double> epochs() {
    List<Double> sorted = new ArrayList<>(epochs);
    Collections.sort(sorted);
    return sorted;
  }

  List<TrialResult> results() {
    return results;
  }
}
