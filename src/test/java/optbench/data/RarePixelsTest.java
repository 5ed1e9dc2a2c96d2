package optbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import optbench.machine.Startup;
import optbench.random.SeededRandom;
import org.junit.jupiter.api.Test;

class RarePixelsTest {
  private static final int FEATURES = 12;

  @Property(tries = 300)
  void keepsWhatIsRareInTrainingAndBlanksTheRestEverywhere(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 30) int training,
      @ForAll @DoubleRange(min = 0.01, max = 1) double share) {
    Dataset data = data(seed, training);
    int[] counts = nonZero(data.training());
    boolean anyLeft = false;
    for (int count : counts) {
      anyLeft |= count > 0 && (double) count / training <= share;
    }
    if (!anyLeft) {
      assertThatThrownBy(() -> RarePixels.of(data, share)).isInstanceOf(DataException.class);
      return;
    }

    Dataset rare = RarePixels.of(data, share);

    for (int i = 0; i < FEATURES; i++) {
      boolean kept = (double) counts[i] / training <= share;
      assertColumn(rare.training(), data.training(), i, kept);
      assertColumn(rare.validation(), data.validation(), i, kept);
      assertColumn(rare.test(), data.test(), i, kept);
    }
    for (int count : nonZero(rare.training())) {
      assertThat((double) count / training).isLessThanOrEqualTo(share);
    }
    assertThat(rare.training().labels()).isEqualTo(data.training().labels());
    assertThat(rare.sha256()).isNotEqualTo(data.sha256()).hasSize(64);
    assertThat(RarePixels.of(data(seed, training), share).sha256()).isEqualTo(rare.sha256());
  }

  private static void assertColumn(Samples rare, Samples whole, int pixel, boolean kept) {
    for (int i = pixel; i < whole.pixels().length; i += FEATURES) {
      assertThat(rare.pixels()[i]).isEqualTo(kept ? whole.pixels()[i] : 0);
    }
  }

  @Test
  void takesAShareThatHoldsToTheImage() {
    Dataset data = columns(29, 100);

    assertThat(nonZero(RarePixels.of(data, 0.29).training())[0]).isEqualTo(29);
    assertThatThrownBy(() -> RarePixels.of(data, 0.28))
        .hasMessage(
            "max_pixel_frequency must be at least 0.29, as no pixel of the 100 training images of"
                + " columns is rarer, but was 0.28.");
  }

  /** What it says to do must help: 1/3 is more than 0.333. */
  @Test
  void roundsTheShareThatItAsksForUp() {
    Dataset data = columns(1, 3);

    assertThatThrownBy(() -> RarePixels.of(data, 0.3)).hasMessageContaining("at least 0.334,");
    assertThat(RarePixels.of(data, 0.334).training().size()).isEqualTo(3);
  }

  @Test
  void isNamedForWhatItIs() {
    Dataset data = columns(1, 100);

    assertThat(RarePixels.of(data, 0.05).name())
        .isEqualTo("columns, pixels in at most 5 % of images");
    assertThat(RarePixels.of(data, 0.015).name())
        .isEqualTo("columns, pixels in at most 1.5 % of images");
    assertThat(RarePixels.of(data, 1).name())
        .isEqualTo("columns, pixels in at most 100 % of images");
  }

  /** The same mask, another limit: data that must not be taken for the same. */
  @Test
  void loadsThroughTheRegistry() {
    Dataset plain = load(OptionalDouble.empty());
    Dataset rare = load(OptionalDouble.of(0.05));

    assertThat(rare.training().size()).isEqualTo(500);
    assertThat(rare.validation().size()).isEqualTo(100);
    assertThat(rare.name()).isEqualTo("synthetic-digits, pixels in at most 5 % of images");
    assertThat(rare.sha256()).isNotEqualTo(plain.sha256());
    assertThat(sum(nonZero(rare.training(), 784))).isBetween(1, 784 * 25);
    assertThat(sum(nonZero(plain.training(), 784))).isGreaterThan(784 * 25);
  }

  private static int sum(int... counts) {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }

  private static Dataset load(OptionalDouble share) {
    return new Datasets(System.getenv(), Startup.home())
        .load(
            SyntheticDigits.NAME,
            Optional.empty(),
            OptionalInt.of(500),
            100,
            share,
            DownloadProgress.NONE);
  }

  /** Every pixel is on in the first {@code on} of so many training images. */
  private static Dataset columns(int on, int images) {
    byte[] pixels = new byte[images * FEATURES];
    for (int i = 0; i < on * FEATURES; i++) {
      pixels[i] = (byte) 200;
    }
    return dataset("columns", new Samples(pixels, new byte[images]), samples(1, 2), samples(2, 3));
  }

  private static Dataset data(long seed, int training) {
    return dataset("dots", samples(seed, training), samples(seed + 1, 7), samples(seed + 2, 5));
  }

  private static Dataset dataset(String name, Samples training, Samples validation, Samples test) {
    return new Dataset(
        name, "0".repeat(64), Optional.empty(), training, validation, test, 3, 4, 10);
  }

  /** Pixels from never on to always on. */
  private static Samples samples(long seed, int images) {
    SeededRandom random = SeededRandom.of(seed, "pixels");
    byte[] pixels = new byte[images * FEATURES];
    for (int i = 0; i < pixels.length; i++) {
      boolean on = random.nextDouble() < (i % FEATURES) / (FEATURES - 1.0);
      pixels[i] = (byte) (on ? 1 + random.nextInt(255) : 0);
    }
    return new Samples(pixels, new byte[images]);
  }

  private static int[] nonZero(Samples samples) {
    return nonZero(samples, FEATURES);
  }

  private static int[] nonZero(Samples samples, int features) {
    int[] counts = new int[features];
    for (int i = 0; i < samples.pixels().length; i++) {
      counts[i % features] += samples.pixels()[i] == 0 ? 0 : 1;
    }
    return counts;
  }
}
