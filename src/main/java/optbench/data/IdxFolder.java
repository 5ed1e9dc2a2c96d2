package optbench.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import optbench.file.Inputs;

/**
 * A folder of IDX files: images and labels, to train on and to test with. Files are named as
 * MNIST's are, with a dash or a dot before {@code idx}, packed with gzip or not, with {@code t10k}
 * or {@code test}, and with the name of the data set in front, if it has one, as in {@code
 * emnist-letters-train-images-idx3-ubyte.gz}.
 *
 * @param path the folder; or in it, what names begin with, where it holds several data sets
 */
record IdxFolder(Path path) implements FileSource {
  private static final Pattern NAME =
      Pattern.compile(
          "(?:(?<set>.+)-)?(?<part>train|t10k|test)-(?<what>images|labels)[-.]idx[1-4]-\\w+?(?<packed>\\.gz)?");

  /** Columns of QMNIST's labels, of which the first is the class. */
  private static final int QMNIST_COLUMNS = 8;

  private static final int BUFFER_BYTES = 1 << 16;

  @Override
  public String title() {
    return FileTitle.of(path);
  }

  @Override
  public Map<String, Path> files() {
    Map<String, Path> files = new TreeMap<>();
    found().values().forEach(file -> files.put(file.getFileName().toString(), file));
    return files;
  }

  @Override
  public Contents read() {
    Map<String, Path> found = found();
    return new Contents(
        part(found.get("train images"), found.get("train labels")),
        Optional.empty(),
        part(found.get("test images"), found.get("test labels")),
        List.of());
  }

  /** The four files, by what is in them. */
  Map<String, Path> found() {
    boolean folder = Files.isDirectory(path);
    Map<String, Map<String, Path>> bySet = bySet(folder ? path : parent());
    if (!folder) {
      Map<String, Path> files = bySet.get(path.getFileName().toString());
      if (files == null) {
        throw missing("there is no such folder, and no IDX files whose names begin so");
      }
      return complete(files);
    }
    if (bySet.size() > 1) {
      String first = bySet.keySet().stream().filter(s -> !s.isEmpty()).findFirst().orElseThrow();
      throw new DataException(
          DataException.Reason.REQUEST,
          path
              + ": holds several data sets: "
              + String.join(", ", named(bySet))
              + ". Name one of them, as in idx: "
              + path.resolve(first)
              + ".");
    }
    return complete(bySet.values().stream().findFirst().orElse(Map.of()));
  }

  private static List<String> named(Map<String, Map<String, Path>> bySet) {
    return bySet.keySet().stream().map(s -> s.isEmpty() ? "one without a name" : s).toList();
  }

  private Path parent() {
    Path parent = path.toAbsolutePath().normalize().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw missing("there is no such folder");
    }
    return parent;
  }

  private Map<String, Map<String, Path>> bySet(Path folder) {
    Map<String, Map<String, Path>> bySet = new TreeMap<>();
    for (Path file : list(folder)) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches()) {
        String set = name.group("set") == null ? "" : name.group("set");
        String part = name.group("part").equals("train") ? "train " : "test ";
        // What is not packed is read sooner.
        bySet
            .computeIfAbsent(set, s -> new TreeMap<>())
            .merge(
                part + name.group("what"),
                file,
                (one, other) -> one.toString().endsWith(".gz") ? other : one);
      }
    }
    return bySet;
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new DataException(
          DataException.Reason.MISSING,
          folder + ": cannot be read (" + Failures.describe(e) + ").",
          e);
    }
  }

  private Map<String, Path> complete(Map<String, Path> files) {
    TreeSet<String> lacking =
        new TreeSet<>(List.of("train images", "train labels", "test images", "test labels"));
    lacking.removeAll(files.keySet());
    if (lacking.size() == 4) {
      throw missing("holds no IDX files");
    }
    if (!lacking.isEmpty()) {
      throw missing("lacks " + String.join(", ", lacking));
    }
    return files;
  }

  private DataException missing(String finding) {
    return new DataException(
        DataException.Reason.MISSING,
        path
            + ": "
            + finding
            + ". It must hold four files: train-images-idx3-ubyte, train-labels-idx1-ubyte,"
            + " t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, each with .gz or without.");
  }

  private static LabelledNumbers part(Path images, Path labels) {
    List<StoredNumbers> numbers = new ArrayList<>();
    List<Layout> layouts = new ArrayList<>();
    read(
        images,
        array -> {
          layouts.add(Layout.of(array.ofSample(), array.source()));
          numbers.add(array.numbers());
        });
    List<long[]> classes = new ArrayList<>();
    read(labels, array -> classes.add(array.labels(QMNIST_COLUMNS)));
    return new LabelledNumbers(
        layouts.get(0), numbers.get(0), classes.get(0), images.toString(), labels.toString());
  }

  /** Reads an array. */
  @FunctionalInterface
  private interface ArrayReader {
    void read(NumberArray array) throws IOException;
  }

  private static void read(Path file, ArrayReader reader) {
    String source = file.toString();
    try (InputStream raw = new BufferedInputStream(Inputs.open(file), BUFFER_BYTES);
        InputStream content = IdxReader.unpacked(raw)) {
      reader.read(IdxArray.of(content, source));
    } catch (EOFException e) {
      throw unreadable(source + ": its compressed data break off.", e);
    } catch (ZipException e) {
      throw unreadable(source + ": its compressed data are damaged.", e);
    } catch (IOException e) {
      throw unreadable(source + ": cannot be read (" + Failures.describe(e) + ").", e);
    }
  }

  private static DataException unreadable(String finding, IOException cause) {
    return new DataException(DataException.Reason.CORRUPT, finding, cause);
  }
}
