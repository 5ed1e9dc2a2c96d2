package optbench.cli;

import java.util.Optional;
import optbench.store.SpecOverride;
import picocli.CommandLine.Option;

/** Whose executors train. */
final class ClusterOption {
  @Option(
      names = "--cluster",
      paramLabel = "MASTER",
      description =
          "Train on the executors of an Apache Spark cluster: spark://HOST:PORT, k8s://https://HOST:PORT, yarn or local-cluster[WORKERS,CORES,MEGABYTES].")
  private String master;

  /** What takes the place of the spec's. */
  Optional<SpecOverride> override() {
    return Optional.ofNullable(master)
        .map(given -> SpecOverride.ofText("cluster", given, "--cluster " + given));
  }
}
