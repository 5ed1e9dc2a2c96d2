package optbench.intake;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A line of a log.
 *
 * @param place file and line
 * @param figures as they stand there, in whatever unit; losses may be no numbers
 * @param facts of the trial, as text by the name of their column, such as {@code hp.learning_rate}
 */
public record LoggedRow(
    String place,
    TrialName trial,
    OptionalLong epoch,
    OptionalLong step,
    Map<LoggedFigure, Double> figures,
    Map<String, String> facts) {
  public LoggedRow {
    Map<LoggedFigure, Double> copy = new EnumMap<>(LoggedFigure.class);
    copy.putAll(figures);
    figures = Collections.unmodifiableMap(copy);
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }
}
