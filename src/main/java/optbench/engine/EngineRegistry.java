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
 * @param engines the first is the reference: it can run every trial and times each by itself. The
 *     others are faster, in the order in which they are preferred.
 */
public record EngineRegistry(List<Engine> engines) implements EngineChoice {
  public EngineRegistry {
    engines = List.copyOf(engines);
    if (engines.isEmpty()) {
      throw new IllegalArgumentException("must hold at least one engine");
    }
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
   * The spec's own choice. For {@code auto}: the reference where times are wanted; else the first
   * of the faster ones that can run the trial, or the reference if none can.
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
    Engine reference = engines.get(0);
    Optional<Engine> faster =
        engines.stream()
            .skip(spec.execution().timing().reported() ? engines.size() : 1)
            .filter(engine -> suits(engine, trialOn.apply(engine.id())))
            .findFirst();
    return requireTrains(faster.orElse(reference), trialOn);
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
