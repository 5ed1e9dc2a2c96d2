package optbench.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import optbench.result.TrialSettings;

/** What logs say of each label beside its results: hyper-parameters, data, network. */
final class LabelFacts {
  private static final String ENGINE = "imported";
  private static final String NO_DATA = "unknown data";

  private final Map<String, Map<String, String>> facts = new HashMap<>();
  private final IntakeOptions options;
  private final int evaluations;
  private final String data;

  /**
   * @param options that count more than what the logs say
   * @param evaluations of a whole trial
   * @throws IntakeFault if trials of a label say different things, or are of different data
   */
  LabelFacts(Collection<TrialLog> trials, IntakeOptions options, int evaluations) {
    this.options = options;
    this.evaluations = evaluations;
    trials.forEach(this::add);
    data = options.data().orElseGet(() -> shared(ColumnNames.DATA).orElse(NO_DATA));
  }

  /** All trials of a label must say the same. */
  private void add(TrialLog trial) {
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

  /** Of all trials. */
  String data() {
    return data;
  }

  /** What all labels say, if any says it. */
  private Optional<String> shared(String fact) {
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

  /** The settings of a trial, as far as they are known. */
  TrialSettings settings(TrialName trial) {
    Map<String, String> own = facts.get(trial.label());
    Map<String, Double> numbers = new TreeMap<>();
    Map<String, String> texts = new TreeMap<>();
    own.forEach(
        (fact, value) -> {
          if (fact.startsWith(ColumnNames.HYPER_PARAMETER)) {
            String name = fact.substring(ColumnNames.HYPER_PARAMETER.length());
            number(value).ifPresentOrElse(n -> numbers.put(name, n), () -> texts.put(name, value));
          }
        });
    return new TrialSettings(
        own.getOrDefault(ColumnNames.OPTIMIZER, trial.label()),
        TrialSettings.UNKNOWN,
        TrialSettings.UNKNOWN,
        numbers,
        texts,
        data,
        TrialSettings.UNKNOWN,
        count(own, ColumnNames.TRAINING_SAMPLES),
        0,
        options.network().orElse(own.getOrDefault(ColumnNames.NETWORK, TrialSettings.UNKNOWN)),
        TrialSettings.UNKNOWN,
        Optional.empty(),
        options.batchSize().or(() -> count(own, ColumnNames.BATCH_SIZE)),
        evaluations,
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
}
