package optbench.intake;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import optbench.result.Divergence;

/** All that is logged of a trial at one epoch, or step, in however many rows. */
final class LoggedEvaluation {
  private final Map<LoggedFigure, Double> figures = new EnumMap<>(LoggedFigure.class);
  private final Map<LoggedFigure, String> places = new EnumMap<>(LoggedFigure.class);
  private OptionalLong step = OptionalLong.empty();

  /**
   * Takes what a row says.
   *
   * @throws IntakeFault if an earlier one has said it
   */
  void add(LoggedRow row, String at) {
    row.figures()
        .forEach(
            (figure, value) -> {
              String before = places.putIfAbsent(figure, row.place());
              if (before != null) {
                throw new IntakeFault(
                    row.place(),
                    figure.column()
                        + " of "
                        + row.trial().text()
                        + ", "
                        + at
                        + " is there twice, first in "
                        + before
                        + ": keep one of them");
              }
              figures.put(figure, value);
            });
    if (row.step().isPresent()) {
      step = row.step();
    }
  }

  boolean has(LoggedFigure figure) {
    return figures.containsKey(figure);
  }

  /** As it was logged; it must be there. */
  double figure(LoggedFigure figure) {
    return figures.get(figure);
  }

  /** Where it was logged. */
  String place(LoggedFigure figure) {
    return places.get(figure);
  }

  OptionalLong step() {
    return step;
  }

  /** Whether a loss shows that nothing came of the training. */
  boolean diverged() {
    return figures.entrySet().stream()
        .anyMatch(e -> e.getKey().isLoss() && Divergence.isHopeless(e.getValue()));
  }
}
