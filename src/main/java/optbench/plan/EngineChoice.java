package optbench.plan;

import java.util.List;
import java.util.function.Function;
import optbench.spec.ExperimentSpec;

/** Decides which engine trains a trial. */
@FunctionalInterface
public interface EngineChoice {
  /** Takes the spec at its word. */
  EngineChoice AS_NAMED = (spec, trialOn) -> spec.execution().engine();

  /**
   * An engine for one trial.
   *
   * @param trialOn the trial as it would be on an engine of that name
   * @return the engine's name
   */
  String engine(ExperimentSpec spec, Function<String, Trial> trialOn);

  /**
   * The choice for an experiment of these trials, some of which may have to be of one engine.
   *
   * @param trialsOn each trial as it would be on an engine of a name
   */
  default EngineChoice amongAll(ExperimentSpec spec, List<Function<String, Trial>> trialsOn) {
    return this;
  }
}
