package optbench.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two commands train the same trials in turn, so that whatever the machine does meanwhile meets
 * both. The one that is checked trains each trial twice: held against itself, it shows what the
 * machine makes of no difference at all.
 *
 * <p>Within a trial's turn, the three sides come in another order every round; after six rounds
 * each was as often in each place, so that none has always the warmer machine.
 */
public final class InterleavedSchedule {
  private static final List<List<Side>> ORDERS =
      List.of(
          List.of(Side.OTHER, Side.THIS, Side.AGAIN),
          List.of(Side.AGAIN, Side.THIS, Side.OTHER),
          List.of(Side.THIS, Side.OTHER, Side.AGAIN),
          List.of(Side.AGAIN, Side.OTHER, Side.THIS),
          List.of(Side.OTHER, Side.AGAIN, Side.THIS),
          List.of(Side.THIS, Side.AGAIN, Side.OTHER));

  private final int optimizers;
  private final List<Long> seeds;

  /**
   * @param optimizers how many there are
   * @param seeds one a round, from the beginning again after the last
   */
  public InterleavedSchedule(int optimizers, List<Long> seeds) {
    this.optimizers = optimizers;
    this.seeds = List.copyOf(seeds);
  }

  /** Whose turn it is. */
  public enum Side {
    /** The command that is checked against. */
    OTHER,
    /** The one that is checked. */
    THIS,
    /** The same once more. */
    AGAIN
  }

  /** A trial to be trained by one side. */
  public record Lap(int round, int optimizer, long seed, Side side) {}

  /** All laps in order. */
  public List<Lap> laps(int rounds) {
    List<Lap> laps = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      List<Integer> turns = new ArrayList<>(IntStream.range(0, optimizers).boxed().toList());
      Collections.rotate(turns, 1 - round);
      for (int optimizer : turns) {
        for (Side side : ORDERS.get((round - 1) % ORDERS.size())) {
          laps.add(new Lap(round, optimizer, seeds.get((round - 1) % seeds.size()), side));
        }
      }
    }
    return laps;
  }
}
