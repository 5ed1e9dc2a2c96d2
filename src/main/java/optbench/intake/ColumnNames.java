package optbench.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import optbench.text.OneLine;

/** Which column of a log is what. */
public final class ColumnNames {
  static final String LABEL = "label";
  static final String SEED = "seed";
  static final String EPOCH = "epoch";
  static final String STEP = "step";
  static final String OPTIMIZER = "optimizer";
  static final String DATA = "data";
  static final String NETWORK = "network";
  static final String BATCH_SIZE = "batch_size";
  static final String TRAINING_SAMPLES = "training_samples";

  /** Before the name of a hyper-parameter. */
  public static final String HYPER_PARAMETER = "hp.";

  private static final List<String> FACTS =
      List.of(OPTIMIZER, DATA, NETWORK, BATCH_SIZE, TRAINING_SAMPLES);

  /** How our own exports call steps. */
  private static final String STEPS = "steps";

  private static final int LONGEST_TEXT = 200;
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}(\\.0{1,6})?");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]{1,40}(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][+-]?[0-9]{1,4})?");
  private static final Pattern NO_NUMBER = Pattern.compile("(?i)[+-]?(nan|inf|infinity)");

  private final Map<String, String> given;

  private ColumnNames(Map<String, String> given) {
    this.given = given;
  }

  /**
   * As they are documented, but for those that are called otherwise.
   *
   * @param given theirs by ours
   * @throws IllegalArgumentException if there is no such column of ours
   */
  public static ColumnNames of(Map<String, String> given) {
    for (String ours : given.keySet()) {
      if (!known().contains(ours) && !isHyperParameter(ours)) {
        throw new IllegalArgumentException(
            "must rename one of "
                + String.join(", ", known())
                + " or hp.NAME but named '"
                + ours
                + "'");
      }
    }
    return new ColumnNames(new TreeMap<>(given));
  }

  /** All that is looked for, but for hyper-parameters. */
  public static List<String> known() {
    List<String> all = new ArrayList<>(List.of(LABEL, SEED, EPOCH, STEP));
    for (LoggedFigure figure : LoggedFigure.values()) {
      all.add(figure.column());
    }
    all.addAll(FACTS);
    return all;
  }

  private static boolean isHyperParameter(String column) {
    return column.startsWith(HYPER_PARAMETER) && column.length() > HYPER_PARAMETER.length();
  }

  /**
   * Which of a log's columns are taken for what.
   *
   * @param theirs all that it has
   * @param ofOneTrial whether its name says whose it is, so that no column need to, and names of
   *     other tools are known
   * @return theirs by ours
   */
  public Map<String, String> in(Collection<String> theirs, boolean ofOneTrial) {
    Map<String, String> found = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>(given.values());
    for (String ours : known()) {
      boolean named = ours.equals(LABEL) || ours.equals(SEED);
      if (!(named && ofOneTrial)) {
        find(ours, theirs, taken, ofOneTrial).ifPresent(column -> found.put(ours, column));
      }
    }
    for (String column : theirs) {
      if (isHyperParameter(column) && !taken.contains(column)) {
        found.put(column, column);
      }
    }
    given.forEach(
        (ours, column) -> {
          if (isHyperParameter(ours) && theirs.contains(column)) {
            found.put(ours, column);
          }
        });
    return found;
  }

  private Optional<String> find(
      String ours, Collection<String> theirs, Set<String> taken, boolean ofOneTrial) {
    if (given.containsKey(ours)) {
      return Optional.of(given.get(ours)).filter(theirs::contains);
    }
    List<String> candidates = new ArrayList<>(List.of(ours));
    for (LoggedFigure figure : LoggedFigure.values()) {
      if (figure.column().equals(ours) && (ofOneTrial || figure == LoggedFigure.SECONDS)) {
        candidates.addAll(figure.others());
      }
    }
    if (ours.equals(STEP)) {
      candidates.add(STEPS);
    }
    return candidates.stream()
        .filter(column -> theirs.contains(column) && !taken.contains(column))
        .findFirst();
  }

  /** Those that are called otherwise, in words, such as {@code test_accuracy is val_accuracy}. */
  public static Set<String> renamed(Map<String, String> columns) {
    Set<String> renamed = new TreeSet<>();
    columns.forEach(
        (ours, theirs) -> {
          if (!ours.equals(theirs)) {
            renamed.add(ours + " is " + theirs);
          }
        });
    return renamed;
  }

  /**
   * A line of a log.
   *
   * @param place file and line, to be named in faults
   * @param columns theirs by ours
   * @param cells text by their name; empty, like one that is absent, where nothing is known
   * @param trial whose log it is, if its name says so
   * @throws IntakeFault that names what does not fit
   */
  public static LoggedRow row(
      String place,
      Map<String, String> columns,
      Map<String, String> cells,
      Optional<TrialName> trial) {
    Map<String, String> own = new HashMap<>();
    columns.forEach(
        (ours, theirs) -> {
          String cell = cells.getOrDefault(theirs, "").strip();
          if (!cell.isEmpty() && !cell.equals("NA")) {
            own.put(ours, cell);
          }
        });
    Map<LoggedFigure, Double> figures = new TreeMap<>();
    for (LoggedFigure figure : LoggedFigure.values()) {
      String cell = own.get(figure.column());
      if (cell != null) {
        number(place, figure, cell).ifPresent(value -> figures.put(figure, value));
      }
    }
    Map<String, String> facts = new TreeMap<>();
    own.forEach(
        (ours, cell) -> {
          if (FACTS.contains(ours) || isHyperParameter(ours)) {
            facts.put(ours, text(place, ours, cell));
          }
        });
    return new LoggedRow(
        place,
        trial.orElseGet(() -> name(place, own)),
        whole(place, EPOCH, own),
        whole(place, STEP, own),
        figures,
        facts);
  }

  private static TrialName name(String place, Map<String, String> own) {
    if (!own.containsKey(LABEL)) {
      throw new IntakeFault(place, "label is missing: each row says whose it is");
    }
    OptionalLong seed = whole(place, SEED, own);
    if (seed.isEmpty()) {
      throw new IntakeFault(place, "seed is missing: each row says of which seed it is");
    }
    return new TrialName(text(place, LABEL, own.get(LABEL)), seed.getAsLong());
  }

  private static String text(String place, String column, String cell) {
    if (!WholeText.is(cell)) {
      throw new IntakeFault(place, column + " holds half a character, and no text");
    }
    if (cell.length() > LONGEST_TEXT) {
      throw new IntakeFault(
          place,
          column + " must have at most " + LONGEST_TEXT + " characters but has " + cell.length());
    }
    return cell;
  }

  private static OptionalLong whole(String place, String column, Map<String, String> own) {
    String cell = own.get(column);
    if (cell == null) {
      return OptionalLong.empty();
    }
    if (!WHOLE.matcher(cell).matches()) {
      throw new IntakeFault(
          place, column + " must be a whole number from 0 on but was " + quoted(cell));
    }
    return OptionalLong.of(Long.parseLong(cell.replaceFirst("\\..*", "")));
  }

  /**
   * What is no number says of a loss that the training diverged, of others that it is not known.
   */
  private static Optional<Double> number(String place, LoggedFigure figure, String cell) {
    if (NO_NUMBER.matcher(cell).matches()) {
      return figure.isLoss() ? Optional.of(Double.NaN) : Optional.empty();
    }
    if (!NUMBER.matcher(cell).matches()) {
      throw new IntakeFault(
          place,
          figure.column()
              + " must be a number"
              + (cell.contains(",") ? " with a decimal point" : "")
              + " but was "
              + quoted(cell));
    }
    return Optional.of(Double.parseDouble(cell));
  }

  private static String quoted(String cell) {
    String clean = OneLine.of(cell);
    return "'" + (clean.length() > LONGEST_TEXT ? clean.substring(0, LONGEST_TEXT) : clean) + "'";
  }
}
