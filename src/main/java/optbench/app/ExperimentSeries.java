package optbench.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import optbench.claims.Claim;
import optbench.plan.Trial;
import optbench.report.ChartRequest;
import optbench.result.Run;
import optbench.result.TrialResult;
import optbench.spec.ExperimentSpec;
import optbench.store.LoadedClaims;
import optbench.store.LoadedSpec;
import optbench.store.LoadedSuite;
import optbench.store.RunFiles;
import optbench.store.RunStore;
import optbench.store.SpecFiles;
import optbench.store.SpecOverride;
import optbench.store.StoredRun;

/** Experiments that belong together, each with a results folder of its own in one of all. */
public final class ExperimentSeries {
  private final String noun;
  private final List<Experiment> experiments;

  private ExperimentSeries(String noun, List<Experiment> experiments) {
    this.noun = noun;
    this.experiments = experiments;
  }

  /**
   * One of them.
   *
   * @param file of its spec
   * @param folder where its results are or will be
   */
  record Experiment(String name, Path file, LoadedSpec spec, Path folder) {}

  /** How far an experiment is. */
  public record Status(String name, Path spec, Path folder, int trials, int cached, int missing) {}

  /**
   * The tasks of a suite.
   *
   * @param file of the suite
   * @param root its results folder
   */
  public static ExperimentSeries ofSuite(LoadedSuite suite, Path file, Path root) {
    return new ExperimentSeries(
        "task",
        suite.tasks().stream()
            .map(task -> new Experiment(task.name(), file, task.spec(), root.resolve(task.name())))
            .toList());
  }

  /**
   * Those that some claims need.
   *
   * @param file of the claims
   * @param overrides of each spec, by the name of the experiment
   * @throws optbench.store.SpecFileException if a spec is not valid, or does not train what is said
   *     of it
   */
  public static ExperimentSeries ofClaims(
      LoadedClaims claims,
      Path file,
      List<Claim> asked,
      Path root,
      SpecFiles specs,
      Function<String, List<SpecOverride>> overrides) {
    List<Experiment> experiments = new ArrayList<>();
    Map<String, LoadedClaims.Shape> shapes = new LinkedHashMap<>();
    claims
        .file()
        .experiments()
        .forEach(
            (name, path) -> {
              if (asked.stream().anyMatch(claim -> claim.experiments().contains(name))) {
                Path spec = file.resolveSibling(path);
                LoadedSpec loaded = specs.read(Optional.of(spec), overrides.apply(name));
                experiments.add(new Experiment(name, spec, loaded, root.resolve(name)));
                shapes.put(name, shape(loaded.spec()));
              }
            });
    claims.requireFits(shapes);
    return new ExperimentSeries("experiment", experiments);
  }

  /** In the order of the file that names them. */
  List<Experiment> all() {
    return List.copyOf(experiments);
  }

  /** On what they are to be trained, in their order. */
  public Stream<ExperimentSpec.Execution> executions() {
    return experiments.stream().map(e -> e.spec().spec().execution());
  }

  static LoadedClaims.Shape shape(ExperimentSpec spec) {
    return new LoadedClaims.Shape(
        spec.training().optimizers().stream().map(o -> o.label().orElse(o.optimizer())).toList(),
        spec.training().epochs());
  }

  /** What is there, and what would be trained. */
  public List<Status> status(ExperimentRunner runner, Console console) {
    List<Status> all = new ArrayList<>();
    for (Experiment e : experiments) {
      Map<String, TrialResult> settled = new StoredRunLoader(console).trials(e.folder()).settled();
      List<Trial> trials =
          runner.plan(e.spec()).stages(settled).stream()
              .flatMap(plan -> plan.trials().stream())
              .toList();
      int cached = (int) trials.stream().filter(t -> settled.containsKey(t.id())).count();
      all.add(
          new Status(
              e.name(), e.file(), e.folder(), trials.size(), cached, trials.size() - cached));
    }
    return all;
  }

  /** Says of each what would be trained; its data are let go before those of the next are read. */
  public void forecast(ExperimentRunner runner, BiConsumer<String, Forecast> each) {
    for (Experiment e : experiments) {
      each.accept(e.name(), runner.forecast(e.spec(), Optional.empty(), e.folder()));
    }
  }

  /**
   * Trains what is missing, experiment by experiment; one with failed trials stops no other.
   *
   * @param startOver whether to remove first what earlier runs wrote
   * @param charts of each
   * @param done takes what came out of each, by its name, when it is over
   */
  public void carryOut(
      ExperimentRunner runner,
      Console console,
      boolean startOver,
      ChartRequest charts,
      BiConsumer<String, ExperimentRunner.Outcome> done) {
    int number = 0;
    for (Experiment e : experiments) {
      RunStore.requireNoLink(e.folder());
      number++;
      console.status(
          noun
              + " "
              + e.name()
              + " ("
              + number
              + " of "
              + experiments.size()
              + "): "
              + e.file()
              + ", kept in "
              + e.folder());
      done.accept(
          e.name(), runner.carryOut(e.spec(), Optional.empty(), e.folder(), startOver, charts));
    }
  }

  /** What is on the disk; experiments that have not been run are absent. */
  public Map<String, Run> evidence(Console console) {
    Map<String, Run> evidence = new LinkedHashMap<>();
    for (Experiment e : experiments) {
      if (RunFiles.holdsRun(e.folder())) {
        StoredRun stored = RunFiles.read(e.folder());
        new StoredRunLoader(console).tellUnreadable(stored);
        evidence.put(e.name(), stored.run());
      }
    }
    return evidence;
  }
}
