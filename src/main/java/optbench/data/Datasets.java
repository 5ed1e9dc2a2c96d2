package optbench.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The data sets there are: finds them, downloads them, draws them.
 *
 * <p>What is named is what one gets, or an error; only {@code auto} may answer with something else,
 * and says so in the data set's notice.
 */
public final class Datasets {
  /** MNIST where it can be had, synthetic digits otherwise. */
  public static final String AUTO = "auto";

  /** Set in the environment, to anything but 0, nothing is ever downloaded. */
  public static final String OFFLINE = "OPTBENCH_OFFLINE";

  /** Among the variables stands under this name what a user's defaults say; no shell can set it. */
  public static final String CONFIGURED = "data_dir in config.yaml";

  private final Map<String, String> environment;
  private final Path home;
  private final List<Archive> archives;
  private final List<NamedSet> named;
  private final Patience optional;
  private final Patience askedFor;

  /**
   * The public data sets.
   *
   * @param environment variables that may name directories, see {@link #OFFLINE} too
   * @param home the user's home directory
   */
  public Datasets(Map<String, String> environment, Path home) {
    this(environment, home, Archive.PUBLIC, NamedSet.ALL, Patience.OPTIONAL, Patience.ASKED_FOR);
  }

  Datasets(
      Map<String, String> environment,
      Path home,
      List<Archive> archives,
      List<NamedSet> named,
      Patience optional,
      Patience askedFor) {
    this.environment = Map.copyOf(environment);
    this.home = home;
    this.archives = List.copyOf(archives);
    this.named = List.copyOf(named);
    this.optional = optional;
    this.askedFor = askedFor;
  }

  /** The data sets by name, without {@code auto}. */
  public List<String> names() {
    List<String> names = new ArrayList<>(archives.stream().map(Archive::name).toList());
    named.forEach(set -> names.add(set.name()));
    names.add(SyntheticDigits.NAME);
    return List.copyOf(names);
  }

  /**
   * A data set ready for training; downloaded first if need be.
   *
   * @param name one of {@link #names()}, or {@code auto}
   * @param directory to look into before all others, and to download to
   * @param trainLimit take only the first so many of the training set that validation leaves
   * @param validation hold the last so many of the training set out
   * @throws DataException if it cannot be had, a file of it is corrupt, or it has fewer samples
   */
  public Dataset load(
      String name,
      Optional<Path> directory,
      OptionalInt trainLimit,
      int validation,
      DownloadProgress progress) {
    return load(name, directory, trainLimit, validation, OptionalDouble.empty(), progress);
  }

  /**
   * The same with nothing but rare pixels left, for a task of rare features.
   *
   * @param maxPixelFrequency blank every pixel that is not 0 in more than this share of the images
   *     trained on, above 0 and at most 1; the same pixels are blanked everywhere
   * @throws DataException also if all that is left is blank
   */
  public Dataset load(
      String name,
      Optional<Path> directory,
      OptionalInt trainLimit,
      int validation,
      OptionalDouble maxPixelFrequency,
      DownloadProgress progress) {
    SearchPath path = SearchPath.of(directory, environment, home);
    return rare(part(name, path, trainLimit, validation, progress), maxPixelFrequency);
  }

  /**
   * Data of the user's own. What has the checksum of a data set that is known has its name, too.
   *
   * @throws DataException if a file of it is missing or cannot be read, or it has fewer samples
   */
  public Dataset load(
      OwnData own, OptionalInt trainLimit, int validation, OptionalDouble maxPixelFrequency) {
    Assembly read = own.read();
    Dataset part = read.dataset(name(own, read.sha256()), trainLimit, validation);
    return rare(part, maxPixelFrequency);
  }

  private String name(OwnData own, String sha256) {
    Optional<String> known = known(sha256);
    String wanted = own.title().or(() -> known).orElseGet(own::fileTitle);
    boolean taken = names().contains(wanted) && !known.equals(Optional.of(wanted));
    return taken ? "own " + wanted : wanted;
  }

  private Optional<String> known(String sha256) {
    return archives.stream()
        .filter(archive -> archive.sha256().equals(sha256))
        .map(Archive::name)
        .findFirst();
  }

  private Optional<NamedSet> set(String name) {
    return named.stream().filter(set -> set.name().equals(name)).findFirst();
  }

  /** Files of several data sets have the same names: of those that are known, the content tells. */
  private Assembly read(NamedSet set, SearchPath path) {
    FileSource files = set.find(path).orElseThrow(() -> set.missing(path));
    Assembly read = new Assembly(files.read(), OptionalDouble.empty());
    known(read.sha256())
        .ifPresent(
            other -> {
              throw new DataException(
                  DataException.Reason.CORRUPT,
                  files.files().values().iterator().next()
                      + ": is a file of "
                      + other
                      + ", not of "
                      + set.name()
                      + ".",
                  set.advice(path),
                  null);
            });
    return read;
  }

