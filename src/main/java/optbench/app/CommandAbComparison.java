package optbench.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.check.CheckReport;
import optbench.check.Rule;
import optbench.check.Sides;
import optbench.machine.ScratchFolder;
import optbench.machine.TemporaryFiles;
import optbench.result.Run;
import optbench.run.InterleavedSchedule;
import optbench.run.InterleavedSchedule.Lap;
import optbench.run.InterleavedSchedule.Side;
import optbench.run.OutsideCommand;
import optbench.spec.OptimizerSpec;
import optbench.spec.SpecException;
import optbench.store.LoadedSpec;
import optbench.store.MachineLock;

/** Has two commands train a spec in turn, and holds one against the other. */
public final class CommandAbComparison {
  private final Console console;
  private final SpecLanguage language;
  private final Path spec;
  private final String otherLine;
  private final OutsideCommand other;
  private final OutsideCommand self;
  private final int rounds;

  /**
   * @param language that the spec is written in
   * @param other the shell's line of the command that is checked against
   * @param self the one that is checked
   */
  public CommandAbComparison(
      Console console,
      SpecLanguage language,
      Path spec,
      String other,
      OutsideCommand self,
      int rounds) {
    this.console = console;
    this.language = language;
    this.spec = spec;
    this.otherLine = other;
    this.other = new OutsideCommand(other);
    this.self = self;
    this.rounds = rounds;
  }

  /**
   * Trains, which takes a while.
   *
   * @param asked rules; both defaults if there are none
   */
  public CheckReport check(List<Rule> asked) {
    LoadedSpec loaded = language.files().read(Optional.of(spec), List.of());
    requireNoTuning(loaded);
    List<Rule> rules = asked.isEmpty() ? List.of(Rule.DEFAULT, Rule.DEFAULT_TIMING) : asked;
    return CheckReport.against(
        otherLine,
        new Sides(train(loaded)),
        Rule.strictest(rules, Rule.Measure.ACCURACY),
        Rule.strictest(rules, Rule.Measure.TIMING));
  }

  private static void requireNoTuning(LoadedSpec loaded) {
    if (loaded.spec().tune().isPresent()) {
      throw loaded.located(
          new SpecException(
              "/tune",
              "tune has no place in a check against a command: give what was found as settings"));
    }
  }

  private List<Sides.Round> train(LoadedSpec loaded) {
    List<String> labels =
        loaded.spec().training().optimizers().stream().map(OptimizerSpec::name).toList();
    InterleavedSchedule schedule =
        new InterleavedSchedule(labels.size(), loaded.spec().training().seeds().values());
    say(
        rounds
            + " rounds of "
            + labels.size() * Side.values().length
            + " trials, each in a JVM of its own");
    Map<List<Integer>, Map<Side, Run>> trained = new LinkedHashMap<>();
    Path folder = TemporaryFiles.sharedFolder();
    MachineLock alone = MachineLock.take(folder, this::say);
    try (alone) {
      int round = 0;
      for (Lap lap : schedule.laps(rounds)) {
        if (lap.round() > round) {
          round = lap.round();
          say("round " + round + " of " + rounds);
        }
        trained
            .computeIfAbsent(
                List.of(lap.round(), lap.optimizer()), key -> new EnumMap<>(Side.class))
            .put(lap.side(), train(loaded, lap));
      }
    }
    List<Sides.Round> results = new ArrayList<>();
    trained.forEach(
        (key, sides) ->
            results.add(
                new Sides.Round(
                    labels.get(key.get(1)),
                    sides.get(Side.OTHER),
                    sides.get(Side.THIS),
                    sides.get(Side.AGAIN))));
    return results;
  }

  private Run train(LoadedSpec loaded, Lap lap) {
    try (ScratchFolder scratch = ScratchFolder.make()) {
      Path one = scratch.write("trial.json", loaded.oneTrial(lap.optimizer(), lap.seed()));
      OutsideCommand command = lap.side() == Side.OTHER ? other : self;
      return command.train(one, scratch.path("results"));
    }
  }

  private void say(String line) {
    console.tell(line);
  }
}
