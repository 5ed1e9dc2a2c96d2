package optbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import optbench.hash.Sha256;
import optbench.random.SeededRandom;
import org.junit.jupiter.api.Test;

class SyntheticDigitsTest {
  private static final int FEATURES = 784;

  @Test
  void theyAreTheSameBytesOnEveryJvm() {
    Split all = Split.of("", SyntheticDigits.TRAINING, OptionalInt.empty(), 0);
    Dataset data = SyntheticDigits.dataset(all, Optional.empty());
    Samples training = data.training();
    Samples test = data.test();

    assertThat(Sha256.hex(training.pixels(), bytes(training), test.pixels(), bytes(test)))
        .isEqualTo("6ad03c9c34d6b482e2f4aaf6330db672ad200a8e50b9825cb6bbb7c071b4735f")
        .isEqualTo(data.sha256());
    assertThat(training.size()).isEqualTo(60_000);
    assertThat(test.size()).isEqualTo(10_000);
    assertThat(data.features()).isEqualTo(FEATURES);
    assertThat(data.notice()).isEmpty();
    assertThat(SyntheticDigits.status(true).verified()).isTrue();
  }

  private static byte[] bytes(Samples samples) {
    byte[] labels = new byte[samples.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) samples.labels()[i];
    }
    return labels;
  }

  @Test
  void eachDigitDependsOnItsNumberOnly() {
    Samples few = SyntheticDigits.draw("training", 0, 30);
    Samples more = SyntheticDigits.draw("training", 0, 1_200);

    assertThat(Arrays.copyOf(more.pixels(), 30 * FEATURES)).isEqualTo(few.pixels());
    assertThat(Arrays.copyOf(more.labels(), 30)).isEqualTo(few.labels());
  }

  @Test
  void whatIsAskedForIsDrawnAndNothingElse() {
    Split split = Split.of("", SyntheticDigits.TRAINING, OptionalInt.of(20), 10);
    Dataset data = SyntheticDigits.dataset(split, Optional.empty());

    assertThat(data.training().pixels())
        .isEqualTo(SyntheticDigits.draw("training", 0, 20).pixels());
    assertThat(data.validation().labels())
        .isEqualTo(SyntheticDigits.draw("training", 59_990, 60_000).labels());
    Samples last = SyntheticDigits.draw("training", 59_000, 60_000);
    assertThat(data.validation().pixels()).isEqualTo(last.slice(990, 1_000).pixels());
  }

  @Test
  void testDigitsAreNotTrainingDigits() {
    assertThat(SyntheticDigits.draw("test", 0, 100).pixels())
        .isNotEqualTo(SyntheticDigits.draw("training", 0, 100).pixels());
  }

  @Test
  void allDigitsAreAboutEquallyFrequent() {
    int[] counts = new int[10];
    for (int label : SyntheticDigits.draw("test", 0, 10_000).labels()) {
      counts[label]++;
    }

    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(900, 1_100));
  }

  @Test
  void theyAreCentredAndBoxedAsMnistIs() {
    Samples digits = SyntheticDigits.draw("test", 0, 500);
    for (int i = 0; i < digits.size(); i++) {
      double mass = 0;
      double x = 0;
      double y = 0;
      int left = 28;
      int right = -1;
      int brightest = 0;
      for (int pixel = 0; pixel < FEATURES; pixel++) {
        int grey = digits.pixels()[i * FEATURES + pixel] & 0xff;
        mass += grey;
        int column = pixel % 28;
        int row = pixel / 28;
        x += grey * column;
        y += grey * row;
        brightest = Math.max(brightest, grey);
        if (grey > 127) {
          left = Math.min(left, column);
          right = Math.max(right, column);
        }
      }
      assertThat(x / mass).as("digit %d", i).isCloseTo(14, within(0.51));
      assertThat(y / mass).as("digit %d", i).isCloseTo(14, within(0.51));
      assertThat(right - left + 1).as("width of digit %d", i).isBetween(1, 22);
      assertThat(brightest).as("ink of digit %d", i).isGreaterThan(150);
    }
  }

  @Test
  void everyStyleOfEveryDigitCanBeDrawn() {
    assertThat(DigitStyle.BY_DIGIT).hasSize(10);
    DigitPainter painter = new DigitPainter();
    for (List<DigitStyle> styles : DigitStyle.BY_DIGIT) {
      assertThat(styles).hasSizeGreaterThanOrEqualTo(4);
      for (DigitStyle style : styles) {
        byte[] pixels = new byte[FEATURES];
        painter.paint(style, SeededRandom.of(1, "any"), pixels, 0);
        int dark = 0;
        for (byte pixel : pixels) {
          dark += (pixel & 0xff) > 127 ? 1 : 0;
        }
        assertThat(dark).isBetween(20, 350);
      }
    }
  }

  /** If the nearest class mean could tell them all apart, they would be too easy to compare by. */
  @Test
  void aLinearGuessIsFarBetterThanChanceAndFarFromPerfect() {
    Samples training = SyntheticDigits.draw("training", 0, 5_000);
    double[][] means = new double[10][FEATURES];
    int[] counts = new int[10];
    for (int i = 0; i < training.size(); i++) {
      int label = training.labels()[i];
      counts[label]++;
      for (int p = 0; p < FEATURES; p++) {
        means[label][p] += training.pixels()[i * FEATURES + p] & 0xff;
      }
    }
    Samples test = SyntheticDigits.draw("test", 0, 2_000);
    int correct = 0;
    for (int i = 0; i < test.size(); i++) {
      int best = 0;
      double nearest = Double.MAX_VALUE;
      for (int label = 0; label < 10; label++) {
        double distance = 0;
        for (int p = 0; p < FEATURES; p++) {
          double difference =
              means[label][p] / counts[label] - (test.pixels()[i * FEATURES + p] & 0xff);
          distance += difference * difference;
        }
        if (distance < nearest) {
          nearest = distance;
          best = label;
        }
      }
      correct += best == test.labels()[i] ? 1 : 0;
    }

    assertThat(correct / 2_000.0).isBetween(0.60, 0.90);
  }
}
