package optbench.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import optbench.data.Dataset;
import optbench.engine.Engine;
import optbench.engine.EngineRegistry;
import optbench.engine.TrialListener;
import optbench.plan.Trial;
import optbench.result.Environment;
import optbench.store.StoreException;
import optbench.store.TrialEvent;
import optbench.text.OneLine;

/**
 * Trains on a cluster. Its executors may come and go while it trains, so that more groups are
 * handed to it than it can train at once; there they wait.
 */
public final class ClusterSite implements TrainingSite {
  private final OptionalInt jobs;
  private final Function<List<Trial>, Cluster.Work> work;
  private final Supplier<Cluster> cluster;

  /**
   * @param jobs how many groups may be trained at once; empty for as many as it can
   * @param work a group as the cluster wants it
   * @param cluster is asked for only if there is something to train
   */
  public ClusterSite(
      OptionalInt jobs, Function<List<Trial>, Cluster.Work> work, Supplier<Cluster> cluster) {
    this.jobs = jobs;
    this.work = work;
    this.cluster = cluster;
  }

  @Override
  public int atOnce(List<Long> groupBytes, Environment here) {
    return Math.max(1, Math.min(groupBytes.size(), jobs.orElse(Jobs.MOST)));
  }

  /** Nobody knows the memory of executors that are still to come. */
  @Override
  public Optional<String> shortage(
      List<Trial> trials, Dataset data, EngineRegistry engines, Environment here) {
    return Optional.empty();
  }

  @Override
  public void train(Engine engine, List<Trial> group, Dataset data, TrialListener listener) {
    EventRelay relay = new EventRelay(group, listener, "its executor", UnaryOperator.identity());
    cluster.get().train(() -> work.apply(group), line -> relay.accept(event(line)));
  }

  private static TrialEvent event(String line) {
    try {
      return TrialEvent.parse(line);
    } catch (StoreException e) {
      throw new ChildFault("its executor said what is no event: " + OneLine.value(line));
    }
  }
}
