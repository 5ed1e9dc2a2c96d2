package optbench.claims;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import optbench.result.Environment;
import optbench.result.TrialResult;
import optbench.stats.Conditions;
import optbench.stats.TimeBasis;

/** Whether times may be held against each other: alone, one machine, one engine. */
final class TimeCheck {
  private TimeCheck() {}

  /**
   * Why they may not.
   *
   * @param trials those whose times are compared, by experiment
   */
  static Optional<String> obstacle(
      Map<String, List<TrialResult>> trials, Map<String, Evidence> evidence) {
    List<TrialResult> all = new ArrayList<>();
    Set<List<Object>> machines = new LinkedHashSet<>();
    for (var entry : trials.entrySet()) {
      Evidence run = evidence.get(entry.getKey());
      Optional<String> reason =
          reason(Conditions.of(run.run(), entry.getValue()).times(), entry.getKey());
      if (reason.isPresent()) {
        return reason;
      }
      all.addAll(entry.getValue());
      machines.add(machine(run.run().environment()));
    }
    if (machines.size() > 1) {
      return Optional.of(
          String.join(" and ", trials.keySet()) + " were not timed on the same machine");
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

  private static Optional<String> reason(TimeBasis basis, String experiment) {
    return switch (basis) {
      case COMPARABLE -> Optional.empty();
      case OFF -> Optional.of("times of " + experiment + " were not asked for (timing: false)");
      case SHARED -> Optional.of("not every trial of " + experiment + " has a time of its own");
      case MIXED_JOBS ->
          Optional.of("times of " + experiment + " were taken with different numbers of jobs");
      case MIXED_ISOLATION ->
          Optional.of(
              "some times of " + experiment + " were taken in a JVM of the trial's own, some not");
      case MIXED_MACHINES ->
          Optional.of("trials of " + experiment + " were trained on machines that differ");
    };
  }

  private static List<Object> machine(Environment environment) {
    return List.of(
        environment.os(),
        environment.cpu(),
        environment.cores(),
        environment.java(),
        environment.backend(),
        environment.nativeBuild(),
        environment.threads(),
        environment.device(),
        environment.gpu());
  }
}
