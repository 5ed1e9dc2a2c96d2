package optbench.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import optbench.engine.EnvironmentProbe;
import optbench.file.AtomicFile;
import optbench.machine.TemporaryFiles;
import optbench.plan.ResolvedSpec;
import optbench.plan.Trial;
import optbench.run.ChildJvms;
import optbench.run.Cluster;
import optbench.run.ClusterConnection;
import optbench.run.ClusterException;
import optbench.run.ClusterSite;
import optbench.run.JobThreads;
import optbench.run.Jobs;
import optbench.run.ThisJvm;
import optbench.run.Timekeeping;
import optbench.run.TrainingPermit;
import optbench.run.TrainingSite;
import optbench.spec.ClusterMaster;
import optbench.spec.ExperimentSpec;
import optbench.store.MachineLock;

/**
 * Where an experiment trains, and how its times are taken.
 *
 * <p>Only isolated runs wait for each other. Times are reported by default, also where nobody looks
 * at them, as in tests and on machines that run several jobs at once: those would all come to a
 * standstill. Who asks for isolation asks for times that can be trusted.
 */
final class TrainingSites implements AutoCloseable {
  private final SpecLanguage language;
  private final Optional<Jobs> wantedJobs;
  private final Console console;
  private final Supplier<Map<String, Path>> data;
  private ClusterConnection connection;

  /**
   * @param wantedJobs how many groups train at once; empty for what suits the site
   * @param data gives the files of the data set, for machines that have none
   */
  TrainingSites(
      SpecLanguage language,
      Optional<Jobs> wantedJobs,
      Console console,
      Supplier<Map<String, Path>> data) {
    this.language = language;
    this.wantedJobs = wantedJobs;
    this.console = console;
    this.data = data;
  }

  /** How many train at once on this machine. */
  static Jobs jobs(Optional<Jobs> wanted, ExperimentSpec spec) {
    return wanted.orElseGet(() -> Jobs.byDefault(spec.execution().timing().reported()));
  }

  /** This JVM, one for each group, or a cluster. */
  TrainingSite site(ExperimentSpec spec, int threads) {
    Optional<ClusterMaster> master = spec.execution().cluster();
    if (master.isPresent()) {
      return new ClusterSite(
          wantedJobs.map(Jobs::wanted).orElse(OptionalInt.empty()),
          group -> new Cluster.Work(resolved(spec, group), ids(group)),
          connection(master.get()));
    }
    return spec.execution().timing().isolate()
        ? new ChildJvms(
            jobs(wantedJobs, spec), (file, group) -> command(spec, file, group), threads)
        : new JobThreads(jobs(wantedJobs, spec));
  }

  Timekeeping timekeeping(ExperimentSpec spec) {
    return new Timekeeping(
        spec.execution().timing().repeats(), EnvironmentProbe::loadAverage, () -> permit(spec));
  }

  private TrainingPermit permit(ExperimentSpec spec) {
    if (!spec.execution().timing().isolate()) {
      return () -> {};
    }
    Path folder = TemporaryFiles.sharedFolder();
    return MachineLock.take(folder, line -> console.tell(line))::close;
  }

  private String resolved(ExperimentSpec spec, List<Trial> group) {
    return language.files().json(ResolvedSpec.of(spec, group));
  }

  private static List<String> ids(List<Trial> group) {
    return group.stream().map(Trial::id).toList();
  }

  private List<String> command(ExperimentSpec spec, Path file, List<Trial> group)
      throws IOException {
    String resolved = resolved(spec, group);
    AtomicFile.write(file, out -> out.write(resolved.getBytes(StandardCharsets.UTF_8)));
    List<String> command = new ArrayList<>(ThisJvm.command());
    command.add(TrialProcess.class.getName());
    command.add(file.toString());
    command.add(String.join(",", ids(group)));
    language.plugins().forEach(jar -> command.add(jar.toString()));
    return command;
  }

  /** The same for all stages of the experiment. */
  private synchronized ClusterConnection connection(ClusterMaster master) {
    if (connection == null) {
      connection = new ClusterConnection(() -> connect(master));
    }
    return connection;
  }

  private Cluster connect(ClusterMaster master) {
    return provider()
        .connect(
            master.address(),
            new Cluster.Baggage(data.get(), language.plugins(), Build.gitCommit()),
            console::status);
  }

  /** Known before any work. */
  static void requireBuild(ExperimentSpec spec) {
    if (spec.execution().cluster().isPresent()) {
      provider();
    }
  }

  private static Cluster.Provider provider() {
    return Cluster.provider()
        .orElseThrow(
            () ->
                new ClusterException(
                    "this build knows no cluster: start ./optbench with --cluster, which builds what it"
                        + " needs"));
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      connection.close();
    }
  }
}
