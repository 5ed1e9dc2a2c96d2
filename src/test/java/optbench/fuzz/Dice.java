package optbench.fuzz;

import java.util.List;
import java.util.Locale;
import optbench.random.SeededRandom;

/** Chance that is fixed by seed, kind and number, so that an input is the same every time. */
final class Dice {
  private final SeededRandom random;

  private Dice(SeededRandom random) {
    this.random = random;
  }

  static Dice of(long seed, Kind kind, long number) {
    return new Dice(SeededRandom.of(seed, "fuzz/" + kind.name().toLowerCase(Locale.ROOT), number));
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int n) {
    return below(n) == 0;
  }

  <T> T pick(List<T> from) {
    return from.get(below(from.size()));
  }

  byte anyByte() {
    return (byte) below(256);
  }

  double fraction() {
    return random.nextDouble();
  }
}
