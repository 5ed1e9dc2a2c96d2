package optbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparkClusterTest {
  /** As Spark 4.2.0 said it where the driver's port for data was closed to a worker. */
  @Test
  void dataThatExecutorsCannotFetchAreALine() {
    String said =
        "Job aborted due to stage failure: \nAborting TaskSet 3.0 because task 0 (partition 0)\n"
            + "cannot run anywhere due to node and executor excludeOnFailure.\nMost recent failure:\n"
            + "Lost task 0.0 in stage 3.0 (TID 0) (10.77.0.2 executor 0): java.io.IOException:"
            + " org.apache.spark.SparkException: [INTERNAL_ERROR_BROADCAST] Failed to get"
            + " broadcast_4_piece0 of broadcast_4 SQLSTATE: XX000\n"
            + "\tat org.apache.spark.util.SparkErrorUtils.tryOrIOException(SparkErrorUtils.scala:44)\n";

    assertThat(SparkCluster.words(said))
        .startsWith("they cannot fetch tasks and data from this machine")
        .contains("spark.driver.blockManager.port");
  }

  @Test
  void stacksAreLeftOut() {
    String said =
        "Task failed:\n\njava.lang.Error: why\n\tat a.B.c(B.java:1)\n\t... 16 more\nCaused by: x\n";

    assertThat(SparkCluster.words(said)).isEqualTo("Task failed: java.lang.Error: why");
    assertThat(SparkCluster.words("no room for native code")).isEqualTo("no room for native code");
  }
}
