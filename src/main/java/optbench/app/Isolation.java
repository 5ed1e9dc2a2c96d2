package optbench.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.engine.Engine;
import optbench.engine.EngineRegistry;
import optbench.engine.EnvironmentProbe;
import optbench.file.AtomicFile;
import optbench.machine.TemporaryFiles;
import optbench.plan.ResolvedSpec;
import optbench.plan.Trial;
import optbench.run.IsolatedEngine;
import optbench.run.ThisJvm;
import optbench.run.Timekeeping;
import optbench.run.TrainingPermit;
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

  /** These as the experiment asks for them, or the same in processes of their own. */
  EngineRegistry engines(EngineRegistry here, int threads) {
    if (!spec.execution().timing().isolate()) {
      return here.training(spec);
    }
    return new EngineRegistry(
            here.engines().stream()
                .<Engine>map(engine -> new IsolatedEngine(engine, this::command, threads))
                .toList())
        .training(spec);
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
