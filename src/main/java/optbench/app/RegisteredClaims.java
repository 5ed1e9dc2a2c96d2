package optbench.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.claims.ClaimJudge;
import optbench.claims.Registration;
import optbench.claims.Registration.RegisteredExperiment;
import optbench.claims.Verdicts;
import optbench.plan.Trial;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TuningRecord;
import optbench.store.Checksum;
import optbench.store.ClaimsFiles;
import optbench.store.LoadedClaims;
import optbench.store.SpecFiles;
import optbench.store.SpecOverride;
import optbench.store.StoreException;

/** Claims that were registered, held against what their files say now and against trials. */
public final class RegisteredClaims {
  private final Registration registration;
  private final LoadedClaims claims;
  private final ExperimentSeries experiments;

  private RegisteredClaims(
      Registration registration, LoadedClaims claims, ExperimentSeries experiments) {
    this.registration = registration;
    this.claims = claims;
    this.experiments = experiments;
  }

  /**
   * Reads a registration, and the files that it is about.
   *
   * @param out folder of the results that confirm them
   * @throws StoreException if it cannot be read
   * @throws ChangedRegistrationException if one of the files is not as it was registered
   */
  public static RegisteredClaims read(Path lock, Path out, SpecFiles specs) {
    Registration registration =
        ClaimRegistrar.FILE.read(
            lock, Registration.class, "take it from version control again, or register anew");
    Path file = lock.toAbsolutePath().resolveSibling(registration.claims()).normalize();
    Path shown = lock.resolveSibling(registration.claims()).normalize();
    List<String> changed = new ArrayList<>();
    if (!Checksum.of(file).equals(registration.claimsSha256())) {
      changed.add(changed(shown, registration));
    } else {
      for (RegisteredExperiment e : registration.experiments()) {
        if (!Checksum.of(file.resolveSibling(e.spec())).equals(e.specSha256())) {
          changed.add(changed(shown.resolveSibling(e.spec()), registration));
        }
      }
    }
    requireNone(changed);
    LoadedClaims claims = new ClaimsFiles().read(shown);
    return new RegisteredClaims(
        registration,
        claims,
        ExperimentSeries.ofClaims(
            claims,
            shown,
            claims.file().claims(),
            out,
            specs,
            overrides(registration, claims, shown, specs)::get));
  }

  private static String changed(Path file, Registration registration) {
    return file
        + " was changed after it was registered on "
        + registration.registeredAt()
        + ": take that version from version control, or register the new one";
  }

  private static Map<String, List<SpecOverride>> overrides(
      Registration registration, LoadedClaims claims, Path file, SpecFiles specs) {
    Map<String, List<SpecOverride>> overrides = new LinkedHashMap<>();
    ExperimentSeries.ofClaims(
            claims, file, claims.file().claims(), Path.of(""), specs, name -> List.of())
        .all()
        .forEach(
            e -> {
              RegisteredExperiment registered = registration.experiment(e.name()).orElseThrow();
              overrides.put(
                  e.name(),
                  List.of(
                      new SpecOverride("seeds", registered.seeds().toString(), "the registration"),
                      specs.only(
                          e.spec().spec(), registered.optimizers()::contains, "the registration")));
            });
    return overrides;
  }

  /** The experiments, with the optimizers and the seeds that were registered. */
  public ExperimentSeries experiments() {
    return experiments;
  }

  /**
   * Makes sure that what would be trained is what was registered, and that what is there was
   * trained afterwards.
   *
   * @throws ChangedRegistrationException if not
   */
  public void check(ExperimentRunner runner, Console console) {
    List<String> faults = new ArrayList<>();
    for (ExperimentSeries.Experiment e : experiments.all()) {
      RegisteredExperiment registered = registration.experiment(e.name()).orElseThrow();
      String planned =
          ClaimRegistrar.trialsSha256(
              runner.plan(e.spec()).stages(Map.of()).get(0).trials().stream().map(Trial::id));
      if (!planned.equals(registered.trialsSha256())) {
        faults.add(
            "experiment "
                + e.name()
                + " would train other trials than were registered: use optbench "
                + registration.optbenchVersion()
                + " (commit "
                + registration.gitCommit()
                + ") and the same data");
      }
      long older =
          new StoredRunLoader(console)
              .trials(e.folder()).byId().values().stream()
                  .filter(trial -> trial.finishedAt().isBefore(registration.registeredAt()))
                  .count();
      if (older > 0) {
        faults.add(
            e.folder()
                + " holds "
                + older
                + (older == 1 ? " trial that is" : " trials that are")
                + " older than the registration of "
                + registration.registeredAt()
                + ": choose another --out");
      }
    }
    requireNone(faults);
  }

  /**
   * Judges by the trials that are there, and by no others than were registered.
   *
   * @throws ChangedRegistrationException if a folder holds a run of other trials
   */
  public Verdicts verdicts(Map<String, Run> evidence) {
    List<String> faults = new ArrayList<>();
    evidence.forEach(
        (name, run) -> {
          if (!isRegistered(run.record(), registration.experiment(name).orElseThrow())) {
            faults.add(
                "the run of experiment "
                    + name
                    + " has trials that were not registered: confirm into a folder of its own");
          }
        });
    requireNone(faults);
    return new ClaimJudge(claims.file(), evidence).all().confirming(registration);
  }

  /** What follows a search could not be registered but for its seeds. */
  private static boolean isRegistered(RunRecord run, RegisteredExperiment registered) {
    List<PlannedTrial> first = run.tuning().map(TuningRecord::trials).orElse(run.trials());
    return ClaimRegistrar.trialsSha256(first.stream().map(PlannedTrial::id))
            .equals(registered.trialsSha256())
        && run.trials().stream().allMatch(t -> registered.seeds().contains(t.seed()));
  }

  private static void requireNone(List<String> faults) {
    if (!faults.isEmpty()) {
      throw new ChangedRegistrationException(faults);
    }
  }
}
