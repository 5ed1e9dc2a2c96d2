package optbench.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import optbench.data.Dataset;
import optbench.data.Datasets;
import optbench.device.DeviceException;
import optbench.engine.EnvironmentProbe;
import optbench.engine.OutOfMemoryException;
import optbench.machine.TemporaryFiles;
import optbench.plan.Plan;
import optbench.report.ChartFiles;
import optbench.report.ChartRequest;
import optbench.report.ClaimsReport;
import optbench.report.Report;
import optbench.result.Environment;
import optbench.result.RecordedSpec;
import optbench.result.Shard;
import optbench.result.TrialResult;
import optbench.run.CostEstimate;
import optbench.run.FinishedRun;
import optbench.run.Jobs;
import optbench.run.Progress;
import optbench.run.ReportFiles;
import optbench.run.Runner;
import optbench.run.SequentialRunner;
import optbench.run.StoredConditions;
import optbench.run.TunedRunner;
import optbench.spec.DataSpec;
import optbench.spec.Device;
import optbench.spec.ExperimentSpec;
import optbench.store.LoadedSpec;
import optbench.store.RunStore;
import optbench.store.SpecFileException;
import optbench.store.StoredTrials;

/** Carries out experiments, from the spec to the files in a results folder. */
public final class ExperimentRunner {
  private final Console console;
  private final Datasets datasets;
  private final SpecLanguage language;
  private final Optional<Jobs> wantedJobs;
  private final ComputeDevice device;
  private final String reuseHint;

  /** The last that were read: experiments of one file mostly train on the same. */
  private Optional<ReadData> latest = Optional.empty();

  private record ReadData(DataSpec asked, Dataset data) {}

  /**
   * @param language that specs are written in
   * @param wantedJobs how many groups run side by side; empty for one where an experiment reports
   *     times, and for as many as suit the machine where it does not
   * @param reuseHint follows the count of trials that were not run again; may be empty
   */
  public ExperimentRunner(
      Console console,
      Datasets datasets,
      SpecLanguage language,
      Optional<Jobs> wantedJobs,
      ComputeDevice device,
      String reuseHint) {
    this.console = console;
    this.datasets = datasets;
    this.language = language;
    this.wantedJobs = wantedJobs;
    this.device = device;
    this.reuseHint = reuseHint;
  }

  /**
   * A run, and what was written beside it.
   *
   * @param charts that were asked for
   * @param drawn those that could be drawn
   */
  public record Outcome(
      FinishedRun run,
      Report report,
      Optional<ClaimsReport> claims,
      ChartRequest charts,
      ChartFiles drawn) {}

  /** What would be trained. */
  Planning plan(LoadedSpec loaded) {
    ComputeDevice.Chosen chosen = device.require(loaded.spec().execution().device());
    Dataset data = load(loaded.spec().task().data());
    return plan(loaded, data, Optional.empty(), suited(chosen, loaded, data));
  }

  /** What would be trained of one part, or of all. */
  private Planning plan(
      LoadedSpec loaded, Dataset data, Optional<Shard> shard, ComputeDevice.Chosen on) {
    return new Planning(loaded, language.planner(), data, shard, on.device());
  }

  /**
   * What is left to optbench becomes the CPU where a GPU cannot train all of it: half of an
   * experiment on each would be compared with the other.
   */
  private ComputeDevice.Chosen suited(
      ComputeDevice.Chosen chosen, LoadedSpec loaded, Dataset data) {
    boolean free = loaded.spec().execution().device() == Device.AUTO;
    if (free && chosen.device().equals(Device.GPU.id())) {
      try {
        plan(loaded, data, Optional.empty(), chosen).check();
      } catch (SpecFileException e) {
        return device.cpuBecause(e.getMessage());
      }
    }
    return chosen;
  }

  /**
   * What would be trained, and what stands in its way.
   *
   * @param folder where the results are or will be; it is only read
   */
  public Forecast forecast(LoadedSpec loaded, Optional<Shard> shard, Path folder) {
    ComputeDevice.Chosen chosen = device.require(loaded.spec().execution().device());
    Dataset data = load(loaded.spec().task().data());
    ComputeDevice.Chosen on = suited(chosen, loaded, data);
    on.notice().ifPresent(console::remark);
    Planning planning = plan(loaded, data, shard, on);
    Map<String, TrialResult> settled = new StoredRunLoader(console).trials(folder).settled();
    Environment environment = machine(on);
    List<Plan> stages = planning.stages(settled);
    StoredConditions conditions = conditions(loaded.spec(), folder, settled, environment);
    return new Forecast(
        folder,
        planning,
        data,
        environment,
        stages,
        settled,
        conditions,
        notice(planning, settled, conditions, stages, folder),
        shortage(stages, settled, data, environment));
  }

