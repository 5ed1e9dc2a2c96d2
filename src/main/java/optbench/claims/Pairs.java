package optbench.claims;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Two sides, seed by seed. Of a seed that is censored, the difference is only known to be at least,
 * or at most, so much; where it is neither, the seed says nothing and is left out.
 *
 * @param of readings of the seeds that are compared
 * @param reference likewise
 * @param remarks about seeds, compared or left out
 */
record Pairs(List<Reading> of, List<Reading> reference, List<String> remarks) {
  Pairs {
    of = List.copyOf(of);
    reference = List.copyOf(reference);
    remarks = List.copyOf(remarks);
  }

  static Pairs of(SideReadings first, SideReadings second) {
    NavigableSet<Long> seeds = new TreeSet<>(first.seeds());
    seeds.addAll(second.seeds());
    List<Reading> of = new ArrayList<>();
    List<Reading> reference = new ArrayList<>();
    SeedRemarks remarks = new SeedRemarks();
    SeedRemarks leftOut = new SeedRemarks();
    for (long seed : seeds) {
      Reading one = first.of(seed);
      Reading other = second.of(seed);
      if (one.value().isEmpty() || other.value().isEmpty()) {
        SideReadings missing = one.value().isEmpty() ? first : second;
        leftOut.add(
            "left out, for " + missing.text() + ": " + missing.of(seed).remark().orElseThrow(),
            seed);
      } else if (!one.exact() && one.bound() == other.bound()) {
        leftOut.add("left out, for neither of the two is known: " + one.remark().orElse(""), seed);
      } else {
        of.add(one);
        reference.add(other);
        one.remark().ifPresent(remark -> remarks.add(first.text() + ": " + remark, seed));
        other.remark().ifPresent(remark -> remarks.add(second.text() + ": " + remark, seed));
      }
    }
    List<String> all = new ArrayList<>(remarks.texts());
    all.addAll(leftOut.texts());
    return new Pairs(of, reference, all);
  }

  int seeds() {
    return of.size();
  }

  /** Why they cannot be compared on this scale. */
  Optional<String> obstacle(Scale scale) {
    if (seeds() < 2) {
      return Optional.of(
          (seeds() == 0 ? "no seed" : "1 seed") + " in common: a test takes 2 or more");
    }
    boolean positive =
        Stream.concat(of.stream(), reference.stream()).allMatch(r -> r.value().orElseThrow() > 0);
    return scale != Scale.RATIO || positive
        ? Optional.empty()
        : Optional.of("a value is 0 or less, which has no ratio");
  }

  /** What each difference is at least; minus infinity where that is not known. */
  double[] lowest(ClaimTest test) {
    return differences(test, Reading::low, Reading::high);
  }

  /** What each difference is at most; infinity where that is not known. */
  double[] highest(ClaimTest test) {
    return differences(test, Reading::high, Reading::low);
  }

  /** The factor stands on the side that is claimed to be less. */
  private double[] differences(
      ClaimTest test, ToDoubleFunction<Reading> endOf, ToDoubleFunction<Reading> endOfReference) {
    Scale scale = test.measure().scale();
    boolean linear = scale != Scale.RATIO;
    double onOf = linear && test.direction() == Direction.LESS_THAN ? test.factor() : 1;
    double onReference = linear && test.direction() == Direction.GREATER_THAN ? test.factor() : 1;
    double[] differences = new double[seeds()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] =
          scale.toLinear(onOf * endOf.applyAsDouble(of.get(i)))
              - scale.toLinear(onReference * endOfReference.applyAsDouble(reference.get(i)));
    }
    return differences;
  }

  static boolean finite(double... values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }
}
