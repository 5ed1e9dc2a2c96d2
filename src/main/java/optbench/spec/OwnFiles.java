package optbench.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/**
 * Data of a user's own, in files of theirs; or none, where the data set is one that optbench knows.
 *
 * @param idx a folder of IDX files
 * @param npz a file of NumPy arrays
 * @param csv a table of numbers
 * @param label the column of {@code csv} that is learnt
 * @param test a second table, with what is tested
 * @param testShare how large a share of the rows of {@code csv} is held out in place of that
 * @param shape of a sample that is an image, where its file does not say it
 * @param scale what numbers are divided by
 * @param title what tables and charts call the data
 */
public record OwnFiles(
    Optional<Path> idx,
    Optional<Path> npz,
    Optional<Path> csv,
    Optional<String> label,
    Optional<Path> test,
    OptionalDouble testShare,
    Optional<List<Integer>> shape,
    OptionalDouble scale,
    Optional<String> title) {
  /** Of the rows of a table, where nothing else is said. */
  public static final double USUAL_TEST_SHARE = 0.2;

  private static final int LONGEST_SIDE = 10_000;

  private static final Key<Path> IDX =
      Key.of(
          "idx",
          path(
              "Data of your own: folder of four IDX files, named as MNIST's are; or that folder and what their names begin with"));

  private static final Key<Path> NPZ =
      Key.of(
          "npz",
          path(
              "Data of your own: file of NumPy arrays x_train, y_train, x_test, y_test, or train_images, train_labels, test_images, test_labels"));

  private static final Key<Path> CSV =
      Key.of(
          "csv",
          path(
              "Data of your own: table of numbers, a sample a row, with the names of its columns"));

  private static final Key<String> LABEL =
      Key.of(
          "label",
          ValueType.text("Column of csv that holds the classes", "the name of a column")
              .notEmpty());

  private static final Key<Path> TEST =
      Key.of("test", path("Table to test with, with the same columns as csv"));

  private static final Key<Double> TEST_SHARE =
      Key.of(
              "test_share",
              ValueType.number(
                      "Share of the rows of csv that is held out for the test: always the same rows")
                  .above(0)
                  .below(1))
          .comment(USUAL_TEST_SHARE + " if neither it nor test is there");

  private static final Key<List<Integer>> SHAPE =
      Key.of(
              "shape",
              ValueType.list(
                  "numbers",
                  "Height and width of the images in npz or csv, and 1 or 3 channels behind them or before",
                  2,
                  3,
                  ValueType.integer("Pixels, or channels", 1, LONGEST_SIDE)))
          .comment("that of the arrays; rows of csv are no images");

  private static final Key<Double> SCALE =
      Key.of("scale", ValueType.number("What all numbers are divided by").above(0))
          .comment(
              "255 for bytes, and where all are whole, from 0 to 255 and some above 1; else 1");

  private static final Key<String> TITLE =
      Key.of(
              "title",
              ValueType.text(
                      "What tables and charts call data of your own",
                      "1 to 60 characters without comma")
                  .pattern("^[^,\\u0000-\\u001f\\u007f-\\u009f]+$")
                  .atMost(60))
          .comment("the name of the folder or file");

  /** No such files. */
  public static final OwnFiles NONE =
      new OwnFiles(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          Optional.empty());

  static final ObjectType<OwnFiles> KEYS =
      ObjectType.<OwnFiles>of("Data of one's own")
          .optional(IDX, OwnFiles::idx)
          .optional(NPZ, OwnFiles::npz)
          .optional(CSV, OwnFiles::csv)
          .optional(LABEL, OwnFiles::label)
          .optional(TEST, OwnFiles::test)
          .optional(TEST_SHARE, files -> Optionals.of(files.testShare))
          .optional(SHAPE, OwnFiles::shape)
          .optional(SCALE, files -> Optionals.of(files.scale))
          .optional(TITLE, OwnFiles::title)
          .reads(
              given ->
                  new OwnFiles(
                      given.find(IDX),
                      given.find(NPZ),
                      given.find(CSV),
                      given.find(LABEL),
                      given.find(TEST),
                      Optionals.ofDouble(given.find(TEST_SHARE)),
                      given.find(SHAPE),
                      Optionals.ofDouble(given.find(SCALE)),
                      given.find(TITLE)));

  public OwnFiles {
    label.ifPresent(LABEL::require);
    testShare.ifPresent(TEST_SHARE::require);
    shape = shape.map(List::copyOf);
    shape.ifPresent(SHAPE::require);
    scale.ifPresent(SCALE::require);
    title.ifPresent(TITLE::require);
    requireOne(List.of(idx, npz, csv));
    if (csv.isPresent() && label.isEmpty()) {
      throw new SpecException("/csv", "csv needs label: the name of its column of classes");
    }
    requireBelongs("label", label.isPresent(), csv.isPresent(), "csv");
    requireBelongs("test", test.isPresent(), csv.isPresent(), "csv");
    requireBelongs("test_share", testShare.isPresent(), csv.isPresent(), "csv");
    requireBelongs("shape", shape.isPresent(), csv.isPresent() || npz.isPresent(), "npz or csv");
    boolean any = idx.isPresent() || npz.isPresent() || csv.isPresent();
    requireBelongs("scale", scale.isPresent(), any, "idx, npz or csv");
    requireBelongs("title", title.isPresent(), any, "idx, npz or csv");
    if (test.isPresent() && testShare.isPresent()) {
      throw new SpecException(
          "/test_share", "must be left out where test names a file with what is tested");
    }
  }

  private static ValueType<Path> path(String doc) {
    return ValueType.text(doc + "; relative to the current folder", "a path")
        .notEmpty()
        .as(OwnFiles::toPath, Path::toString);
  }

  /** A path of this system. */
  static Path toPath(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new SpecException(
          "", "must be a path of this system but was '" + text + "': " + e.getReason());
    }
  }

  private static void requireOne(List<Optional<Path>> files) {
    if (files.stream().filter(Optional::isPresent).count() > 1) {
      throw new SpecException("", "must have one of idx, npz and csv but has several");
    }
  }

  private static void requireBelongs(String key, boolean there, boolean owner, String owners) {
    if (there && !owner) {
      throw new SpecException("/" + key, key + " belongs to " + owners + ", which is not there");
    }
  }

  /** Whether there are any. */
  public boolean present() {
    return files().findAny().isPresent();
  }

  private Stream<Path> files() {
    return Stream.of(idx, npz, csv).flatMap(Optional::stream);
  }

  /** The same under this title. */
  OwnFiles titled(String name) {
    return new OwnFiles(idx, npz, csv, label, test, testShare, shape, scale, Optional.of(name));
  }

  /** Copies of them in a folder: tables and arrays are called there as their keys are. */
  OwnFiles copiedTo(Path folder) {
    return new OwnFiles(
        idx.map(path -> folder),
        npz.map(path -> folder.resolve(NPZ.name())),
        csv.map(path -> folder.resolve(CSV.name())),
        label,
        test.map(path -> folder.resolve(TEST.name())),
        testShare,
        shape,
        scale,
        title);
  }
}
