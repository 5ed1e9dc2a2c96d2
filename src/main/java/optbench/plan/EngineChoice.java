package optbench.plan;

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
}
