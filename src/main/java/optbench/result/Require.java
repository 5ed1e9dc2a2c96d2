package optbench.result;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What numbers of stored records must be; named as in the files, where anything may stand. */
final class Require {
  private Require() {}

  static void atLeast(String name, long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + " but was " + value);
    }
  }

  /** Such as a time. */
  static void notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be a number from 0 on but was " + value);
    }
  }

  static void positive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " must be greater than 0 but was " + value);
    }
  }

  /** Such as an accuracy. */
  static void fraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be a fraction of 1 but was " + value);
    }
  }

  /** At least two, and each greater than the one before. */
  static void rising(String name, List<Integer> numbers) {
    int before = 1;
    for (int number : numbers) {
      if (number <= before) {
        throw new IllegalArgumentException(
            name + " must be numbers from 2 on that rise but were " + numbers);
      }
      before = number;
    }
    atLeast("how many " + name, 1, numbers.size());
  }

  /** Such as ids. */
  static void different(String name, List<String> ids) {
    Set<String> seen = new HashSet<>();
    for (String id : ids) {
      if (!seen.add(id)) {
        throw new IllegalArgumentException(
            name + " must be different but " + id + " is there twice");
      }
    }
  }
}
