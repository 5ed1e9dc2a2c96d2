package optbench.check;

import java.util.List;
import java.util.Optional;

/**
 * Milliseconds a step of one optimizer, trained by two commands in turn: as many of each, and those
 * at the same place were taken one after the other.
 *
 * @param other of the command that is checked against
 * @param now of the one that is checked
 * @param again of the same once more
 * @param obstacle why they cannot be compared, such as other settings; the lists may then be empty
 */
public record InterleavedStepTimes(
    String label,
    List<Double> other,
    List<Double> now,
    List<Double> again,
    Optional<String> obstacle) {
  public InterleavedStepTimes {
    other = List.copyOf(other);
    now = List.copyOf(now);
    again = List.copyOf(again);
    if (now.size() != other.size() || again.size() != other.size()) {
      throw new IllegalArgumentException(
          "there must be as many times of each command but were "
              + List.of(other.size(), now.size(), again.size()));
    }
    for (List<Double> times : List.of(other, now, again)) {
      if (times.stream().anyMatch(t -> !(t > 0) || t.isInfinite())) {
        throw new IllegalArgumentException("times must be greater than 0 but were " + times);
      }
    }
  }

  /** Times that can be compared. */
  public InterleavedStepTimes(
      String label, List<Double> other, List<Double> now, List<Double> again) {
    this(label, other, now, again, Optional.empty());
  }

  /** Of an optimizer whose times cannot be. */
  static InterleavedStepTimes incomparable(String label, String obstacle) {
    return new InterleavedStepTimes(label, List.of(), List.of(), List.of(), Optional.of(obstacle));
  }
}
