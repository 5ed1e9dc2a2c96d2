package optbench.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import optbench.data.Dataset;
import optbench.data.Datasets;
import optbench.data.DownloadProgress;
import optbench.data.OwnData;
import optbench.spec.DataSpec;
import optbench.spec.OwnFiles;

/** The data that a spec asks for: a data set that optbench knows, or files of the user's own. */
record WantedData(Datasets datasets, DataSpec spec) {
  /**
   * Reads them, from elsewhere if need be.
   *
   * @throws optbench.data.DataException if they cannot be had, or are not what they should be
   */
  Dataset load(DownloadProgress progress) {
    Optional<OwnData> own = own(spec.files());
    return own.isPresent()
        ? datasets.load(own.get(), spec.trainLimit(), spec.validation(), spec.maxPixelFrequency())
        : datasets.load(
            spec.name(),
            spec.directory(),
            spec.trainLimit(),
            spec.validation(),
            spec.maxPixelFrequency(),
            progress);
  }

  /** What a machine needs that has none of them, by names of their own. */
  Map<String, Path> files(Dataset loaded) {
    return own(spec.files())
        .map(OwnData::files)
        .orElseGet(() -> datasets.files(loaded, spec.directory()));
  }

  private static Optional<OwnData> own(OwnFiles files) {
    return files
        .idx()
        .map(folder -> OwnData.idx(folder, files.scale(), files.title()))
        .or(
            () ->
                files
                    .npz()
                    .map(file -> OwnData.npz(file, files.shape(), files.scale(), files.title())))
        .or(() -> files.csv().map(file -> table(file, files)));
  }

  private static OwnData table(Path file, OwnFiles files) {
    return OwnData.csv(
        file,
        files.label().orElseThrow(),
        files.test(),
        files.testShare().orElse(OwnFiles.USUAL_TEST_SHARE),
        files.shape(),
        files.scale(),
        files.title());
  }
}
