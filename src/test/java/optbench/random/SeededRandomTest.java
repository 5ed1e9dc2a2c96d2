package optbench.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeededRandomTest {
  /** The numbers are part of every result: if these change, so do all trials. */
  @Test
  void drawsTheSameNumbersForever() {
    SeededRandom random = SeededRandom.of(1, "weights", 0);
    assertThat(new long[] {random.nextLong(), random.nextLong()})
        .containsExactly(4144334174869508788L, 4335271306743118184L);
    assertThat(random.nextDouble()).isEqualTo(0.23453969078240522);
    assertThat(random.nextGaussian()).isCloseTo(-0.6884784373470486, within(1e-14));
    assertThat(SeededRandom.of(1, "order of samples", 1).permutation(8))
        .containsExactly(5, 6, 2, 1, 4, 7, 3, 0);
  }

  @Test
  void givesEachPurposeAndIndexAStreamOfItsOwn() {
    assertThat(SeededRandom.of(1, "a").nextLong())
        .isNotEqualTo(SeededRandom.of(1, "b").nextLong())
        .isNotEqualTo(SeededRandom.of(2, "a").nextLong())
        .isNotEqualTo(SeededRandom.of(1, "a", 0).nextLong())
        .isNotEqualTo(SeededRandom.of(1, "a", 1).nextLong());
  }

  @Test
  void drawsNormalNumbersOfMeanZeroAndVarianceOne() {
    SeededRandom random = SeededRandom.of(3, "normal");
    double[] values = IntStream.range(0, 100_000).mapToDouble(i -> random.nextGaussian()).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    assertThat(mean).isBetween(-0.015, 0.015);
    assertThat(variance).isBetween(0.98, 1.02);
  }

  @Property(tries = 200)
  void permutes(@ForAll @IntRange(min = 0, max = 300) int n, @ForAll long seed) {
    int[] order = SeededRandom.of(seed, "permutation").permutation(n);
    assertThat(Arrays.stream(order).sorted().toArray()).isEqualTo(IntStream.range(0, n).toArray());
  }

  @Property(tries = 500)
  void staysBelowTheBound(@ForAll @IntRange(min = 1) int bound, @ForAll long seed) {
    assertThat(SeededRandom.of(seed, "bound").nextInt(bound)).isBetween(0, bound - 1);
  }

  @Test
  void refusesABoundBelowOne() {
    SeededRandom random = SeededRandom.of(1, "bound");
    assertThatThrownBy(() -> random.nextInt(0)).hasMessageContaining("was 0");
  }
}
