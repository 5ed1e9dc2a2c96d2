package optbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import optbench.app.ResultsImport;
import optbench.intake.AccuracyUnit;
import optbench.intake.ColumnNames;
import optbench.intake.Imported;
import optbench.intake.IntakeOptions;
import optbench.intake.NamePattern;
import optbench.intake.Taken;
import optbench.intake.WholeText;
import optbench.report.ChartFiles;
import optbench.report.ChartRequest;
import optbench.report.Report;
import optbench.run.ReportFiles;
import optbench.store.RunFiles;
import optbench.store.RunStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Makes a results folder of what something else than optbench trained. */
@Command(
    name = "import",
    description = {
      "Make a results folder of results that another framework logged, with a report.",
      "CSV or JSON Lines with a row for each label, seed and epoch; or a file, or a folder of",
      "TensorBoard, for each trial. It says what it took for what. Afterwards report, compare,",
      "baseline, check, export and merge work on it as on a run."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  optbench import results.csv --out results/pytorch --data mnist",
      "  optbench import logs --pattern '{label}-{seed}.csv' --out results/keras",
      "  optbench import runs --pattern '{label}/seed-{seed}' --out results/tensorboard",
      "  optbench import results.csv --columns test_accuracy=acc,step=iteration --out results/mine",
      "",
      "Columns: label, seed, epoch or step, test_accuracy, and as far as there are any test_loss,",
      "train_loss, train_accuracy, seconds, optimizer, data, network, batch_size, training_samples,",
      "hp.NAME for each hyper-parameter. Exit code 3 if a log cannot be used. See docs/import.md."
    })
