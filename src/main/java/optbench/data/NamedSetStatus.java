package optbench.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is on this machine of a data set that is known by name alone. */
record NamedSetStatus(NamedSet set, SearchPath path) {
  private static final DataStatus.FileStatus NOTHING =
      new DataStatus.FileStatus("all of its files", Optional.empty(), DataStatus.State.MISSING, "");

  /** Without a look into files. */
  DataStatus found() {
    return status(DataStatus.State.FOUND, Optional.empty());
  }

  /**
   * After a look into all of them, if there are any.
   *
   * @param reading throws a {@link DataException} if something is wrong with one
   */
  DataStatus read(Runnable reading) {
    if (files().isEmpty()) {
      return found();
    }
    try {
      reading.run();
      return status(DataStatus.State.READ, Optional.empty());
    } catch (DataException e) {
      return status(DataStatus.State.READ, Optional.of(e.faults().get(0)));
    }
  }

  private Map<String, Path> files() {
    return set.find(path).map(FileSource::files).orElse(Map.of());
  }

  private DataStatus status(DataStatus.State sound, Optional<String> fault) {
    Map<String, Path> files = files();
    Optional<Path> first = files.values().stream().findFirst();
    Path place = first.map(Path::getParent).orElseGet(() -> path.target(set.folders().get(0)));
    // A fault begins with the file that has it.
    Optional<Path> blamed =
        fault.flatMap(
            text ->
                files.values().stream()
                    .filter(file -> text.startsWith(file.toString()))
                    .findFirst()
                    .or(() -> first));
    List<DataStatus.FileStatus> all =
        files.entrySet().stream()
            .map(
                file ->
                    Optional.of(file.getValue()).equals(blamed)
                        ? status(file, DataStatus.State.CORRUPT, fault.orElse(""))
                        : status(file, sound, ""))
            .toList();
    return new DataStatus(
        set.name(),
        Optional.of(place),
        all.isEmpty() ? List.of(NOTHING) : all,
        set.searched(path),
        set.advice(path));
  }

  private static DataStatus.FileStatus status(
      Map.Entry<String, Path> file, DataStatus.State state, String detail) {
    return new DataStatus.FileStatus(file.getKey(), Optional.of(file.getValue()), state, detail);
  }
}
