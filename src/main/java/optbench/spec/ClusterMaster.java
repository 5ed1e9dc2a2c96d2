package optbench.spec;

import optbench.spec.key.Key;
import optbench.spec.key.ValueType;

/**
 * The master of a cluster whose executors are to train, in Apache Spark's words. What {@code
 * --jobs} does on one machine, {@code local[...]}, is none.
 *
 * @param address such as {@code spark://host:7077}
 */
public record ClusterMaster(String address) {
  static final Key<ClusterMaster> KEY =
      Key.of(
          "cluster",
          ValueType.text(
                  "The master of an Apache Spark cluster whose executors train in the place of this machine; metrics do not depend on it",
                  "spark://HOST:PORT, k8s://https://HOST:PORT, yarn or local-cluster[WORKERS,CORES,MEGABYTES]")
              .pattern(
                  "^(spark://[^ ,/:]+:[0-9]+(,[^ ,/:]+:[0-9]+)*|k8s://[^ ]+|yarn|local-cluster\\[[1-9][0-9]*,[1-9][0-9]*,[1-9][0-9]*\\])$")
              .as(ClusterMaster::new, ClusterMaster::address));
}
