package optbench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Executors on other machines that train groups of trials. Another build than the usual one has the
 * library for it, and provides this.
 */
public interface Cluster extends AutoCloseable {
  /**
   * Has an executor train a group, and returns when that is over. May be called for from several
   * threads: who comes first is served first.
   *
   * @param work the group, asked for when its turn has come: to write it down takes a while, and
   *     meanwhile others would pass it
   * @param events is told lines of {@link optbench.store.TrialEvent}, one at a time: how far it is
   *     as long as the executor trains, and at the end, once, where each trial was trained and what
   *     came out
   * @throws ChildFault if the group ended executors again and again: its own fault
   * @throws ClusterException if the cluster cannot train, whatever the group
   */
  void train(Supplier<Work> work, Consumer<String> events);

  /** Lets go of the executors. */
  @Override
  void close();

  /**
   * A group of trials.
   *
   * @param spec in JSON, with nothing left to be decided
   * @param ids of trials of its plan
   */
  record Work(String spec, List<String> ids) {
    public Work {
      ids = List.copyOf(ids);
    }
  }

  /**
   * What executors need beside the work.
   *
   * @param data files of the data set by their names; none of one that is drawn
   * @param plugins jars of the user's own
   * @param commit of the checkout that was started
   */
  record Baggage(Map<String, Path> data, List<Path> plugins, String commit) {
    public Baggage {
      data = Map.copyOf(data);
      plugins = List.copyOf(plugins);
    }
  }

  /** Connects. */
  interface Provider {
    /**
     * Connects to a cluster.
     *
     * @throws ClusterException if that cannot be
     */
    Cluster connect(String master, Baggage baggage, Consumer<String> notes);
  }

  /** What this build connects with; empty where it was built without. */
  static Optional<Provider> provider() {
    return ServiceLoader.load(Provider.class).findFirst();
  }
}
