package optbench.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Which data to train on.
 *
 * @param name one of {@link #NAMES}
 * @param directory where to look first, the folder that holds {@code <name>/}
 * @param trainLimit train on the first so many samples only
 * @param validation so many samples, the last of the training set, are held out for validation; 0
 *     for none
 * @param maxPixelFrequency blank every pixel that is not 0 in more than this share of the images
 *     trained on, above 0 and at most 1: what is left is a task of rare features
 */
public record DataSpec(
    String name,
    Optional<Path> directory,
    OptionalInt trainLimit,
    int validation,
    OptionalDouble maxPixelFrequency) {
  public static final String MNIST = "mnist";
  public static final String FASHION_MNIST = "fashion-mnist";
  public static final String SYNTHETIC_DIGITS = "synthetic-digits";

  /** MNIST where it can be had, synthetic digits otherwise. */
  public static final String AUTO = "auto";

  /** What may stand in a spec. */
  public static final List<String> NAMES = List.of(AUTO, MNIST, FASHION_MNIST, SYNTHETIC_DIGITS);

  public DataSpec {
    Objects.requireNonNull(directory);
    if (!NAMES.contains(name)) {
      throw new SpecException(
          "/data/name", "must be one of " + String.join(", ", NAMES) + " but was " + name);
    }
    if (trainLimit.isPresent() && trainLimit.getAsInt() < 1) {
      throw new SpecException(
          "/data/train_limit", "must be an integer of at least 1 but was " + trainLimit.getAsInt());
    }
    if (validation < 0) {
      throw new SpecException(
          "/data/validation", "must be an integer of at least 0 but was " + validation);
    }
    if (maxPixelFrequency.isPresent()) {
      double share = maxPixelFrequency.getAsDouble();
      if (!(share > 0 && share <= 1)) {
        throw new SpecException(
            "/data/max_pixel_frequency", "must be a number above 0 and at most 1 but was " + share);
      }
    }
  }

  /** With all pixels as they are. */
  public DataSpec(String name, Optional<Path> directory, OptionalInt trainLimit, int validation) {
    this(name, directory, trainLimit, validation, OptionalDouble.empty());
  }

  /** All of the data set of this name. */
  public static DataSpec of(String name) {
    return new DataSpec(name, Optional.empty(), OptionalInt.empty(), 0);
  }

  /** The same with so many samples held out. */
  public DataSpec withValidation(int samples) {
    return new DataSpec(name, directory, trainLimit, samples, maxPixelFrequency);
  }
}
