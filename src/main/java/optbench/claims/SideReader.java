package optbench.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import optbench.result.Run;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialResult;
import optbench.stats.SeedRun;

/** Reads what one side of a comparison showed, from the runs that it names. */
record SideReader(Measure measure, MeasureSettings settings, Map<String, Run> evidence)
    implements ClaimSide.Visitor<SideReadings> {

  @Override
  public SideReadings single(ClaimSide.Single side) {
    return read(
        side, (name, label) -> label.equals(name.label()), (members, ofSeed) -> ofSeed.get(0));
  }

  @Override
  public SideReadings group(ClaimSide.Group side) {
    return read(
        side,
        ContenderName::matches,
        (members, ofSeed) ->
            Aggregate.of(side.take(), measure.higherIsBetter(), remarked(members, ofSeed)));
  }

  @Override
  public SideReadings constant(ClaimSide.Constant side) {
    return new SideReadings(
        side.text(),
        new TreeMap<>(),
        Optional.of(Reading.of(side.value())),
        List.of(),
        Optional.empty());
  }

  /**
   * Of the optimizers that a side names.
   *
   * @param stands whether a name stands for a label
   * @param figure of one seed: the members of the side, and the reading of each
   */
  private SideReadings read(
      ClaimSide side,
      BiPredicate<ContenderName, String> stands,
      BiFunction<List<ContenderName>, List<Reading>, Reading> figure) {
    List<ContenderName> members = new ArrayList<>();
    for (ContenderName name : side.names()) {
      Run run = evidence.get(name.experiment());
      if (run == null) {
        return without(side, "the experiment " + name.experiment() + " has not been run");
      }
      List<ContenderName> matching =
          run.labels().stream()
              .filter(label -> stands.test(name, label))
              .map(label -> new ContenderName(name.experiment(), label))
              .toList();
      if (matching.isEmpty()) {
        return without(side, name.experiment() + " has no optimizer '" + name.label() + "'");
      }
      members.addAll(matching);
    }
    return read(side, members.stream().distinct().toList(), figure);
  }

  private static SideReadings without(ClaimSide side, String obstacle) {
    return new SideReadings(
        side.text(), new TreeMap<>(), Optional.empty(), List.of(), Optional.of(obstacle));
  }

  private SideReadings read(
      ClaimSide side,
      List<ContenderName> members,
      BiFunction<List<ContenderName>, List<Reading>, Reading> figure) {
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
    bySeed.replaceAll((seed, none) -> figure.apply(members, ofSeed(readings, seed)));
    return new SideReadings(side.text(), bySeed, Optional.empty(), members, Optional.empty());
  }

  private static List<Reading> ofSeed(List<NavigableMap<Long, Reading>> readings, long seed) {
    return readings.stream()
        .map(own -> own.getOrDefault(seed, Reading.none(SideReadings.NOT_ITS_SEED)))
        .toList();
  }

  /** With the member's name before each remark: of one of several it would not be known whose. */
  private static List<Reading> remarked(List<ContenderName> members, List<Reading> readings) {
    return IntStream.range(0, members.size())
        .mapToObj(
            i -> {
              Reading reading = readings.get(i);
              return new Reading(
                  reading.value(),
                  reading.bound(),
                  reading.remark().map(remark -> members.get(i).label() + ": " + remark));
            })
        .toList();
  }
}