final class ImportCommand extends Subcommand {
  private static final String PERCENT = "percent";
  private static final String FRACTION = "fraction";
  private static final String EPOCH = "epoch";
  private static final String TOTAL = "total";

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Logs (.csv, .jsonl, event files of TensorBoard), or folders of them.")
  private List<Path> inputs;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "Results folder to write.")
  private Path out;

  @Option(
      names = "--pattern",
      paramLabel = "PATTERN",
      description =
          "Each log is of one trial, and its name, or its folder's for TensorBoard, says of which:"
              + " '{label}-{seed}.csv'.")
  private String pattern;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "OURS=THEIRS",
      description = "Columns, keys or tags that are called otherwise: test_accuracy=val_acc.")
  private List<String> columns = new ArrayList<>();

  @Option(
      names = "--shared-seeds",
      description =
          "Trials of the same seed started from the same weights and saw the same batches: pair them.")
  private boolean sharedSeeds;

  @Option(
      names = "--accuracy",
      paramLabel = "UNIT",
      description =
          "fraction or percent (default: per cent where an accuracy is above 1, column by column).")
  private String accuracy;

  @Option(
      names = "--seconds",
      paramLabel = "OF",
      defaultValue = TOTAL,
      description = "total, since the training began, or epoch, of each epoch (default: total).")
  private String seconds;

  @Option(
      names = "--steps-per-epoch",
      paramLabel = "N",
      description = "Where logs count epochs alone, so that steps are known, too.")
  private Integer stepsPerEpoch;

  @Option(names = "--name", paramLabel = "NAME", description = "Of the run (default: that of DIR).")
  private String name;

  @Option(names = "--data", paramLabel = "NAME", description = "What it was trained on.")
  private String data;

  @Option(names = "--network", paramLabel = "NAME", description = "What was trained.")
  private String network;

  @Option(names = "--batch-size", paramLabel = "N", description = "Samples a step.")
  private Integer batchSize;

  @Mixin private ChartOptions charts;

  @Option(
      names = "--force",
      description = "Remove first what an earlier run wrote there, and that alone.")
  private boolean force;

  @Option(
      names = "--json",
      description = "Print the summary as JSON on stdout, and nothing else there.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only tables and verdict.")
  private boolean quiet;

  @Override
  public Integer call() {
    requireFolder("--out", out);
    if (!force && RunFiles.holdsRun(out)) {
      throw fault(out + " holds a run already: choose another --out, or replace it with --force");
    }
    ChartRequest drawing = charts.request(spec());
    Imported imported = request().read();
    if (!json && !quiet) {
      say(imported);
    }
    imported.warnings().forEach(warning -> terminal().warn(warning));
    Report report = Report.of(imported.run());
    ChartFiles drawn;
    try (RunStore store = RunStore.open(out, terminal().notes())) {
      if (force) {
        store.clear();
      }
      imported.run().results().forEach(store::writeTrial);
      store.writeRun(imported.run().record());
      drawn = ReportFiles.write(report, drawing, store);
      ReportFiles.writePage(report, Optional.empty(), store);
    }
    new ResultPrinter(terminal(), json, quiet).print(report, Optional.empty(), out);
    return ChartOptions.say(drawn, drawing, terminal());
  }

  private void say(Imported imported) {
    int trials = imported.run().record().trials().size();
    print("Read " + trials + (trials == 1 ? " trial" : " trials") + ", and took");
    for (Taken taken : imported.taken()) {
      print(String.format(Locale.ROOT, "  %-15s %s", taken.what(), taken.as()));
    }
    print("");
  }

  private ResultsImport request() {
    return new ResultsImport(
        inputs,
        pattern == null ? Optional.empty() : Optional.of(checked("--pattern", this::names)),
        checked("--columns", () -> ColumnNames.of(renamed())),
        new IntakeOptions(
            text("--name", name).orElseGet(this::nameOfFolder),
            sharedSeeds,
            unit(),
            secondsOfEpoch(),
            positive("--steps-per-epoch", stepsPerEpoch),
            text("--data", data),
            text("--network", network),
            positive("--batch-size", batchSize)));
  }

  private String nameOfFolder() {
    return String.valueOf(out.toAbsolutePath().normalize().getFileName());
  }

  private NamePattern names() {
    return NamePattern.of(pattern);
  }

  private <T> T checked(String option, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw fault(option + " " + e.getMessage());
    }
  }

  private Map<String, String> renamed() {
    Map<String, String> renamed = new LinkedHashMap<>();
    for (String column : columns) {
      int sign = column.indexOf('=');
      if (sign < 1 || sign == column.length() - 1) {
        throw new IllegalArgumentException("must be OURS=THEIRS but was '" + column + "'");
      }
      if (renamed.put(column.substring(0, sign), column.substring(sign + 1)) != null) {
        throw new IllegalArgumentException(
            "must name each column once but named '" + column.substring(0, sign) + "' twice");
      }
    }
    return renamed;
  }

  private Optional<AccuracyUnit> unit() {
    if (accuracy == null) {
      return Optional.empty();
    }
    return Optional.of(
        switch (accuracy) {
          case PERCENT -> AccuracyUnit.PERCENT;
          case FRACTION -> AccuracyUnit.FRACTION;
          default ->
              throw fault("--accuracy must be fraction or percent but was '" + accuracy + "'");
        });
  }

  private boolean secondsOfEpoch() {
    if (!seconds.equals(TOTAL) && !seconds.equals(EPOCH)) {
      throw fault("--seconds must be total or epoch but was '" + seconds + "'");
    }
    return seconds.equals(EPOCH);
  }

  private Optional<Integer> positive(String option, Integer value) {
    if (value != null && value < 1) {
      throw fault(option + " must be at least 1 but was " + value);
    }
    return Optional.ofNullable(value);
  }

  private Optional<String> text(String option, String value) {
    if (value != null && (value.isBlank() || !WholeText.is(value))) {
      throw fault(option + " must be a name but was '" + value + "'");
    }
    return Optional.ofNullable(value);
  }

  private ParameterException fault(String message) {
    return new ParameterException(spec().commandLine(), message);
  }
}
