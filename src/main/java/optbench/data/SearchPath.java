package optbench.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where data sets are looked for, in this order; each directory holds {@code <data set>/<file>}, or
 * {@code <data set>/raw/<file>} as torchvision writes it, or is the folder of the files itself.
 * Where other programs keep theirs is looked at last, and only if it is there.
 *
 * @param directories one of them is the user's cache
 */
record SearchPath(List<Directory> directories) {
  static final String VARIABLE = "OPTBENCH_DATA_DIR";
  private static final String TORCHVISION_FILES = "raw";
  private static final String NAMED = "--data-dir";
  private static final String CACHE = "cache";

  /**
   * A directory of data sets.
   *
   * @param origin who named it, such as {@code --data-dir}
   */
  record Directory(Path path, String origin) {
    /** The folder of one data set: one with all of its files, else with some, else our own. */
    Path of(Archive archive) {
      List<Path> places = places(archive);
      return places.stream()
          .filter(place -> archive.files().stream().allMatch(file -> file.in(place).isPresent()))
          .findFirst()
          .or(
              () ->
                  places.stream()
                      .filter(
                          place -> archive.files().stream().anyMatch(f -> f.in(place).isPresent()))
                      .findFirst())
          .orElse(places.get(0));
    }

    private List<Path> places(Archive archive) {
      List<Path> places = new ArrayList<>();
      places.add(path.resolve(archive.name()));
      places.add(path.resolve(archive.torchvisionFolder()).resolve(TORCHVISION_FILES));
      places.add(path.resolve(archive.torchvisionFolder()));
      if (!isOfAnother(archive)) {
        places.add(path.resolve(TORCHVISION_FILES));
        places.add(path);
      }
      return places;
    }

    /** Files of all these data sets have the same names. */
    private boolean isOfAnother(Archive archive) {
      Path here = path.toAbsolutePath().normalize();
      Path folder = here.endsWith(TORCHVISION_FILES) ? here.getParent() : here;
      return Archive.PUBLIC.stream()
          .filter(other -> !other.name().equals(archive.name()))
          .anyMatch(
              other -> folder.endsWith(other.name()) || folder.endsWith(other.torchvisionFolder()));
    }
  }

  SearchPath {
    directories = List.copyOf(directories);
  }

  /**
   * The order that the user expects: what was named for this run, then the environment, then the
   * user's defaults, then the cache.
   *
   * @param environment variables: {@code OPTBENCH_DATA_DIR} and {@code XDG_CACHE_HOME} are looked
   *     at; the latter only where absolute, as the XDG base directory specification asks
   */
  static SearchPath of(Optional<Path> named, Map<String, String> environment, Path home) {
    List<Directory> directories = new ArrayList<>();
    named.ifPresent(path -> directories.add(new Directory(path, NAMED)));
    variable(environment, VARIABLE)
        .ifPresent(path -> directories.add(new Directory(path, "$" + VARIABLE)));
    variable(environment, Datasets.CONFIGURED)
        .ifPresent(path -> directories.add(new Directory(path, Datasets.CONFIGURED)));
    Path caches =
        variable(environment, "XDG_CACHE_HOME")
            .filter(Path::isAbsolute)
            .orElse(home.resolve(".cache"));
    directories.add(new Directory(caches.resolve("optbench"), CACHE));
    addIfThere(directories, home.resolve(".keras/datasets"), "Keras");
    addIfThere(directories, home.resolve(".deeplearning4j/data"), "Deeplearning4j");
    return new SearchPath(directories);
  }

  private static void addIfThere(List<Directory> directories, Path path, String origin) {
    if (Files.isDirectory(path)) {
      directories.add(new Directory(path, origin));
    }
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(s -> !s.isBlank()).map(Path::of);
  }

  /** The first directory that has all four files. */
  Optional<Path> find(Archive archive) {
    return directories.stream()
        .map(directory -> directory.of(archive))
        .filter(path -> archive.files().stream().allMatch(file -> file.in(path).isPresent()))
        .findFirst();
  }

  /** A file of the archive's four arrays, such as Keras's mnist.npz, in the first that has one. */
  Optional<Path> findArrays(Archive archive) {
    String name = archive.name() + ".npz";
    return directories.stream()
        .flatMap(
            directory ->
                Stream.of(
                    directory.path().resolve(archive.name()).resolve(name),
                    directory.path().resolve(name)))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * Where a download goes: to the directory named for this run, else to the cache. What the
   * environment names may be shared, or not for us to write.
   */
  Path target(Archive archive) {
    return targetDirectory().of(archive);
  }

  /** Where files belong that a user gets by hand. */
  Path target(String folder) {
    return targetDirectory().path().resolve(folder);
  }

  private Directory targetDirectory() {
    return directories.stream()
        .filter(directory -> directory.origin().equals(NAMED))
        .findFirst()
        .or(
            () ->
                directories.stream()
                    .filter(directory -> directory.origin().equals(CACHE))
                    .findFirst())
        .orElseThrow();
  }

  /** For messages: a folder in each place, and who named it. */
  String describe(String folder) {
    return directories.stream()
        .map(directory -> directory.path().resolve(folder) + " (" + directory.origin() + ")")
        .collect(Collectors.joining(", "));
  }

  /** For messages: each place, who named it, and what it lacks where it has some of the files. */
  String describe(Archive archive) {
    return directories.stream()
        .map(
            directory -> {
              Path path = directory.of(archive);
              List<String> lacking =
                  archive.files().stream()
                      .filter(file -> file.in(path).isEmpty())
                      .map(IdxFile::name)
                      .toList();
              boolean some = !lacking.isEmpty() && lacking.size() < archive.files().size();
              String without = some ? ", without " + String.join(", ", lacking) : "";
              return path + " (" + directory.origin() + without + ")";
            })
        .collect(Collectors.joining(", "));
  }
}
