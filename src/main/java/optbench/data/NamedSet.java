package optbench.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A public data set of which neither checksums nor mirrors are kept here: it is looked for, and
 * told by the checksum of what is found, like files of a user's own.
 *
 * @param name as in specs
 * @param folders where its files may be, in a directory of data sets; the first is what we call it
 * @param begin what the names of its files begin with; empty where they are named as MNIST's
 * @param reader of what is at a path
 * @param origin where it can be had
 * @param ways to say where it is, beside --data-dir
 */
record NamedSet(
    String name,
    List<String> folders,
    String begin,
    Function<Path, FileSource> reader,
    String origin,
    String ways) {
  private static final String OWN = ", or data: {idx: FOLDER}";

  private static final String EMNIST =
      "https://www.nist.gov/itl/products-and-services/emnist-dataset, or by torchvision.datasets.EMNIST";

  /** In the order in which they are listed. */
  static final List<NamedSet> ALL =
      List.of(
          new NamedSet(
              "kmnist",
              List.of("kmnist", "KMNIST/raw", "KMNIST"),
              "",
              IdxFolder::new,
              "http://codh.rois.ac.jp/kmnist/, or by torchvision.datasets.KMNIST",
              OWN),
          emnist("balanced"),
          emnist("digits"),
          emnist("letters"),
          new NamedSet(
              "qmnist",
              List.of("qmnist", "QMNIST/raw", "QMNIST"),
              "qmnist",
              IdxFolder::new,
              "https://github.com/facebookresearch/qmnist, or by torchvision.datasets.QMNIST",
              OWN),
          new NamedSet(
              "cifar10",
              List.of("cifar10", "cifar-10-batches-bin", "cifar10/cifar-10-batches-bin"),
              "",
              CifarFolder::new,
              "https://www.cs.toronto.edu/~kriz/cifar.html, its binary version",
              ""));

  private static NamedSet emnist(String split) {
    String name = "emnist-" + split;
    return new NamedSet(
        name,
        List.of(name, "emnist", "EMNIST/raw", "EMNIST", "emnist/gzip", "gzip"),
        name,
        path -> new Transposed(new IdxFolder(path)),
        EMNIST,
        OWN);
  }

  /** Its files, in the first directory that has all of them. */
  Optional<FileSource> find(SearchPath path) {
    return path.directories().stream()
        .flatMap(directory -> places(directory.path()))
        .map(reader)
        .filter(NamedSet::isThere)
        .findFirst();
  }

  private Stream<Path> places(Path directory) {
    Stream<Path> inside = folders.stream().map(directory::resolve);
    return Stream.concat(inside, Stream.of(directory))
        .filter(Files::isDirectory)
        .flatMap(folder -> begin.isEmpty() ? Stream.of(folder) : begun(folder));
  }

  /** Names may be those of MNIST in a folder of its own. */
  private Stream<Path> begun(Path folder) {
    return folder.endsWith(name)
        ? Stream.of(folder.resolve(begin), folder)
        : Stream.of(folder.resolve(begin));
  }

  private static boolean isThere(FileSource source) {
    try {
      return !source.files().isEmpty();
    } catch (DataException e) {
      return false;
    }
  }

  /** Where it is looked for, and what to do. */
  DataException missing(SearchPath path) {
    return new DataException(
        DataException.Reason.MISSING,
        name + " is not in " + searched(path) + ".",
        advice(path),
        null);
  }

  /** For messages: its folder in each directory. */
  String searched(SearchPath path) {
    return path.describe(folders.get(0));
  }

  /** What to do where it is not there: it cannot be downloaded. */
  String advice(SearchPath path) {
    return "Get it from "
        + origin
        + "; put its files into "
        + path.target(folders.get(0))
        + ", or say where they are with --data-dir"
        + ways
        + ".";
  }
}
