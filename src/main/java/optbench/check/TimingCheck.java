package optbench.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import optbench.stats.Interval;
import optbench.text.NumberText;

/**
 * What was found of one optimizer's time a step. Ratios are of this command's to the other's, round
 * by round, in their geometric mean: 1.1 is slower by 10 %.
 *
 * @param rounds how many there were
 * @param otherMillis median over the rounds
 * @param millis likewise, of this command
 * @param ratio95 Student's interval on logarithms, for this optimizer alone
 * @param self this command against itself, which would be 1 on a machine without a flaw
 * @param self95 likewise
 * @param pSlower two-sided, corrected for the number of optimizers: of a ratio above the margin
 * @param pNotSlower likewise, of a ratio below the margin
 * @param roundMillis what all of it was made from: other, this and this again, round by round
 * @param reason what the finding rests on, in a sentence without a full stop
 */
public record TimingCheck(
    String label,
    GateOutcome finding,
    int rounds,
    OptionalDouble otherMillis,
    OptionalDouble millis,
    OptionalDouble ratio,
    Optional<Interval> ratio95,
    OptionalDouble self,
    Optional<Interval> self95,
    OptionalDouble pSlower,
    OptionalDouble pNotSlower,
    List<List<Double>> roundMillis,
    String reason) {
  public TimingCheck {
    roundMillis = List.copyOf(roundMillis);
  }

  /** Of one whose times were not looked at. */
  static TimingCheck untested(String label, String reason) {
    return new TimingCheck(
        label,
        GateOutcome.NOT_COMPARED,
        0,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        List.of(),
        reason);
  }

  /** The reason, and the figures where there are any. */
  String text() {
    return ratio.isEmpty()
        ? reason
        : reason
            + ": "
            + NumberText.ratio(ratio.getAsDouble())
            + " times"
            + ratio95.map(i -> ", 95 % interval " + i.text(NumberText::ratio)).orElse("");
  }
}