  private static Dataset rare(Dataset part, OptionalDouble maxPixelFrequency) {
    return maxPixelFrequency.isPresent()
        ? RarePixels.of(part, maxPixelFrequency.getAsDouble())
        : part;
  }

  private Dataset part(
      String name,
      SearchPath path,
      OptionalInt trainLimit,
      int validation,
      DownloadProgress progress) {
    if (name.equals(SyntheticDigits.NAME)) {
      return digits(trainLimit, validation, Optional.empty());
    }
    Optional<NamedSet> set = set(name);
    if (set.isPresent()) {
      return read(set.get(), path).dataset(name, trainLimit, validation);
    }
    if (!name.equals(AUTO)) {
      Archive archive = archive(name);
      return read(archive, locate(archive, path, askedFor, progress), trainLimit, validation);
    }
    Archive preferred = archives.get(0);
    Path found;
    try {
      found = locate(preferred, path, optional, progress);
    } catch (DataException e) {
      if (e.reason() != DataException.Reason.MISSING) {
        throw e;
      }
      return digits(trainLimit, validation, Optional.of(insteadOf(preferred, e)));
    }
    return read(preferred, found, trainLimit, validation);
  }

  private static Dataset digits(
      OptionalInt trainLimit, int validation, Optional<Dataset.Notice> notice) {
    Split split = Split.of(SyntheticDigits.NAME, SyntheticDigits.TRAINING, trainLimit, validation);
    return SyntheticDigits.dataset(split, notice);
  }

  private static Dataset.Notice insteadOf(Archive preferred, DataException why) {
    return new Dataset.Notice(
        "SYNTHETIC DIGITS stand in for "
            + preferred.name().toUpperCase(Locale.ROOT)
            + ", which could not be had: these results say nothing about it.",
        why.faults().get(0));
  }

  /** The directory that has all files of the archive, after downloading them if need be. */
  private Path locate(
      Archive archive, SearchPath path, Patience patience, DownloadProgress progress) {
    Optional<Path> found = path.find(archive).or(() -> path.findArrays(archive));
    if (found.isPresent()) {
      return found.get();
    }
    String offline = environment.getOrDefault(OFFLINE, "0");
    if (!offline.isBlank() && !offline.equals("0")) {
      throw missing(archive, path, "nothing is downloaded while $" + OFFLINE + " is set.", null);
    }
    Path target = path.target(archive);
    Downloader downloader = new Downloader();
    for (IdxFile file : archive.files()) {
      if (file.in(target).isEmpty()) {
        try {
          downloader.fetch(file, archive.mirrors(), target, patience, progress);
        } catch (DataException e) {
          throw missing(archive, path, e.getMessage(), e);
        }
      }
    }
    return target;
  }

  private static DataException missing(
      Archive archive, SearchPath path, String whyNotDownloaded, DataException cause) {
    return new DataException(
        DataException.Reason.MISSING,
        archive.name() + " is not in " + path.describe(archive) + "; " + whyNotDownloaded,
        "Run 'optbench data fetch "
            + archive.name()
            + "' where there is a network, say where it is with --data-dir, or use --data "
            + SyntheticDigits.NAME
            + ".",
        cause);
  }

  private static Dataset read(
      Archive archive, Path directory, OptionalInt trainLimit, int validation) {
    if (Files.isRegularFile(directory)) {
      return ofArrays(archive, directory, trainLimit, validation);
    }
    byte[] trainingPixels = read(archive, archive.trainingImages(), directory);
    byte[] trainingLabels = read(archive, archive.trainingLabels(), directory);
    Samples all = new Samples(trainingPixels, trainingLabels);
    Split split = Split.of(archive.name(), all.size(), trainLimit, validation);
    byte[] testPixels = read(archive, archive.testImages(), directory);
    byte[] testLabels = read(archive, archive.testLabels(), directory);
    return new Dataset(
        archive.name(),
        archive.sha256(),
        Optional.empty(),
        all.slice(0, split.training()),
        all.slice(split.heldOutFrom(), split.all()),
        new Samples(testPixels, testLabels),
        archive.height(),
        archive.width(),
        archive.classes());
  }

  private static Dataset ofArrays(
      Archive archive, Path file, OptionalInt trainLimit, int validation) {
    return arrays(archive, file).dataset(archive.name(), trainLimit, validation).withoutRemarks();
  }

  /** All four in one file: with another checksum, it is something else. */
  private static Assembly arrays(Archive archive, Path file) {
    Assembly read;
    try {
      FileSource source = new NpzFile(file, Optional.empty());
      read = new Assembly(source.read(), OptionalDouble.empty());
    } catch (DataException e) {
      throw new DataException(e.reason(), e.getMessage(), archive.whereItIsNot(), e);
    }
    if (!read.sha256().equals(archive.sha256())) {
      throw new DataException(
          DataException.Reason.CORRUPT,
          file
              + ": SHA-256 of its content must be "
              + archive.sha256()
              + " but was "
              + read.sha256()
              + ".",
          archive.whereItIsNot(),
          null);
    }
    return read;
  }

