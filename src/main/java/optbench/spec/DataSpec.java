package optbench.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import optbench.spec.key.ChoiceType;
import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/**
 * Which data to train on.
 *
 * @param name one of {@link #NAMES}; not looked at where there are files of the user's own
 * @param directory where to look first, the folder that holds {@code <name>/}
 * @param trainLimit train on the first so many samples only
 * @param validation so many samples, the last of the training set, are held out for validation; 0
 *     for none
 * @param maxPixelFrequency blank every pixel that is not 0 in more than this share of the images
 *     trained on, above 0 and at most 1: what is left is a task of rare features
 * @param files data of the user's own, in place of a data set that optbench knows
 */
public record DataSpec(
    String name,
    Optional<Path> directory,
    OptionalInt trainLimit,
    int validation,
    OptionalDouble maxPixelFrequency,
    OwnFiles files) {
  public static final String MNIST = "mnist";
  public static final String FASHION_MNIST = "fashion-mnist";
  public static final String SYNTHETIC_DIGITS = "synthetic-digits";

  /** MNIST where it can be had, synthetic digits otherwise. */
  public static final String AUTO = "auto";

  /** What may stand in a spec. */
  public static final List<String> NAMES =
      List.of(
          AUTO,
          MNIST,
          FASHION_MNIST,
          "kmnist",
          "emnist-balanced",
          "emnist-digits",
          "emnist-letters",
          "qmnist",
          "cifar10",
          SYNTHETIC_DIGITS);

  private static final ValueType<String> NAME_TYPE =
      ValueType.words(
          "data set",
          "auto is MNIST where it can be had, else digits that optbench draws itself",
          NAMES);

  private static final Key<String> NAME = Key.of("name", NAME_TYPE).byDefault(AUTO);

  private static final Key<Path> DIRECTORY =
      Key.of(
          "dir",
          ValueType.text(
                  "Folder to look in first; it holds <name>/ and is relative to the current folder",
                  "a path")
              .notEmpty()
              .as(OwnFiles::toPath, Path::toString));

  private static final Key<Integer> TRAIN_LIMIT =
      Key.of(
          "train_limit",
          ValueType.integer("Train on the first so many samples only", 1, BatchSize.MOST));

  private static final Key<Integer> VALIDATION =
      Key.of(
              "validation",
              ValueType.integer(
                  "So many samples, the last of the training set, are held out for validation",
                  0,
                  BatchSize.MOST))
          .byDefault(0);

  private static final Key<Double> MAX_PIXEL_FREQUENCY =
      Key.of(
          "max_pixel_frequency",
          ValueType.number(
                  "Blank every pixel that is not 0 in more than this share of the training images: a task of rare features")
              .above(0)
              .atMost(1));

  private static final ObjectType<DataSpec> MAPPING =
      ObjectType.<DataSpec>of("A data set, or files of your own, and which part of it")
          .optional(NAME, data -> Optional.of(data.name).filter(name -> !data.files.present()))
          .optional(DIRECTORY, DataSpec::directory)
          .optional(TRAIN_LIMIT, data -> Optionals.of(data.trainLimit))
          .with(VALIDATION, DataSpec::validation)
          .optional(MAX_PIXEL_FREQUENCY, data -> Optionals.of(data.maxPixelFrequency))
          .part(OwnFiles.KEYS, DataSpec::files)
          .example("name", MNIST, "train_limit", 1000)
          .reads(
              given ->
                  new DataSpec(
                      given.get(NAME),
                      given.find(DIRECTORY),
                      Optionals.ofInt(given.find(TRAIN_LIMIT)),
                      given.get(VALIDATION),
                      Optionals.ofDouble(given.find(MAX_PIXEL_FREQUENCY)),
                      given.get(OwnFiles.KEYS)));

  static final Key<DataSpec> KEY =
      Key.of(
              "data",
              ChoiceType.<DataSpec>of("What to train on")
                  .way(NAME_TYPE.as(DataSpec::of))
                  .way(MAPPING, data -> true))
          .byDefault(AUTO);

  public DataSpec {
    Objects.requireNonNull(directory);
    NAME.require(name);
    trainLimit.ifPresent(TRAIN_LIMIT::require);
    VALIDATION.require(validation);
    maxPixelFrequency.ifPresent(MAX_PIXEL_FREQUENCY::require);
    Objects.requireNonNull(files);
    if (files.present() && !name.equals(AUTO)) {
      throw new SpecException(
          "/name", "must be left out where idx, npz or csv says which data but was " + name);
    }
    if (files.present() && directory.isPresent()) {
      throw new SpecException(
          "/dir",
          "dir is where data sets that optbench knows are looked for: leave it out (and --data-dir) where"
              + " idx, npz or csv says which data");
    }
  }

  /** Of a data set that optbench knows. */
  public DataSpec(
      String name,
      Optional<Path> directory,
      OptionalInt trainLimit,
      int validation,
      OptionalDouble maxPixelFrequency) {
    this(name, directory, trainLimit, validation, maxPixelFrequency, OwnFiles.NONE);
  }

  /** With all pixels as they are. */
  public DataSpec(String name, Optional<Path> directory, OptionalInt trainLimit, int validation) {
    this(name, directory, trainLimit, validation, OptionalDouble.empty());
  }

  /** All of the data set of this name. */
  public static DataSpec of(String name) {
    return new DataSpec(name, Optional.empty(), OptionalInt.empty(), 0);
  }

  /** The same part of another data set; files of the user's own get another title. */
  public DataSpec withName(String other) {
    return files.present()
        ? with(files.titled(other))
        : new DataSpec(other, directory, trainLimit, validation, maxPixelFrequency);
  }

  /** The same on another machine, with all files that were needed in one folder. */
  public DataSpec copiedTo(Path folder) {
    return files.present()
        ? with(files.copiedTo(folder))
        : new DataSpec(name, Optional.of(folder), trainLimit, validation, maxPixelFrequency);
  }

  private DataSpec with(OwnFiles others) {
    return new DataSpec(name, directory, trainLimit, validation, maxPixelFrequency, others);
  }

  /** The same with so many samples held out. */
  public DataSpec withValidation(int samples) {
    return new DataSpec(name, directory, trainLimit, samples, maxPixelFrequency, files);
  }
}
