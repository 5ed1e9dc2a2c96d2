package optbench.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where data sets are. */
final class DataDirectoryOption {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where to look first for the IDX files, in <data>/, in torchvision's MNIST/raw or in"
              + " itself, and where to download to."
              + " Then come $OPTBENCH_DATA_DIR and the user's cache.")
  private Path directory;

  Optional<Path> asked() {
    return Optional.ofNullable(directory);
  }
}
