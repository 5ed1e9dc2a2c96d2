package optbench.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import optbench.result.Run;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialResult;
import optbench.stats.SeedRun;

/**
 * What one side of a comparison showed, seed by seed.
 *
 * @param bySeed of every seed that was to be trained; empty for a constant
 * @param constant the same for every seed
 * @param members optimizers that were read
 * @param obstacle why there is nothing to read
 */
record SideReadings(
    String text,
    NavigableMap<Long, Reading> bySeed,
    Optional<Reading> constant,
    List<ContenderName> members,
    Optional<String> obstacle) {

  /** The seeds for which this side was to have a value. */
  NavigableSet<Long> seeds() {
    return new TreeSet<>(bySeed.keySet());
  }

  /** Of that seed; one that was never to be trained has none. */
  Reading of(long seed) {
    return constant.orElseGet(
        () -> bySeed.getOrDefault(seed, Reading.none("the seed is not among its own")));
  }

  static SideReadings of(
      ClaimSide side, Measure measure, MeasureSettings settings, Map<String, Run> evidence) {
    if (side instanceof ClaimSide.Constant constant) {
      return new SideReadings(
          side.text(),
          new TreeMap<>(),
          Optional.of(Reading.of(constant.value())),
          List.of(),
          Optional.empty());
    }
    List<ContenderName> members = new ArrayList<>();
    for (ContenderName name : side.names()) {
      Run run = evidence.get(name.experiment());
      if (run == null) {
        return without(side, "the experiment " + name.experiment() + " has not been run");
      }
      List<ContenderName> matching = matching(side, name, run);
      if (matching.isEmpty()) {
        return without(side, name.experiment() + " has no optimizer '" + name.label() + "'");
      }
      members.addAll(matching);
    }
    return read(side, members.stream().distinct().toList(), measure, settings, evidence);
  }

  private static List<ContenderName> matching(ClaimSide side, ContenderName name, Run run) {
    return run.labels().stream()
        .filter(
            label ->
                side instanceof ClaimSide.Group ? name.matches(label) : label.equals(name.label()))
        .map(label -> new ContenderName(name.experiment(), label))
        .toList();
  }

  private static SideReadings without(ClaimSide side, String obstacle) {
    return new SideReadings(
        side.text(), new TreeMap<>(), Optional.empty(), List.of(), Optional.of(obstacle));
  }

  private static SideReadings read(
      ClaimSide side,
      List<ContenderName> members,
      Measure measure,
      MeasureSettings settings,
      Map<String, Run> evidence) {
    List<NavigableMap<Long, Reading>> readings = new ArrayList<>();
    for (ContenderName member : members) {
      Run run = evidence.get(member.experiment());
      Map<Long, TrialResult> settled = run.settled(member.label());
      NavigableMap<Long, Reading> own = new TreeMap<>();
      for (PlannedTrial planned : run.planned(member.label())) {
        long seed = planned.seed();
        own.put(
            seed,
            settled.containsKey(seed)
                ? measure.read(SeedRun.of(seed, settled.get(seed)), settings)
                : Reading.none("it has no result"));
      }
      readings.add(own);
    }
    NavigableMap<Long, Reading> bySeed = new TreeMap<>();
    readings.forEach(own -> own.keySet().forEach(seed -> bySeed.put(seed, null)));
    bySeed.replaceAll((seed, none) -> of(side, members, readings, seed, measure));
    return new SideReadings(side.text(), bySeed, Optional.empty(), members, Optional.empty());
  }

  private static Reading of(
      ClaimSide side,
      List<ContenderName> members,
      List<NavigableMap<Long, Reading>> readings,
      long seed,
      Measure measure) {
    List<Reading> ofSeed = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      ContenderName member = members.get(i);
      Reading reading =
          readings.get(i).getOrDefault(seed, Reading.none("the seed is not among its own"));
      ofSeed.add(
          side instanceof ClaimSide.Group
              ? new Reading(
                  reading.value(),
                  reading.atLeast(),
                  reading.remark().map(remark -> member.label() + ": " + remark))
              : reading);
    }
    return side instanceof ClaimSide.Group group
        ? Aggregate.of(group.take(), measure.higherIsBetter(), ofSeed)
        : ofSeed.get(0);
  }
}
