package optbench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Places labels beside the ends of lines: as near as can be, without overlap. */
final class EndLabels {
  private EndLabels() {}

  /**
   * Moves labels that would overlap apart, each block of them no further than needed.
   *
   * @param wanted where each label's middle would best be
   * @param gap least distance of two middles; reduced if there is no room for all
   * @return where each goes, in the order given, all within {@code low} and {@code high}
   */
  static double[] spread(double[] wanted, double gap, double low, double high) {
    int n = wanted.length;
    double fitting = n < 2 ? gap : Math.min(gap, (high - low) / (n - 1));
    List<Integer> order =
        IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(i -> wanted[i])).toList();
    List<Block> blocks = new ArrayList<>();
    for (int i : order) {
      Block block = new Block(1, wanted[i]);
      // A label that would overlap the block above joins it; the block moves to suit all its
      // members.
      while (!blocks.isEmpty() && overlap(last(blocks), block, fitting, low, high)) {
        block = last(blocks).join(block, fitting);
        blocks.remove(blocks.size() - 1);
      }
      blocks.add(block);
    }
    double[] placed = new double[n];
    int next = 0;
    for (Block block : blocks) {
      double top = block.top(fitting, low, high);
      for (int i = 0; i < block.size(); i++) {
        placed[order.get(next++)] = top + i * fitting;
      }
    }
    return placed;
  }

  private static Block last(List<Block> blocks) {
    return blocks.get(blocks.size() - 1);
  }

  private static boolean overlap(Block above, Block below, double gap, double low, double high) {
    return above.top(gap, low, high) + above.size() * gap > below.top(gap, low, high) + 1e-9;
  }

  /**
   * Labels that touch.
   *
   * @param ideal where the middle of the first would make the members' shifts add up to nothing
   */
  private record Block(int size, double ideal) {
    Block join(Block below, double gap) {
      double belowFirst = below.ideal - size * gap;
      int all = size + below.size;
      return new Block(all, (size * ideal + below.size * belowFirst) / all);
    }

    double top(double gap, double low, double high) {
      return Math.max(low, Math.min(high - (size - 1) * gap, ideal));
    }
  }
}
