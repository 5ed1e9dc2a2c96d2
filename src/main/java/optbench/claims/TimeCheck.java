package optbench.claims;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import optbench.result.Environment;
import optbench.result.EnvironmentDifference;
import optbench.result.Run;
import optbench.result.TrialResult;
import optbench.stats.Conditions;
import optbench.stats.TimeBasis;

/** Whether times may be held against each other: alone, the same conditions, one engine. */
final class TimeCheck {
  private TimeCheck() {}

  /**
   * Why they may not.
   *
   * @param runs with the optimizers alone whose times are compared, by experiment
   */
  static Optional<String> obstacle(Map<String, Run> runs) {
    List<TrialResult> all = new ArrayList<>();
    Set<Environment> environments = new LinkedHashSet<>();
    for (var entry : runs.entrySet()) {
      Run run = entry.getValue();
      Optional<String> reason = reason(Conditions.of(run), entry.getKey());
      if (reason.isPresent()) {
        return reason;
      }
      all.addAll(run.settled());
      environments.addAll(run.record().environmentsOf(run.settled()));
    }
    String differences = text(EnvironmentDifference.ofTimes(environments));
    if (!differences.isEmpty()) {
      return Optional.of(
          String.join(" and ", runs.keySet())
              + " were not timed under the same conditions: "
              + differences);
    }
    if (all.stream().flatMap(r -> r.time().stream()).anyMatch(t -> t.jobs() > 1)) {
      return Optional.of("trials were timed while others ran side by side with them");
    }
    if (all.stream()
            .flatMap(r -> r.time().stream())
            .map(t -> t.circumstances().isolated())
            .distinct()
            .count()
        > 1) {
      return Optional.of("some times were taken in a JVM of the trial's own, some not");
    }
    if (all.stream().map(r -> r.settings().engine()).distinct().count() > 1) {
      return Optional.of("times of different engines cannot be compared");
    }
    return Optional.empty();
  }

  private static Optional<String> reason(Conditions conditions, String experiment) {
    if (conditions.times() == TimeBasis.COMPARABLE && !conditions.timesDifferIn().isEmpty()) {
      return Optional.of(
          "trials of " + experiment + " name " + String.join("; ", conditions.timesDifferIn()));
    }
    return switch (conditions.times()) {
      case COMPARABLE -> Optional.empty();
      case OFF -> Optional.of("times of " + experiment + " were not asked for (timing: false)");
      case IMPORTED -> Optional.of("times of " + experiment + " were taken by something else");
      case SHARED -> Optional.of("not every trial of " + experiment + " has a time of its own");
      case MIXED_JOBS ->
          Optional.of("times of " + experiment + " were taken with different numbers of jobs");
      case MIXED_ISOLATION ->
          Optional.of(
              "some times of " + experiment + " were taken in a JVM of the trial's own, some not");
      case MIXED_CONDITIONS ->
          Optional.of(
              "trials of "
                  + experiment
                  + " were trained under different conditions: "
                  + String.join("; ", conditions.timesDifferIn()));
    };
  }

  private static String text(List<EnvironmentDifference> differences) {
    return differences.stream().map(EnvironmentDifference::text).collect(Collectors.joining("; "));
  }
}
