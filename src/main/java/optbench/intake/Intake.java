package optbench.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import optbench.result.EpochMetrics;
import optbench.result.ImportRecord;
import optbench.result.Outcome;
import optbench.result.RecordedSpec;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;
import optbench.text.NumberText;

/**
 * Makes a run of logs.
 *
 * <p>What a log does not say stays unknown: nothing is filled in. An evaluation without a test
 * accuracy is left out. A trial that was not evaluated where others were has no result, with the
 * reason; one whose loss shows that it diverged has, up to there.
 */
public final class Intake {
  private static final int MOST_LABELS = 200;
  private static final int MOST_TRIALS = 20_000;

  private final List<LoggedFile> files;
  private final IntakeOptions options;
  private final Map<TrialName, TrialLog> trials = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final Figures figures;
  private final EvaluationAxis axis;
  private final LabelFacts facts;

  private Intake(List<LoggedFile> files, IntakeOptions options) {
    this.files = files;
    this.options = options;
    boolean byEpoch =
        EvaluationAxis.isByEpoch(files.stream().flatMap(f -> f.rows().stream()).toList());
    files.forEach(file -> add(file, byEpoch));
    requireSensible();
    axis = EvaluationAxis.of(trials.values(), byEpoch, options);
    figures = new Figures(trials.values(), options);
    facts = new LabelFacts(trials.values(), options, axis.positions().size());
  }

  /**
   * Makes a run.
   *
   * @param reporting how it is reported
   * @param now when it is imported
   * @throws IntakeFault that names what does not fit
   */
  public static Imported of(
      List<LoggedFile> files, IntakeOptions options, RunRecord.Reporting reporting, Instant now) {
    return new Intake(files, options).imported(reporting, now);
  }

  private void add(LoggedFile file, boolean byEpoch) {
    for (LoggedRow row : file.rows()) {
      trials.computeIfAbsent(row.trial(), TrialLog::new).add(row, byEpoch, file.modified());
    }
  }

  private void requireSensible() {
    if (labels().size() > MOST_LABELS || trials.size() > MOST_TRIALS) {
      throw new IntakeFault(
          "there are "
              + NumberText.count(labels().size())
              + " labels and "
              + NumberText.count(trials.size())
              + " trials, and at most "
              + MOST_LABELS
              + " and "
              + NumberText.count(MOST_TRIALS)
              + " can be compared: is label the right column?");
    }
  }

