package optbench.engine.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import optbench.engine.TrialHistory;
import optbench.opencl.DeviceQueue;

/**
 * What steps found, read for many of them at once: as many as take a fifth of a second, so that
 * progress is seen and the device need not wait for the host.
 */
final class StepReadings {
  private static final long NANOS = 200_000_000L;
  private static final int MOST_STEPS = 512;

  private final Found found;
  private final int partsOfBatch;
  private final List<Step> pending = new ArrayList<>();
  private long since;
  private long wanted = 1;

  /**
   * A step that has been put into the queue.
   *
   * @param entry its first one of what was found
   * @param entries how many it has
   * @param gradientNanos 0 where nobody waited for its end
   */
  private record Step(int samples, int entry, int entries, long gradientNanos, long updateNanos) {
    double lossSum(Found.Read read, int place) {
      return IntStream.range(entry, entry + entries).mapToDouble(e -> read.lossSum(e, place)).sum();
    }

    int correct(Found.Read read, int place) {
      return IntStream.range(entry, entry + entries).map(e -> read.correct(e, place)).sum();
    }
  }

  /**
   * @param width trials of the group
   * @param partsOfBatch in how many parts a batch is computed, at most
   */
  StepReadings(DeviceQueue queue, int width, int partsOfBatch) {
    this.partsOfBatch = partsOfBatch;
    found = new Found(queue, width, Math.max(partsOfBatch, MOST_STEPS), 0);
  }

  /** Where the step that begins now leaves what it finds. */
  Found begin() {
    if (pending.isEmpty()) {
      since = System.nanoTime();
    }
    return found;
  }

  /** The step is in the queue, but nobody waited for it. */
  void end(int samples) {
    end(samples, 0, 0);
  }

  /** The step is over, and took so long. */
  void end(int samples, long gradientNanos, long updateNanos) {
    int entry = pending.stream().mapToInt(Step::entries).sum();
    pending.add(new Step(samples, entry, found.filled() - entry, gradientNanos, updateNanos));
  }

  /** Whether it is time to read. */
  boolean due() {
    return pending.size() >= wanted || !found.hasRoom(partsOfBatch);
  }

  /** Forgets the steps since the last reading. */
  void forget() {
    found.read();
    pending.clear();
  }

  /**
   * Waits for the device, and notes the steps since the last reading for each trial, up to that
   * which showed that nothing comes of it. Where nobody waited for single steps, each is taken to
   * have lasted as long as the others, and the update is part of what trials share.
   *
   * @return the mean loss of the last batch, by place
   */
  float[] read(List<DeviceTrial> members) {
    Found.Read read = found.read();
    long nanos = pending.isEmpty() ? 0 : (System.nanoTime() - since) / pending.size();
    float[] last = new float[read.width()];
    for (DeviceTrial member : members) {
      TrialHistory history = member.history();
      for (Step step : pending) {
        if (history.diverged() || history.failed()) {
          break;
        }
        boolean timed = step.gradientNanos > 0;
        history.times().add(timed ? step.gradientNanos : nanos, members.size(), step.updateNanos);
        double lossSum = step.lossSum(read, member.place());
        history.step(lossSum, step.correct(read, member.place()), step.samples);
        last[member.place()] = (float) (lossSum / step.samples);
      }
    }
    wanted = Math.max(1, Math.min(MOST_STEPS, NANOS / Math.max(1, nanos)));
    pending.clear();
    return last;
  }
}
