package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {
  /**
   * The first is the example of Fagerland, Lydersen and Laake 2013, whose mid-p is 0.0391 and whose
   * exact p is 0.0703; all of them by SciPy: {@code 2 * binom.cdf(least, n, .5) - binom.pmf(least,
   * n, .5)}, or {@code 1 - binom.pmf(least, n, .5) / 2} where both are the same.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 7, 0.0390625",
    "7, 1, 0.0390625",
    "4, 4, 0.86328125",
    "98, 123, 0.09314509859731976",
    "0, 5, 0.03125",
    "310, 300, 0.6858374173607382",
    "0, 0, 1"
  })
  void isTheMidP(int firstOnly, int secondOnly, double midP) {
    BitSet first = new BitSet();
    BitSet second = new BitSet();
    first.set(0, firstOnly);
    second.set(firstOnly, firstOnly + secondOnly);
    first.set(1000, 1100);
    second.set(1000, 1100);

    McNemar test = McNemar.of(first, second);

    assertThat(test.firstOnly()).isEqualTo(firstOnly);
    assertThat(test.secondOnly()).isEqualTo(secondOnly);
    assertThat(test.midP()).isCloseTo(midP, within(1e-12));
  }

  @Test
  void leavesTheAnswersAsTheyAre() {
    BitSet first = BitSet.valueOf(new long[] {0b1101});
    BitSet second = BitSet.valueOf(new long[] {0b1011});

    McNemar.of(first, second);

    assertThat(first.toLongArray()).containsExactly(0b1101);
    assertThat(second.toLongArray()).containsExactly(0b1011);
  }
}
