package optbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark that the documentation names, in its shortest form. */
class ClusterBenchmarkIT {
  @TempDir Path folder;

  @Test
  void driversAreMeasured() throws Exception {
    ClusterBenchmark.main(new String[] {folder.toString(), "20"});

    List<String> rows = Files.readAllLines(folder.resolve("cluster.csv"));
    assertThat(rows).hasSize(2).first().isEqualTo(Spent.COLUMNS);
    assertThat(rows.get(1)).matches("20(,\\d+\\.\\d+){4}(,\\d+){2}");
    for (Path trial : Machine.trials(folder.resolve("20"))) {
      // The engine that trains reads a clock; what is invented is of the year 1970.
      assertThat(Machine.json(trial).get("outcome").asText()).isEqualTo("finished");
      assertThat(Machine.json(trial).toString()).contains("1970-01-01");
    }
  }
}
