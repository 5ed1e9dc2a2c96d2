package optbench.intake;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import optbench.text.NumberText;

/** In which units figures were logged. */
final class Figures {
  private static final MathContext FIVE_DIGITS = new MathContext(5);

  private final Map<LoggedFigure, AccuracyUnit> units = new EnumMap<>(LoggedFigure.class);
  private final Map<LoggedFigure, double[]> ranges = new EnumMap<>(LoggedFigure.class);
  private final boolean secondsOfEpoch;
  private final boolean unitWasSaid;

  /**
   * Finds out.
   *
   * @throws IntakeFault where a figure can be in no unit, or seconds fall
   */
  Figures(Collection<TrialLog> trials, IntakeOptions options) {
    secondsOfEpoch = options.secondsOfEpoch();
    unitWasSaid = options.accuracy().isPresent();
    for (TrialLog trial : trials) {
      trial.all().forEach(this::note);
    }
    for (LoggedFigure figure : LoggedFigure.values()) {
      if (figure.isAccuracy() && ranges.containsKey(figure)) {
        units.put(figure, options.accuracy().orElseGet(() -> unit(figure)));
      }
    }
    for (TrialLog trial : trials) {
      trial.all().forEach(this::requireAccuracies);
      requireSeconds(trial);
    }
  }

  private void note(LoggedEvaluation evaluation) {
    for (LoggedFigure figure : LoggedFigure.values()) {
      if (evaluation.has(figure) && Double.isFinite(evaluation.figure(figure))) {
        double value = evaluation.figure(figure);
        double[] range = ranges.computeIfAbsent(figure, f -> new double[] {value, value});
        range[0] = Math.min(range[0], value);
        range[1] = Math.max(range[1], value);
      }
    }
  }

  private AccuracyUnit unit(LoggedFigure figure) {
    return ranges.get(figure)[1] > 1 ? AccuracyUnit.PERCENT : AccuracyUnit.FRACTION;
  }

  private void requireAccuracies(LoggedEvaluation evaluation) {
    units.forEach(
        (figure, unit) -> {
          if (evaluation.has(figure)
              && !(evaluation.figure(figure) >= 0 && evaluation.figure(figure) <= unit.all())) {
            throw new IntakeFault(
                evaluation.place(figure),
                figure.column()
                    + " must be 0 to 1, or in per cent 0 to 100, but was "
                    + number(evaluation.figure(figure))
                    + (unitWasSaid ? ", and --accuracy says " + word(unit) : ""));
          }
        });
  }

  private void requireSeconds(TrialLog trial) {
    double before = 0;
    for (LoggedEvaluation evaluation : trial.all()) {
      if (!evaluation.has(LoggedFigure.SECONDS)) {
        continue;
      }
      double now = evaluation.figure(LoggedFigure.SECONDS);
      if (!(now >= 0 && now < Double.POSITIVE_INFINITY)) {
        throw new IntakeFault(
            evaluation.place(LoggedFigure.SECONDS),
            "seconds must be a number from 0 on but was " + number(now));
      }
      if (!secondsOfEpoch && now < before) {
        throw new IntakeFault(
            evaluation.place(LoggedFigure.SECONDS),
            "seconds are those since the training began, and must not fall, but "
                + number(now)
                + " comes after "
                + number(before)
                + ": where they are those of each epoch, say --seconds epoch");
      }
      before = now;
    }
  }

  /** A figure of an evaluation, accuracies as fractions of 1; empty if it was not logged. */
  Optional<Double> of(LoggedEvaluation evaluation, LoggedFigure figure) {
    if (!evaluation.has(figure)) {
      return Optional.empty();
    }
    double logged = evaluation.figure(figure);
    return Optional.of(units.containsKey(figure) ? logged / units.get(figure).all() : logged);
  }

  /** Seconds so far; none any more once those of an epoch are not known. */
  Map<LoggedEvaluation, Double> secondsSoFar(TrialLog trial) {
    Map<LoggedEvaluation, Double> soFar = new HashMap<>();
    double sum = 0;
    for (LoggedEvaluation evaluation : trial.all()) {
      if (evaluation.has(LoggedFigure.SECONDS)) {
        double logged = evaluation.figure(LoggedFigure.SECONDS);
        sum = secondsOfEpoch ? sum + logged : logged;
        soFar.put(evaluation, sum);
      } else if (secondsOfEpoch) {
        break;
      }
    }
    return soFar;
  }

  /** What was taken for what. */
  List<Taken> taken() {
    List<Taken> taken = new ArrayList<>();
    for (LoggedFigure figure : LoggedFigure.values()) {
      if (ranges.containsKey(figure)) {
        double[] range = ranges.get(figure);
        taken.add(
            new Taken(
                figure.column(),
                meaning(figure) + ", " + number(range[0]) + " to " + number(range[1])));
      } else {
        taken.add(new Taken(figure.column(), "not logged"));
      }
    }
    return taken;
  }

  private String meaning(LoggedFigure figure) {
    if (units.containsKey(figure)) {
      return units.get(figure) == AccuracyUnit.PERCENT ? "in per cent" : "fractions of 1";
    }
    if (figure == LoggedFigure.SECONDS) {
      return (secondsOfEpoch ? "of each epoch" : "since the training began")
          + ", kept but not compared";
    }
    return "as it is";
  }

  private static String word(AccuracyUnit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }

  private static String number(double value) {
    return Double.isFinite(value)
        ? NumberText.exact(new BigDecimal(value).round(FIVE_DIGITS).doubleValue())
        : "too large";
  }
}
