package optbench.claims;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import optbench.stats.SampleSummary;

/**
 * One figure of a group, for one seed. A value that is known only to be at least something makes
 * the group's figure a lower bound too, or unknown; a member without a value leaves the seed out.
 */
final class Aggregate {
  private Aggregate() {}

  static Reading of(AggregateFunction take, boolean higherIsBetter, List<Reading> members) {
    Optional<Reading> without = members.stream().filter(r -> r.value().isEmpty()).findFirst();
    if (without.isPresent()) {
      return without.get();
    }
    return switch (take) {
      case BEST -> higherIsBetter ? largest(members) : smallest(members);
      case WORST -> higherIsBetter ? smallest(members) : largest(members);
      case MEAN -> bounded(SampleSummary.of(lows(members)).mean(), members);
      case RANGE -> range(members);
      case SD -> sd(members);
    };
  }

  private static Reading largest(List<Reading> members) {
    return bounded(SampleSummary.of(lows(members)).max(), members);
  }

  /** Known if a member that is known is below all bounds of the others. */
  private static Reading smallest(List<Reading> members) {
    double least = SampleSummary.of(lows(members)).min();
    boolean known = members.stream().anyMatch(r -> !r.atLeast() && r.low() == least);
    return known
        ? new Reading(OptionalDouble.of(least), false, remarks(members, false))
        : bounded(least, members);
  }

  private static Reading range(List<Reading> members) {
    double largest = SampleSummary.of(lows(members)).max();
    OptionalDouble smallestKnown =
        members.stream().filter(r -> !r.atLeast()).mapToDouble(Reading::low).min();
    return smallestKnown.isEmpty()
        ? Reading.none("none of the group is known exactly, so that neither is its range")
        : bounded(Math.max(0, largest - smallestKnown.getAsDouble()), members);
  }

  private static Reading sd(List<Reading> members) {
    if (members.stream().anyMatch(Reading::atLeast)) {
      return Reading.none("not all of the group are known exactly, so that their spread is not");
    }
    OptionalDouble sd = SampleSummary.of(lows(members)).sd();
    return sd.isEmpty()
        ? Reading.none("one value has no standard deviation")
        : new Reading(sd, false, remarks(members, true));
  }

  private static Reading bounded(double value, List<Reading> members) {
    return new Reading(
        OptionalDouble.of(value),
        members.stream().anyMatch(Reading::atLeast),
        remarks(members, true));
  }

  /** Of all members, or of those that are known. */
  private static Optional<String> remarks(List<Reading> members, boolean ofBounds) {
    String all =
        members.stream()
            .filter(r -> ofBounds || !r.atLeast())
            .flatMap(r -> r.remark().stream())
            .collect(Collectors.joining("; "));
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  private static double[] lows(List<Reading> members) {
    return members.stream().mapToDouble(Reading::low).toArray();
  }
}
