package optbench.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import optbench.hash.Sha256;
import optbench.random.SeededRandom;

/**
 * Handwritten-looking digits, drawn by the program from a fixed seed: the data set that is always
 * there. Nobody's handwriting and not MNIST; results on it are never compared with MNIST's.
 */
final class SyntheticDigits {
  static final String NAME = "synthetic-digits";
  static final int CLASSES = 10;
  static final int TRAINING = 60_000;
  static final int TEST = 10_000;

  /**
   * Of all images and labels, training before test. It is the same on every JVM: drawing takes
   * nothing but operations that IEEE 754 gives one result for, and StrictMath.
   */
  static final String SHA256 = "6ad03c9c34d6b482e2f4aaf6330db672ad200a8e50b9825cb6bbb7c071b4735f";

  private static final long SEED = 20_260_101;
  private static final int CHUNK = 500;

  private SyntheticDigits() {}

  /** Drawn once; whoever has it reads it only. */
  private static final class WholeTest {
    static final Samples DRAWN = draw("test", 0, TEST);
  }

  /**
   * What is asked for of it; nothing else is drawn.
   *
   * @param notice where it stands in for something else
   */
  static Dataset dataset(Split split, Optional<Dataset.Notice> notice) {
    return new Dataset(
        NAME,
        SHA256,
        notice,
        draw("training", 0, split.training()),
        draw("training", split.heldOutFrom(), split.all()),
        WholeTest.DRAWN,
        DigitPainter.SIDE,
        DigitPainter.SIDE,
        CLASSES);
  }

  /**
   * The data set is part of the program, so nothing of it can be missing; drawn differently, it
   * would be a fault of this JVM.
   */
  static DataStatus status(boolean verify) {
    DataStatus.State state = DataStatus.State.FOUND;
    String detail = "";
    if (verify) {
      Samples training = draw("training", 0, TRAINING);
      Samples test = draw("test", 0, TEST);
      String found =
          Sha256.hex(
              training.pixels(), bytes(training.labels()), test.pixels(), bytes(test.labels()));
      boolean sound = found.equals(SHA256);
      state = sound ? DataStatus.State.VERIFIED : DataStatus.State.CORRUPT;
      detail = sound ? "" : "SHA-256 must be " + SHA256 + " but was " + found + ".";
    }
    return new DataStatus(
        NAME,
        Optional.empty(),
        List.of(new DataStatus.FileStatus("drawn by the program", Optional.empty(), state, detail)),
        "",
        "");
  }

  private static byte[] bytes(int[] labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return bytes;
  }

  /**
   * The digits of a part from one number on to before another. Each draws from a stream of its own,
   * so neither what else is drawn nor the number of threads changes it.
   */
  static Samples draw(String part, int from, int to) {
    int size = to - from;
    byte[] pixels = new byte[size * DigitPainter.SIDE * DigitPainter.SIDE];
    byte[] labels = new byte[size];
    IntStream.range(0, (size + CHUNK - 1) / CHUNK)
        .parallel()
        .forEach(
            chunk -> {
              DigitPainter painter = new DigitPainter();
              int end = Math.min(size, (chunk + 1) * CHUNK);
              for (int i = chunk * CHUNK; i < end; i++) {
                SeededRandom random = SeededRandom.of(SEED, "digits/" + part, from + i);
                int digit = random.nextInt(CLASSES);
                List<DigitStyle> styles = DigitStyle.BY_DIGIT.get(digit);
                DigitStyle style = styles.get(random.nextInt(styles.size()));
                labels[i] = (byte) digit;
                painter.paint(style, random, pixels, i * DigitPainter.SIDE * DigitPainter.SIDE);
              }
            });
    return new Samples(pixels, labels);
  }
}
