package optbench.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.plan.EngineChoice;
import optbench.plan.Trial;
import optbench.spec.ExperimentSpec;
import optbench.spec.SpecException;

/**
 * The engines that there are, and which of them {@code auto} stands for.
 *
 * @param engines the first is the reference, which can train every trial on the CPU. The others are
 *     faster, in the order in which they are preferred. There is at least one for every device.
 * @param apart whether each trial is trained by itself, also where an engine could train several
 *     together
 */
public record EngineRegistry(List<Engine> engines, boolean apart) implements EngineChoice {
  public EngineRegistry {
    engines = List.copyOf(engines);
    if (engines.isEmpty()) {
      throw new IllegalArgumentException("must hold at least one engine");
    }
  }

  /** With trials trained together as the engines like it. */
  public EngineRegistry(List<Engine> engines) {
    this(engines, false);
  }

  /** For what a spec asks for: where times are wanted, each trial has a time of its own. */
  public EngineRegistry training(ExperimentSpec spec) {
    return new EngineRegistry(engines, spec.execution().timing().reported());
  }

  /**
   * Which trials one engine trains together.
   *
   * @param trials of this engine, all supported, in the order in which they are to run
   */
  public List<List<Trial>> groups(Engine engine, List<Trial> trials) {
    return apart ? trials.stream().map(List::of).toList() : engine.groups(trials);
  }

  /** What may stand in a spec: the engines' names, and {@code auto}. */
  public List<String> words() {
    return Stream.concat(Stream.of(ExperimentSpec.AUTO_ENGINE), engines.stream().map(Engine::id))
        .toList();
  }

  /**
   * The engine of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Engine get(String id) {
    return engines.stream()
        .filter(engine -> engine.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "engine must be one of "
                        + engines.stream().map(Engine::id).toList()
                        + " but was '"
                        + id
                        + "'"));
  }

  /**
   * The spec's own choice. For {@code auto}: the first of the faster ones that can train the trial,
   * or the reference if none can.
   *
   * @throws SpecException if the spec names one that cannot compute on the trials' device, or if
   *     the engine cannot train the trial
   */
  @Override
  public String engine(ExperimentSpec spec, Function<String, Trial> trialOn) {
    if (!spec.execution().engine().equals(ExperimentSpec.AUTO_ENGINE)) {
      Engine named = get(spec.execution().engine());
      requireRunsOn(named, trialOn.apply(named.id()).settings().device());
      return requireTrains(named, trialOn);
    }
    List<Engine> there = onDevice(trialOn);
    Optional<Engine> faster =
        there.stream()
            .skip(1)
            .filter(engine -> suits(engine, trialOn.apply(engine.id())))
            .findFirst();
    return requireTrains(faster.orElse(there.get(0)), trialOn);
  }

  /** Times are compared, and those of two engines say nothing of the optimizers. */
  @Override
  public EngineChoice amongAll(ExperimentSpec spec, List<Function<String, Trial>> trialsOn) {
    boolean chosen = spec.execution().engine().equals(ExperimentSpec.AUTO_ENGINE);
    if (!chosen || !spec.execution().timing().reported()) {
      return this;
    }
    List<Engine> there = onDevice(trialsOn.get(0));
    Engine one =
        there.stream()
            .skip(1)
            .filter(
                engine -> trialsOn.stream().allMatch(on -> suits(engine, on.apply(engine.id()))))
            .findFirst()
            .orElse(there.get(0));
    return new EngineRegistry(List.of(one));
  }

  /** The reference first, where it computes on the trial's device. */
  private List<Engine> onDevice(Function<String, Trial> trialOn) {
    String device = trialOn.apply(engines.get(0).id()).settings().device();
    return engines.stream().filter(engine -> engine.runsOn(device)).toList();
  }

  private static String requireTrains(Engine engine, Function<String, Trial> trialOn) {
    Trial trial = trialOn.apply(engine.id());
    Optional<String> reason = engine.unsupported(trial);
    if (reason.isPresent()) {
      throw new SpecException(
          "/engine", "'" + engine.id() + "' cannot train '" + trial.label() + "': " + reason.get());
    }
    return engine.id();
  }

  private static boolean suits(Engine engine, Trial trial) {
    return engine.runsOn(trial.settings().device()) && engine.unsupported(trial).isEmpty();
  }

  private void requireRunsOn(Engine engine, String device) {
    if (!engine.runsOn(device)) {
      String others =
          engines.stream()
              .filter(e -> e.runsOn(device))
              .map(Engine::id)
              .collect(Collectors.joining(" or "));
      throw new SpecException(
          "/engine",
          "must be "
              + others
              + " on "
              + device
              + " but was '"
              + engine.id()
              + "', which cannot compute there: write engine: auto, or device: cpu");
    }
  }
}
