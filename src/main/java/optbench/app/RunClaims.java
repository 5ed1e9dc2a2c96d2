package optbench.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.claims.Claim;
import optbench.claims.ClaimJudge;
import optbench.claims.ClaimsFile;
import optbench.report.ClaimsReport;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.run.ReportFiles;
import optbench.spec.ExperimentSpec;
import optbench.store.ClaimsFiles;
import optbench.store.LoadedClaims;
import optbench.store.RunStore;
import optbench.store.SpecFileException;

/** The claims that a spec names, as far as they rest on its experiment alone. */
public final class RunClaims {
  private final ClaimsFile file;
  private final String experiment;

  private RunClaims(ClaimsFile file, String experiment) {
    this.file = file;
    this.experiment = experiment;
  }

  /**
   * Of an experiment that is to be run: faults are found before it is.
   *
   * @throws optbench.store.SpecFileException if the file is not valid, or asks for what the
   *     experiment does not train
   */
  static Optional<RunClaims> of(ExperimentSpec spec) {
    return spec.analysis()
        .claims()
        .map(
            path -> {
              LoadedClaims loaded = new ClaimsFiles().read(path);
              loaded.requireFits(Map.of(spec.name(), ExperimentSeries.shape(spec)));
              return new RunClaims(loaded.file(), spec.name());
            });
  }

  /** Of a run that was recorded, with the claims as they are now. */
  static Optional<RunClaims> of(RunRecord run) {
    return run.spec()
        .claims()
        .map(path -> new RunClaims(new ClaimsFiles().read(path).file(), run.name()));
  }

  /**
   * Judges the claims of a run that was recorded, if it has any and they are still there: it may
   * have been moved away from them. A part of an experiment is not held against claims of all.
   */
  public static Optional<ClaimsReport> judge(Run run, RunStore store, Console console) {
    if (run.record().shard().isPresent()) {
      return Optional.empty();
    }
    try {
      return of(run.record()).map(claims -> claims.judge(run, store));
    } catch (SpecFileException e) {
      e.faults().forEach(fault -> console.warn("no claims were judged: " + fault));
      return Optional.empty();
    }
  }

  /** Judges them and writes what came out beside the run. */
  ClaimsReport judge(Run run, RunStore store) {
    List<String> own =
        file.claims().stream()
            .filter(claim -> claim.experiments().equals(List.of(experiment)))
            .map(Claim::id)
            .toList();
    ClaimsReport report = ClaimsReport.of(new ClaimJudge(file, Map.of(experiment, run)).of(own));
    ReportFiles.write(report, store);
    return report;
  }
}