  /**
   * Trains a few steps of each kind.
   *
   * @return what the run will take; nothing if it does not fit into memory
   */
  public CostEstimate estimate(Forecast forecast) {
    if (forecast.shortage().isPresent()) {
      return CostEstimate.NOTHING;
    }
    if (forecast.missing().stream().anyMatch(trials -> !trials.isEmpty())) {
      console.status("Trying a few steps of each kind of training...");
    }
    return forecast.cost(jobs(forecast.planning().spec()));
  }

  /**
   * Trains what the folder does not hold yet, and writes the report.
   *
   * @param shard empty for all of it; claims are held against all of it only
   * @param startOver whether to remove first what an earlier run wrote there
   */
  public Outcome carryOut(
      LoadedSpec loaded,
      Optional<Shard> shard,
      Path folder,
      boolean startOver,
      ChartRequest charts) {
    TrainingSites.requireBuild(loaded.spec());
    ComputeDevice.Chosen chosen = device.require(loaded.spec().execution().device());
    charts.check();
    if (loaded.spec().execution().timing().isolate()) {
      TemporaryFiles.check();
    }
    Optional<RunClaims> whole = RunClaims.of(loaded.spec());
    Optional<RunClaims> claims = shard.isEmpty() ? whole : Optional.empty();
    try (RunStore store = RunStore.open(folder, console.notes())) {
      Dataset data = load(loaded.spec().task().data());
      ComputeDevice.Chosen on = suited(chosen, loaded, data);
      on.notice().ifPresent(console::remark);
      Planning planning = plan(loaded, data, shard, on);
      planning.check();
      Environment environment = machine(on);
      if (startOver) {
        requireMemory(planning, data, environment);
        store.clear();
      }
      StoredTrials there = new StoredRunLoader(console).trials(folder);
      requireNoOtherDevice(folder, there, on.device());
      sayConditions(planning, there.settled(), folder, environment);
      FinishedRun run = train(planning, data, store, environment);
      store.requireWhole(run.run());
      Report report = Report.of(run.run());
      ChartFiles drawn = ReportFiles.write(report, charts, store);
      Optional<ClaimsReport> judged = claims.map(c -> c.judge(run.run(), store));
      ReportFiles.writePage(report, judged, store);
      store.requireWhole(run.run());
      return new Outcome(run, report, judged, charts, drawn);
    }
  }

  /** Before anything is removed; what is only added to is looked at by the runner. */
  private void requireMemory(Planning planning, Dataset data, Environment environment) {
    shortage(planning.stages(Map.of()), Map.of(), data, environment)
        .ifPresent(
            shortage -> {
              throw new OutOfMemoryException(shortage);
            });
  }

  /** Side by side, they would be taken for results of one experiment. */
  private static void requireNoOtherDevice(Path folder, StoredTrials trials, String here) {
    trials.byId().values().stream()
        .map(trial -> trial.settings().device())
        .filter(there -> !there.equals(here))
        .findFirst()
        .ifPresent(
            there -> {
              throw new DeviceException(
                  folder
                      + " holds trials that ran on "
                      + there
                      + ", and these would run on "
                      + here
                      + ": choose another --out, or remove them with --force");
            });
  }

  /** Before any work: what is trained now would stand beside what was trained otherwise. */
  private void sayConditions(
      Planning planning, Map<String, TrialResult> settled, Path folder, Environment environment) {
    notice(
            planning,
            settled,
            conditions(planning.spec(), folder, settled, environment),
            planning.stages(settled),
            folder)
        .ifPresent(console::note);
  }

  private Optional<String> notice(
      Planning planning,
      Map<String, TrialResult> settled,
      StoredConditions conditions,
      List<Plan> stages,
      Path folder) {
    if (planning.spec().execution().cluster().isPresent()) {
      // In what conditions they will be trained, only its executors know.
      return Optional.empty();
    }
    return conditions
        .notice(stages.stream().flatMap(stage -> stage.trials().stream()).toList(), again(folder))
        .or(() -> planning.otherEngine(stages.get(stages.size() - 1), settled));
  }

