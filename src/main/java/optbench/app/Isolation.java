package optbench.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.engine.EnvironmentProbe;
import optbench.file.AtomicFile;
import optbench.machine.TemporaryFiles;
import optbench.plan.ResolvedSpec;
import optbench.plan.Trial;
import optbench.run.ChildJvms;
import optbench.run.JobThreads;
import optbench.run.Jobs;
import optbench.run.ThisJvm;
import optbench.run.Timekeeping;
import optbench.run.TrainingPermit;
import optbench.run.TrainingSite;
import optbench.spec.ExperimentSpec;
import optbench.store.MachineLock;

/**
 * Carries out what an experiment asks of its times.
 *
 * <p>Only isolated runs wait for each other. Times are reported by default, also where nobody looks
 * at them, as in tests and on machines that run several jobs at once: those would all come to a
 * standstill. Who asks for isolation asks for times that can be trusted.
 */
public final class Isolation {
  private final ExperimentSpec spec;
  private final SpecLanguage language;
  private final Console console;

  Isolation(ExperimentSpec spec, SpecLanguage language, Console console) {
    this.spec = spec;
    this.language = language;
    this.console = console;
  }

  /** This JVM, or one for each group. */
  TrainingSite site(Jobs jobs, int threads) {
    return spec.execution().timing().isolate()
        ? new ChildJvms(jobs, this::command, threads)
        : new JobThreads(jobs);
  }

  Timekeeping timekeeping() {
    return new Timekeeping(
        spec.execution().timing().repeats(), EnvironmentProbe::loadAverage, this::permit);
  }

  private TrainingPermit permit() {
    if (!spec.execution().timing().isolate()) {
      return () -> {};
    }
    Path folder = TemporaryFiles.sharedFolder();
    return MachineLock.take(folder, line -> console.tell(line))::close;
  }

  private List<String> command(Path file, List<Trial> group) throws IOException {
    String resolved = language.files().json(ResolvedSpec.of(spec, group));
    AtomicFile.write(file, out -> out.write(resolved.getBytes(StandardCharsets.UTF_8)));
    List<String> command = new ArrayList<>(ThisJvm.command());
    command.add(TrialProcess.class.getName());
    command.add(file.toString());
    command.add(String.join(",", group.stream().map(Trial::id).toList()));
    language.plugins().forEach(jar -> command.add(jar.toString()));
    return command;
  }
}
