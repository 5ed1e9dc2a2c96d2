package optbench.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import optbench.engine.TrialListener;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;

/** Times a group while it trains: until its first step, and from epoch to epoch. */
final class GroupCost implements TrialListener {
  private final LongSupplier nanos;
  private final long begin;
  private final NavigableMap<Integer, Long> ends = new TreeMap<>();
  private final List<TrialResult> results = new ArrayList<>();
  private OptionalLong started = OptionalLong.empty();

  GroupCost(LongSupplier nanos) {
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
  }

  @Override
  public void started(Trial trial, long totalSteps) {
    if (started.isEmpty()) {
      started = OptionalLong.of(nanos.getAsLong());
    }
  }

  /** An epoch of the group is over with that of the last trial that gets there. */
  @Override
  public void epochFinished(Trial trial, EpochMetrics metrics) {
    ends.put(metrics.epoch(), nanos.getAsLong());
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
    List<Double> seconds = new ArrayList<>();
    long began = started.orElse(begin);
    for (long end : ends.values()) {
      seconds.add((end - began) * 1e-9);
      began = end;
    }
    Collections.sort(seconds);
    return seconds;
  }

  List<TrialResult> results() {
    return results;
  }
}