  private static byte[] read(Archive archive, IdxFile file, Path directory) {
    Path path =
        file.in(directory)
            .orElseThrow(
                () ->
                    new DataException(
                        DataException.Reason.MISSING,
                        directory.resolve(file.name()) + ": was there a moment ago."));
    try {
      return IdxReader.read(path, file);
    } catch (DataException e) {
      throw new DataException(e.reason(), e.getMessage(), archive.whereItIsNot(), e);
    }
  }

  /** The files that a data set was read from, by their names; none of one that is drawn. */
  public Map<String, Path> files(Dataset data, Optional<Path> directory) {
    // What was done to it stands behind a comma.
    String name = data.name().split(",", 2)[0];
    SearchPath path = SearchPath.of(directory, environment, home);
    Optional<NamedSet> set = set(name);
    if (set.isPresent()) {
      return set.get().find(path).orElseThrow().files();
    }
    Map<String, Path> files = new TreeMap<>();
    if (!name.equals(SyntheticDigits.NAME)) {
      Archive archive = archive(name);
      Optional<Path> arrays =
          path.find(archive).isPresent() ? Optional.empty() : path.findArrays(archive);
      if (arrays.isPresent()) {
        return Map.of(arrays.get().getFileName().toString(), arrays.get());
      }
      Path folder = path.find(archive).orElseThrow();
      for (IdxFile file : archive.files()) {
        file.in(folder).ifPresent(found -> files.put(found.getFileName().toString(), found));
      }
    }
    return files;
  }

  /**
   * Makes sure that a data set is on this machine: downloads what is missing, verifies all of it.
   *
   * @throws DataException if it cannot be had, or a file that is there is corrupt: nothing of the
   *     user's is replaced
   */
  public DataStatus fetch(String name, Optional<Path> directory, DownloadProgress progress) {
    SearchPath path = SearchPath.of(directory, environment, home);
    Optional<NamedSet> set = set(name);
    if (set.isPresent()) {
      read(set.get(), path);
    } else if (!name.equals(SyntheticDigits.NAME)) {
      Archive archive = archive(name);
      read(archive, locate(archive, path, askedFor, progress), OptionalInt.empty(), 0);
    }
    return status(name, directory, true);
  }

  /** What is there, without reading it. */
  public DataStatus status(String name, Optional<Path> directory) {
    return status(name, directory, false);
  }

  /** What is there, and whether its checksums are right. */
  public DataStatus verify(String name, Optional<Path> directory) {
    return status(name, directory, true);
  }

  private DataStatus status(String name, Optional<Path> directory, boolean verify) {
    if (name.equals(SyntheticDigits.NAME)) {
      return SyntheticDigits.status(verify);
    }
    SearchPath path = SearchPath.of(directory, environment, home);
    Optional<NamedSet> set = set(name);
    if (set.isPresent()) {
      NamedSetStatus status = new NamedSetStatus(set.get(), path);
      return verify ? status.read(() -> read(set.get(), path)) : status.found();
    }
    Archive archive = archive(name);
    Optional<Path> folder = path.find(archive);
    Optional<Path> arrays = folder.isPresent() ? Optional.empty() : path.findArrays(archive);
    Path place = folder.or(() -> arrays).orElseGet(() -> path.target(archive));
    return new DataStatus(
        name,
        Optional.of(place),
        arrays.isPresent()
            ? List.of(status(archive, place, verify))
            : archive.files().stream().map(file -> status(file, place, verify)).toList(),
        path.describe(archive),
        "");
  }

  private static DataStatus.FileStatus status(Archive archive, Path arrays, boolean verify) {
    String name = arrays.getFileName().toString();
    Optional<Path> path = Optional.of(arrays);
    if (!verify) {
      return new DataStatus.FileStatus(name, path, DataStatus.State.FOUND, "");
    }
    try {
      arrays(archive, arrays);
      return new DataStatus.FileStatus(name, path, DataStatus.State.VERIFIED, "");
    } catch (DataException e) {
      String fault = e.faults().get(0);
      return new DataStatus.FileStatus(name, path, DataStatus.State.CORRUPT, fault);
    }
  }

  private static DataStatus.FileStatus status(IdxFile file, Path directory, boolean verify) {
    Optional<Path> path = file.in(directory);
    if (path.isEmpty()) {
      return new DataStatus.FileStatus(file.name(), path, DataStatus.State.MISSING, "");
    }
    if (!verify) {
      return new DataStatus.FileStatus(file.name(), path, DataStatus.State.FOUND, "");
    }
    try {
      IdxReader.read(path.get(), file);
      return new DataStatus.FileStatus(file.name(), path, DataStatus.State.VERIFIED, "");
    } catch (DataException e) {
      return new DataStatus.FileStatus(file.name(), path, DataStatus.State.CORRUPT, e.getMessage());
    }
  }

  private Archive archive(String name) {
    return archives.stream()
        .filter(archive -> archive.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    DataException.Reason.REQUEST,
                    "data set must be one of "
                        + String.join(", ", names())
                        + " but was '"
                        + name
                        + "'."));
  }
}
