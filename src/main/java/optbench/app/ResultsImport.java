package optbench.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import optbench.export.EventLogs;
import optbench.intake.ColumnNames;
import optbench.intake.Imported;
import optbench.intake.Intake;
import optbench.intake.IntakeFault;
import optbench.intake.IntakeOptions;
import optbench.intake.LoggedFile;
import optbench.intake.NamePattern;
import optbench.intake.TrialName;
import optbench.result.RunRecord;
import optbench.spec.ReportSpec;
import optbench.store.LoggedFiles;
import optbench.store.StoreException;

/**
 * Makes a run of what something else than optbench logged.
 *
 * @param inputs logs, and folders of logs
 * @param pattern how names say whose log it is; where there is none, rows say it, and folders of
 *     event files are named as exports of ours are
 */
public record ResultsImport(
    List<Path> inputs, Optional<NamePattern> pattern, ColumnNames columns, IntakeOptions options) {
  private static final NamePattern OF_EXPORTS = NamePattern.of("{label}/seed-{seed}");

  public ResultsImport {
    inputs = List.copyOf(inputs);
  }

  /**
   * Reads all of it.
   *
   * @throws StoreException if a log cannot be read
   * @throws IntakeFault if no run can be made of them
   */
  public Imported read() {
    List<LoggedFile> files = new ArrayList<>();
    for (Path input : inputs) {
      if (Files.isDirectory(input)) {
        files.addAll(folder(input));
      } else {
        files.add(
            log(input)
                .orElseThrow(
                    () ->
                        new IntakeFault(
                            input.toString(),
                            "does not fit --pattern "
                                + pattern
                                    .map(NamePattern::toString)
                                    .orElse(OF_EXPORTS.toString()))));
      }
    }
    ReportSpec usual = ReportSpec.DEFAULT;
    return Intake.of(
        files,
        options,
        new RunRecord.Reporting(false, usual.targets(), usual.equivalenceMargin()),
        Instant.now());
  }

  private List<LoggedFile> folder(Path folder) {
    List<LoggedFile> files = new ArrayList<>();
    for (Path file : LoggedFiles.below(folder)) {
      if (EventLogs.isLog(file) || LoggedFiles.isLog(file)) {
        log(file).ifPresent(files::add);
      }
    }
    if (files.isEmpty()) {
      throw new IntakeFault(
          folder.toString(),
          "holds no log (.csv, .jsonl, or event files of TensorBoard)"
              + pattern.map(p -> " whose name fits --pattern " + p).orElse(""));
    }
    return files;
  }

  /** Empty if its name does not fit. */
  private Optional<LoggedFile> log(Path file) {
    if (EventLogs.isLog(file)) {
      return pattern
          .orElse(OF_EXPORTS)
          .of(EventLogs.folder(file))
          .map(trial -> EventLogs.read(file, columns, trial));
    }
    if (!LoggedFiles.isLog(file)) {
      throw new IntakeFault(
          file.toString(),
          "must end in .csv or .jsonl, or be an event file of TensorBoard (tfevents)");
    }
    Optional<TrialName> trial = pattern.flatMap(p -> p.of(file.toAbsolutePath()));
    return pattern.isPresent() && trial.isEmpty()
        ? Optional.empty()
        : Optional.of(LoggedFiles.read(file, columns, trial));
  }
}
