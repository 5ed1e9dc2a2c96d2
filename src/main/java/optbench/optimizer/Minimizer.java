package optbench.optimizer;

import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * One optimizer at work on one network, where a step has to look at loss and gradient more than
 * once: it chooses a direction and searches along it. Holds the optimizer's state; for those whose
 * step needs one gradient there is {@link Updater}.
 */
public interface Minimizer {
  /**
   * One step, in place. It ends after a limited number of evaluations, whatever the objective does;
   * if it finds nothing lower, the parameters are, bit by bit, what they were.
   *
   * @param parameters float32, as many as the layout has; they are where the objective is evaluated
   * @param objective the same function of the parameters for all of the step
   */
  Step step(FloatBuffer parameters, LossAndGradient objective);

  /** Bytes that it keeps between steps once it has made enough of them. */
  long stateBytes();

  /** What went otherwise than it should in the steps so far, in a sentence, if anything did. */
  Optional<String> remark();

  /** What is minimized. */
  @FunctionalInterface
  interface LossAndGradient {
    /**
     * The loss at the parameters as they stand now; may be anything but a number.
     *
     * @param gradient is filled with the gradient there, and what is to be taken off of running
     *     statistics
     */
    double evaluate(float[] gradient);
  }

  /**
   * What came of a step.
   *
   * @param loss where it started, with penalties
   */
  record Step(double loss, Ending ending) {}

  /** How a step ended. */
  enum Ending {
    /** It moved, and both strong Wolfe conditions hold. */
    WOLFE,
    /** It moved to a lower loss, but evaluations ran out before the slope was small enough. */
    DECREASED,
    /** It did not move: the gradient is zero within tolerance. */
    STATIONARY,
    /** It did not move: it found no lower loss. */
    FAILED,
    /** It did not move: loss or gradient were not numbers where it started. */
    NOT_FINITE
  }
}