  private Set<String> labels() {
    return trials.keySet().stream()
        .map(TrialName::label)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Imported imported(RunRecord.Reporting reporting, Instant now) {
    if (!axis.byEpoch() && trials.values().stream().anyMatch(t -> t.positions().contains(0L))) {
      warnings.add("What was evaluated at step 0, before the training, is left out.");
    }
    List<TrialResult> results = new ArrayList<>();
    for (String label : labels()) {
      trials.values().stream()
          .filter(trial -> trial.name().label().equals(label))
          .sorted(Comparator.comparingLong(trial -> trial.name().seed()))
          .map(trial -> result(trial, facts.settings(trial.name())))
          .forEach(results::add);
    }
    warnMissingSeeds();
    warnLeftOut();
    List<Taken> taken = taken(results);
    return new Imported(new Run(record(results, taken, reporting, now), results), taken, warnings);
  }

  private RunRecord record(
      List<TrialResult> results, List<Taken> taken, RunRecord.Reporting reporting, Instant now) {
    String data = facts.data();
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("name", options.name());
    spec.put("data", data);
    spec.put("epochs", axis.positions().size());
    spec.put("optimizers", List.copyOf(labels()));
    spec.put("seeds", trials.keySet().stream().map(TrialName::seed).distinct().sorted().toList());
    RunRecord record =
        RunRecord.of(
            new RunRecord.About(options.name(), new RecordedSpec(spec), data, ""),
            new RunRecord.Start(Optional.empty(), now),
            0,
            reporting);
    return record
        .followedBy(
            results.stream().map(TrialResult::id).toList(),
            results.stream()
                .map(
                    r ->
                        new PlannedTrial(
                            r.id(), r.label(), r.settings().optimizer(), r.settings().seed()))
                .toList())
        .imported(
            new ImportRecord(
                files.stream()
                    .map(f -> new ImportRecord.ImportedFile(f.name(), f.sha256()))
                    .toList(),
                options.sharedSeeds(),
                taken.stream().map(Taken::text).toList()));
  }

  private TrialResult result(TrialLog trial, TrialSettings settings) {
    String id = settings.idOf(trial.name().label());
    Optional<String> gap = gap(trial);
    if (gap.isPresent()) {
      warnings.add(trial.name().text() + " has no result: " + gap.get() + ".");
    }
    return new TrialResult(
        id,
        trial.name().label(),
        settings,
        gap.isPresent() ? Outcome.FAILED : trial.diverged() ? Outcome.DIVERGED : Outcome.FINISHED,
        gap.isPresent() ? List.of() : epochs(trial, settings),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.<Long>empty(),
        "",
        OptionalLong.empty(),
        gap,
        Optional.<Integer>empty(),
        trial.modified(),
        Optional.empty(),
        Optional.empty());
  }

  /** Where it was not evaluated, though others were, and though it had not diverged. */
  private Optional<String> gap(TrialLog trial) {
    Set<Long> own =
        trial.usable(axis.positions()).stream()
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    int expected = trial.diverged() ? own.size() : axis.positions().size();
    Optional<Long> wanted =
        axis.positions().stream().limit(expected).filter(p -> !own.contains(p)).findFirst();
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    long last = own.stream().reduce(-1L, Math::max);
    String unit = axis.unit() + " ";
    return Optional.of(
        own.isEmpty()
            ? "it has no test_accuracy"
            : wanted.get() > last
                ? "it ends after "
                    + unit
                    + last
                    + ", and others go on to "
                    + axis.positions().last()
                : unit + wanted.get() + " is missing");
  }

  private List<EpochMetrics> epochs(TrialLog trial, TrialSettings settings) {
    List<EpochMetrics> epochs = new ArrayList<>();
    Optional<Long> before = Optional.empty();
    boolean stepsKnown = axis.stepsKnown(settings);
    Map<LoggedEvaluation, Double> seconds = figures.secondsSoFar(trial);
    for (Map.Entry<Long, LoggedEvaluation> entry : trial.usable(axis.positions())) {
      LoggedEvaluation evaluation = entry.getValue();
      Optional<Long> steps =
          stepsKnown ? axis.steps(entry.getKey(), evaluation, settings) : Optional.empty();
      if (steps.isPresent() && before.isPresent() && steps.get() <= before.get()) {
        throw new IntakeFault(
            evaluation.place(LoggedFigure.TEST_ACCURACY),
            "step must rise from evaluation to evaluation but "
                + steps.get()
                + " comes after "
                + before.get());
      }
      before = steps;
      epochs.add(
          new EpochMetrics(
              epochs.size() + 1,
              steps,
              Optional.<Long>empty(),
              figures.of(evaluation, LoggedFigure.TRAIN_LOSS),
              figures.of(evaluation, LoggedFigure.TRAIN_ACCURACY),
              figures.of(evaluation, LoggedFigure.TEST_LOSS),
              figures.of(evaluation, LoggedFigure.TEST_ACCURACY).orElseThrow(),
              Optional.empty(),
              Optional.empty(),
              Optional.ofNullable(seconds.get(evaluation)),
              Optional.empty()));
    }
    return epochs;
  }

  private void warnMissingSeeds() {
    Set<Long> seeds = new TreeSet<>();
    trials.keySet().forEach(name -> seeds.add(name.seed()));
    for (String label : labels()) {
      Set<Long> without = new TreeSet<>(seeds);
      trials.keySet().stream()
          .filter(name -> name.label().equals(label))
          .forEach(name -> without.remove(name.seed()));
      if (!without.isEmpty()) {
        warnings.add(
            label
                + " has no row of "
                + (without.size() == 1 ? "seed " : "seeds ")
                + NumberText.ranges(without)
                + ", which others have.");
      }
    }
  }

  private void warnLeftOut() {
    int without = trials.values().stream().mapToInt(TrialLog::withoutTest).sum();
    boolean diverged = trials.values().stream().anyMatch(TrialLog::diverged);
    if (without > 0 && !diverged) {
      warnings.add(
          without
              + (without == 1 ? " evaluation has" : " evaluations have")
              + " no test_accuracy and "
              + (without == 1 ? "is" : "are")
              + " left out.");
    }
  }

  private List<Taken> taken(Collection<TrialResult> results) {
    List<Taken> taken = new ArrayList<>();
    taken.add(new Taken(axis.unit(), axis.text()));
    taken.addAll(figures.taken());
    if (axis.byEpoch()) {
      boolean known =
          results.stream().flatMap(r -> r.epochs().stream()).allMatch(e -> e.steps().isPresent());
      taken.add(
          new Taken(
              "steps",
              known ? "known" : "not known (--steps-per-epoch): costs are counted in epochs"));
    }
    Set<String> renamed = new TreeSet<>();
    Set<String> unused = new TreeSet<>();
    files.forEach(file -> renamed.addAll(file.renamed()));
    files.forEach(file -> unused.addAll(file.unused()));
    if (!renamed.isEmpty()) {
      taken.add(new Taken("columns", String.join(", ", renamed)));
    }
    if (!unused.isEmpty()) {
      taken.add(new Taken("not used", String.join(", ", unused)));
    }
    taken.add(
        new Taken(
            "seeds",
            options.sharedSeeds()
                ? "shared, as --shared-seeds says: trials of a seed are paired"
                : "not known to be shared (--shared-seeds): trials are not paired"));
    return taken;
  }
}
