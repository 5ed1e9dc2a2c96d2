package optbench.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import optbench.file.Inputs;

/**
 * Arrays that NumPy has saved together, under the names of Keras ({@code x_train}, {@code y_train},
 * {@code x_test}, {@code y_test}) or of MedMNIST ({@code train_images}, {@code train_labels},
 * {@code test_images} and so on), with a set for validation or without.
 *
 * @param shape of a sample, where it is not the array's
 */
record NpzFile(Path path, Optional<List<Integer>> shape) implements FileSource {
  private static final int MOST_SHOWN = 8;
  private static final String ENDING = ".npy";

  /** Images and labels of a part, by the part's name. */
  private record Names(String images, String labels) {}

  /** Of one convention: training, validation and test. */
  private record Convention(Names training, Names validation, Names test) {}

  private static final List<Convention> CONVENTIONS =
      List.of(
          new Convention(
              new Names("x_train", "y_train"),
              new Names("x_val", "y_val"),
              new Names("x_test", "y_test")),
          new Convention(
              new Names("train_images", "train_labels"),
              new Names("val_images", "val_labels"),
              new Names("test_images", "test_labels")));

  @Override
  public String title() {
    return FileTitle.of(path);
  }

  @Override
  public Map<String, Path> files() {
    return Map.of("npz", path);
  }

  @Override
  public Contents read() {
    try (ZipFile zip = Inputs.zip(path)) {
      Map<String, ZipEntry> arrays = arrays(zip);
      Convention names = convention(arrays);
      boolean validated =
          arrays.containsKey(names.validation().images())
              && arrays.containsKey(names.validation().labels());
      return new Contents(
          part(zip, arrays, names.training()),
          validated ? Optional.of(part(zip, arrays, names.validation())) : Optional.empty(),
          part(zip, arrays, names.test()),
          List.of());
    } catch (ZipException e) {
      throw corrupt("is no npz file, or is damaged", e);
    } catch (EOFException e) {
      throw corrupt("its compressed data break off", e);
    } catch (IOException e) {
      throw new DataException(
          DataException.Reason.MISSING,
          path + ": cannot be read (" + Failures.describe(e) + ").",
          e);
    }
  }

  private static Map<String, ZipEntry> arrays(ZipFile zip) {
    return zip.stream()
        .filter(entry -> entry.getName().endsWith(ENDING))
        .collect(
            Collectors.toMap(
                entry -> entry.getName().substring(0, entry.getName().length() - ENDING.length()),
                entry -> entry,
                (one, other) -> one,
                LinkedHashMap::new));
  }

  private Convention convention(Map<String, ZipEntry> arrays) {
    return CONVENTIONS.stream()
        .filter(
            names ->
                List.of(
                        names.training().images(),
                        names.training().labels(),
                        names.test().images(),
                        names.test().labels())
                    .stream()
                    .allMatch(arrays::containsKey))
        .findFirst()
        .orElseThrow(
            () ->
                corrupt(
                    "must hold the arrays x_train, y_train, x_test and y_test, or train_images,"
                        + " train_labels, test_images and test_labels, but holds "
                        + shown(arrays),
                    null));
  }

  private static String shown(Map<String, ZipEntry> arrays) {
    if (arrays.isEmpty()) {
      return "none";
    }
    String some = arrays.keySet().stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
    return arrays.size() > MOST_SHOWN ? some + " and more" : some;
  }

  private LabelledNumbers part(ZipFile zip, Map<String, ZipEntry> arrays, Names names)
      throws IOException {
    String images = path + ", " + names.images();
    String labels = path + ", " + names.labels();
    Layout layout;
    StoredNumbers numbers;
    try (InputStream in = zip.getInputStream(arrays.get(names.images()))) {
      NumberArray array = NpyHeader.read(in, images);
      layout = Layout.of(GivenShape.of(shape, array.ofSample(), images), images);
      numbers = array.numbers();
    }
    try (InputStream in = zip.getInputStream(arrays.get(names.labels()))) {
      long[] classes = NpyHeader.read(in, labels).labels(1);
      return new LabelledNumbers(layout, numbers, classes, images, labels);
    }
  }

  private DataException corrupt(String finding, Exception cause) {
    return new DataException(DataException.Reason.CORRUPT, path + ": " + finding + ".", cause);
  }
}
