package optbench.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
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
  private static final int MOST_EVALUATIONS = 10_000;
  private static final String ENGINE = "imported";
  private static final String NO_DATA = "unknown data";

  private final List<LoggedFile> files;
  private final IntakeOptions options;
  private final Map<TrialName, TrialLog> trials = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final boolean byEpoch;
  private final Figures figures;

  /**
   * Where trials were evaluated, in order: by epochs that are counted from 1, if at all possible.
   */
  private final NavigableSet<Long> positions;

  private final boolean stepsLogged;

  private Intake(List<LoggedFile> files, IntakeOptions options) {
    this.files = files;
    this.options = options;
    List<LoggedRow> rows = files.stream().flatMap(f -> f.rows().stream()).toList();
    byEpoch = byEpoch(rows);
    files.forEach(this::add);
    requireSensible();
    positions = positions();
    figures = new Figures(trials.values(), options);
    stepsLogged =
        trials.values().stream()
            .flatMap(trial -> trial.usable(positions).stream())
            .allMatch(e -> e.getValue().step().orElse(0) > 0);
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

  /** All rows say an epoch, or all a step: what only some say, others cannot be compared by. */
  private static boolean byEpoch(List<LoggedRow> rows) {
    if (rows.isEmpty()) {
      throw new IntakeFault("there is no row with a result");
    }
    if (rows.stream().allMatch(row -> row.epoch().isPresent())) {
      return true;
    }
    Optional<LoggedRow> without = rows.stream().filter(row -> row.step().isEmpty()).findFirst();
    if (without.isPresent()) {
      throw new IntakeFault(
          without.get().place(),
          "says no "
              + (without.get().epoch().isPresent() ? "step" : "epoch and no step")
              + ": all rows must say their epoch, or all their step");
    }
    return false;
  }

  private void add(LoggedFile file) {
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

  /** Without step 0, which is before the training. */
  private NavigableSet<Long> positions() {
    NavigableSet<Long> all = new TreeSet<>();
    trials.values().forEach(trial -> all.addAll(trial.positions()));
    if (!byEpoch && all.remove(0L)) {
      warnings.add("What was evaluated at step 0, before the training, is left out.");
    }
    if (all.isEmpty()) {
      throw new IntakeFault(
          "there is no test_accuracy in any row: results are compared by it (--columns"
              + " test_accuracy=NAME, if it is called otherwise)");
    }
    if (all.size() > MOST_EVALUATIONS) {
      throw new IntakeFault(
          "there are "
              + NumberText.count(all.size())
              + " different "
              + (byEpoch ? "epochs" : "steps")
              + " with a test_accuracy, and at most "
              + NumberText.count(MOST_EVALUATIONS)
              + " can be kept");
    }
    return all;
  }

  private Imported imported(RunRecord.Reporting reporting, Instant now) {
    Map<String, Map<String, String>> facts = facts();
    String data = options.data().orElseGet(() -> shared(facts, ColumnNames.DATA).orElse(NO_DATA));
    List<TrialResult> results = new ArrayList<>();
    for (String label : labels()) {
      trials.values().stream()
          .filter(trial -> trial.name().label().equals(label))
          .sorted(Comparator.comparingLong(trial -> trial.name().seed()))
          .map(trial -> result(trial, settings(trial.name(), facts.get(label), data)))
          .forEach(results::add);
    }
    warnMissingSeeds();
    warnLeftOut();
    List<Taken> taken = taken(results);
    return new Imported(
        new Run(record(data, results, taken, reporting, now), results), taken, warnings);
  }

  private RunRecord record(
      String data,
      List<TrialResult> results,
      List<Taken> taken,
      RunRecord.Reporting reporting,
      Instant now) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("name", options.name());
    spec.put("data", data);
    spec.put("epochs", positions.size());
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

  /** What is said of each label: all of its trials must say the same. */
  private Map<String, Map<String, String>> facts() {
    Map<String, Map<String, String>> facts = new HashMap<>();
    for (TrialLog trial : trials.values()) {
      Map<String, String> own =
          facts.computeIfAbsent(trial.name().label(), label -> new TreeMap<>(trial.facts()));
      if (!own.equals(trial.facts())) {
        Map<String, String> other = new TreeMap<>(trial.facts());
        other.entrySet().removeAll(own.entrySet());
        String fact =
            other.isEmpty() ? "a column less" : "another " + other.keySet().iterator().next();
        throw new IntakeFault(
            trial.name().text()
                + " has "
                + fact
                + " than other seeds: give trials with other settings a label of their own");
      }
    }
    return facts;
  }

  /** What all labels say, if any says it. */
  private static Optional<String> shared(Map<String, Map<String, String>> facts, String fact) {
    Set<String> values = new TreeSet<>();
    facts.values().forEach(own -> Optional.ofNullable(own.get(fact)).ifPresent(values::add));
    if (values.size() > 1) {
      throw new IntakeFault(
          "all rows must be of the same "
              + fact
              + " but there are "
              + String.join(", ", values)
              + ": import them one by one");
    }
    return values.stream().findFirst();
  }

  private TrialSettings settings(TrialName trial, Map<String, String> facts, String data) {
    Map<String, Double> numbers = new TreeMap<>();
    Map<String, String> texts = new TreeMap<>();
    facts.forEach(
        (fact, value) -> {
          if (fact.startsWith(ColumnNames.HYPER_PARAMETER)) {
            String name = fact.substring(ColumnNames.HYPER_PARAMETER.length());
            number(value).ifPresentOrElse(n -> numbers.put(name, n), () -> texts.put(name, value));
          }
        });
    return new TrialSettings(
        facts.getOrDefault(ColumnNames.OPTIMIZER, trial.label()),
        TrialSettings.UNKNOWN,
        TrialSettings.UNKNOWN,
        numbers,
        texts,
        data,
        TrialSettings.UNKNOWN,
        count(facts, ColumnNames.TRAINING_SAMPLES),
        0,
        options.network().orElse(facts.getOrDefault(ColumnNames.NETWORK, TrialSettings.UNKNOWN)),
        TrialSettings.UNKNOWN,
        Optional.empty(),
        options.batchSize().or(() -> count(facts, ColumnNames.BATCH_SIZE)),
        positions.size(),
        trial.seed(),
        ENGINE,
        TrialSettings.UNKNOWN,
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> count(Map<String, String> facts, String fact) {
    String text = facts.get(fact);
    if (text == null) {
      return Optional.empty();
    }
    if (!text.matches("[1-9][0-9]{0,8}(\\.0{1,6})?")) {
      throw new IntakeFault(fact + " must be a whole number from 1 on but was '" + text + "'");
    }
    return Optional.of(Integer.valueOf(text.replaceFirst("\\..*", "")));
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
        trial.usable(positions).stream()
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    int expected = trial.diverged() ? own.size() : positions.size();
    Optional<Long> wanted =
        positions.stream().limit(expected).filter(p -> !own.contains(p)).findFirst();
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    long last = own.stream().reduce(-1L, Math::max);
    String unit = byEpoch ? "epoch " : "step ";
    return Optional.of(
        own.isEmpty()
            ? "it has no test_accuracy"
            : wanted.get() > last
                ? "it ends after " + unit + last + ", and others go on to " + positions.last()
                : unit + wanted.get() + " is missing");
  }

  private List<EpochMetrics> epochs(TrialLog trial, TrialSettings settings) {
    List<EpochMetrics> epochs = new ArrayList<>();
    Optional<Long> before = Optional.empty();
    boolean stepsKnown = stepsKnown(settings);
    Map<LoggedEvaluation, Double> seconds = figures.secondsSoFar(trial);
    for (Map.Entry<Long, LoggedEvaluation> entry : trial.usable(positions)) {
      LoggedEvaluation evaluation = entry.getValue();
      Optional<Long> steps =
          stepsKnown ? steps(entry.getKey(), evaluation, settings) : Optional.empty();
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

  /** Whether steps are known of every evaluation of every trial: in part they are of no use. */
  private boolean stepsKnown(TrialSettings settings) {
    return !byEpoch || stepsOfEpoch(settings).isPresent() || stepsLogged;
  }

  private Optional<Long> steps(long position, LoggedEvaluation evaluation, TrialSettings settings) {
    if (!byEpoch) {
      return Optional.of(position);
    }
    if (evaluation.step().orElse(0) > 0) {
      return Optional.of(evaluation.step().getAsLong());
    }
    return stepsOfEpoch(settings).map(steps -> steps * epoch(position));
  }

  private Optional<Long> stepsOfEpoch(TrialSettings settings) {
    if (options.stepsPerEpoch().isPresent()) {
      return options.stepsPerEpoch().map(Integer::longValue);
    }
    return settings.batchSize().isPresent() && settings.trainingSamples().isPresent()
        ? Optional.of(settings.stepsPerEpoch())
        : Optional.empty();
  }

  /** Counted from 1. */
  private long epoch(long position) {
    return countsFromZero() ? position + 1 : position;
  }

  private boolean countsFromZero() {
    return byEpoch && positions.first() == 0;
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
    taken.add(new Taken(byEpoch ? "epoch" : "step", evaluations()));
    taken.addAll(figures.taken());
    if (byEpoch) {
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

  private String evaluations() {
    long first = positions.first();
    long last = positions.last();
    boolean everyEpoch = byEpoch && last - first + 1 == positions.size() && first <= 1;
    if (!everyEpoch) {
      return "evaluated at "
          + positions.size()
          + " of them, "
          + first
          + " to "
          + last
          + ": tables count these evaluations as epochs";
    }
    return countsFromZero()
        ? "0 to " + last + ", counted from 0: 0 is taken for the first epoch"
        : first + " to " + last;
  }
}
