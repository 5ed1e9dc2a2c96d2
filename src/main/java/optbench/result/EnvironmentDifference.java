package optbench.result;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that is not the same in all of some environments. What is not known of one makes no
 * difference.
 *
 * @param values in words, each once, in the order of the environments; at least two
 */
public record EnvironmentDifference(EnvironmentFact fact, List<String> values) {
  /** What follows from another fact, and need not be said beside it. */
  private static final Map<EnvironmentFact, Set<EnvironmentFact>> FOLLOWS_FROM =
      Map.of(
          EnvironmentFact.JVM, Set.of(EnvironmentFact.JAVA),
          EnvironmentFact.BACKEND, Set.of(EnvironmentFact.DEVICE),
          EnvironmentFact.NATIVE_BUILD, Set.of(EnvironmentFact.DEVICE),
          EnvironmentFact.BLAS, Set.of(EnvironmentFact.DEVICE, EnvironmentFact.NATIVE_BUILD));

  public EnvironmentDifference {
    values = List.copyOf(values);
  }

  /** Those that may decide how long a training takes. */
  public static List<EnvironmentDifference> ofTimes(Collection<Environment> environments) {
    return of(environments, EnvironmentFact::decidesTimes);
  }

  /** Those that may decide the last digits of metrics. */
  public static List<EnvironmentDifference> ofMetrics(Collection<Environment> environments) {
    return of(environments, EnvironmentFact::decidesMetrics);
  }

  private static List<EnvironmentDifference> of(
      Collection<Environment> environments, Predicate<EnvironmentFact> matters) {
    List<EnvironmentDifference> found = new ArrayList<>();
    for (EnvironmentFact fact : EnvironmentFact.values()) {
      List<String> values =
          environments.stream()
              .map(fact::of)
              .flatMap(Optional::stream)
              .distinct()
              .collect(Collectors.toList());
      if (matters.test(fact) && values.size() > 1) {
        found.add(new EnvironmentDifference(fact, values));
      }
    }
    Set<EnvironmentFact> differing =
        found.stream().map(EnvironmentDifference::fact).collect(Collectors.toSet());
    return found.stream()
        .filter(
            d ->
                FOLLOWS_FROM.getOrDefault(d.fact(), Set.of()).stream()
                    .noneMatch(differing::contains))
        .toList();
  }

  /** Such as {@code threads 1 and 2}. */
  public String text() {
    int last = values.size() - 1;
    return fact.title()
        + " "
        + Stream.of(String.join(", ", values.subList(0, last)), values.get(last))
            .collect(Collectors.joining(" and "));
  }
}