  /** The trials that are there, against the conditions of now. */
  private StoredConditions conditions(
      ExperimentSpec spec, Path folder, Map<String, TrialResult> settled, Environment environment) {
    return new StoredConditions(folder, settled, environment, spec.execution().timing().reported());
  }

  /** What trains all of them again. */
  private String again(Path folder) {
    return reuseHint.isEmpty() ? "another --out, or once " + folder + " is removed" : "--force";
  }

  private FinishedRun train(
      Planning planning, Dataset data, RunStore store, Environment environment) {
    if (planning.spec().execution().cluster().isEmpty()
        && planning.spec().execution().timing().reported()
        && !jobs(planning.spec()).equals(Jobs.ONE)) {
      console.remark(
          "times of trials that run side by side are marked, and compared with no others.");
    }
    Interruption interruption = new Interruption(console, store.folder());
    try (Progress progress = console.progress();
        TrainingSites sites = sites(planning.spec(), data)) {
      FinishedRun run = train(planning, data, store, progress, sites, environment);
      run.displayFault()
          .ifPresent(fault -> console.warn("the display of progress broke: " + fault));
      if (run.reused() > 0) {
        console.status(
            run.reused()
                + " of "
                + run.run().record().allTrials().size()
                + " trials were there already"
                + reuseHint);
      }
      return run;
    } finally {
      interruption.disarm();
    }
  }

  private FinishedRun train(
      Planning planning,
      Dataset data,
      RunStore store,
      Progress progress,
      TrainingSites sites,
      Environment environment) {
    RecordedSpec recorded = new RecordedSpec(language.files().tree(planning.spec().here()));
    Function<ExperimentSpec, Runner> runners =
        spec ->
            new Runner(
                Engines.ALL.training(spec),
                sites.site(spec, environment.execution().threads()),
                store,
                progress,
                Clock.systemUTC(),
                sites.timekeeping(spec));
    if (planning.untilDecided()) {
      return new SequentialRunner(
              runners.apply(planning.spec()), looks -> console.status(LookText.of(looks)))
          .run(planning.plan(), recorded, data, environment);
    }
    return planning.tunes()
        ? new TunedRunner(runners, planning::finals)
            .run(planning.tuning(), recorded, data, environment)
        : runners.apply(planning.spec()).run(planning.plan(), recorded, data, environment);
  }

  private Jobs jobs(ExperimentSpec spec) {
    return TrainingSites.jobs(wantedJobs, spec);
  }

  private TrainingSites sites(ExperimentSpec spec, Dataset data) {
    WantedData wanted = new WantedData(datasets, spec.task().data());
    return new TrainingSites(language, wantedJobs, console, () -> wanted.files(data));
  }

  /** What trials run on. */
  private static Environment machine(ComputeDevice.Chosen on) {
    return on.describe(EnvironmentProbe.read(Build.version(), Build.gitCommit()));
  }

  /** What does not fit into memory of the first stage that does not; empty if all does. */
  private Optional<String> shortage(
      List<Plan> stages, Map<String, TrialResult> settled, Dataset data, Environment environment) {
    return stages.stream()
        .flatMap(
            stage ->
                sites(stage.spec(), data)
                    .site(stage.spec(), environment.execution().threads())
                    .shortage(
                        stage.missing(settled.keySet()),
                        data,
                        Engines.ALL.training(stage.spec()),
                        environment)
                    .stream())
        .findFirst();
  }

  /** Reads the data, from elsewhere if need be, and says what must not be overlooked of them. */
  private Dataset load(DataSpec spec) {
    if (latest.filter(read -> read.asked().equals(spec)).isEmpty()) {
      latest = Optional.empty();
      Dataset read = new WantedData(datasets, spec).load(console.downloads());
      latest = Optional.of(new ReadData(spec, read));
    }
    Dataset data = latest.orElseThrow().data();
    data.remarks().forEach(console::remark);
    data.notice()
        .ifPresent(
            notice -> {
              console.note(notice.text());
              console.note(notice.reason());
            });
    return data;
  }
}
