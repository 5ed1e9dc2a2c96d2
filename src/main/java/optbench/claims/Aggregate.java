package optbench.claims;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import optbench.stats.SampleSummary;

/**
 * One figure of a group, for one seed. A value that is known only to be at least or at most
 * something makes the group's figure a bound too, or unknown; a member without a value leaves the
 * seed out.
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
      case MEAN -> between(mean(members, Reading::low), mean(members, Reading::high), members);
      case RANGE -> range(members);
      case SD -> sd(members);
    };
  }

  private static Reading largest(List<Reading> members) {
    return between(max(members, Reading::low), max(members, Reading::high), members);
  }

  private static Reading smallest(List<Reading> members) {
    return between(min(members, Reading::low), min(members, Reading::high), members);
  }

  private static Reading range(List<Reading> members) {
    double least = max(members, Reading::low) - min(members, Reading::high);
    double most = max(members, Reading::high) - min(members, Reading::low);
    return between(Math.max(0, least), most, members);
  }

  private static double mean(List<Reading> members, ToDoubleFunction<Reading> end) {
    double[] ends = members.stream().mapToDouble(end).toArray();
    return Pairs.finite(ends) ? SampleSummary.of(ends).mean() : Double.POSITIVE_INFINITY;
  }

  private static double max(List<Reading> members, ToDoubleFunction<Reading> end) {
    return members.stream().mapToDouble(end).max().orElseThrow();
  }

  private static double min(List<Reading> members, ToDoubleFunction<Reading> end) {
    return members.stream().mapToDouble(end).min().orElseThrow();
  }

  private static Reading sd(List<Reading> members) {
    if (!members.stream().allMatch(Reading::exact)) {
      return Reading.none("not all of the group are known exactly, so that their spread is not");
    }
    OptionalDouble sd = SampleSummary.of(members.stream().mapToDouble(Reading::low).toArray()).sd();
    return sd.isEmpty()
        ? Reading.none("one value has no standard deviation")
        : new Reading(sd, Bound.EXACT, remarks(members, true));
  }

  /** What is exact rests on members that are. */
  private static Reading between(double low, double high, List<Reading> members) {
    return Reading.between(
        low,
        high,
        remarks(members, low != high),
        "none of the group is known exactly, so that neither is its figure");
  }

  /** Of all members, or of those that are known. */
  private static Optional<String> remarks(List<Reading> members, boolean ofBounds) {
    String all =
        members.stream()
            .filter(r -> ofBounds || r.exact())
            .flatMap(r -> r.remark().stream())
            .collect(Collectors.joining("; "));
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }
}
