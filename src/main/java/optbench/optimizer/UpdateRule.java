package optbench.optimizer;

import java.util.List;

/**
 * How an optimizer turns gradients into steps. A rule is written once, in {@link Vector} operations
 * on a {@link Block}; {@link Updater} feeds it block by block. It keeps nothing itself: all that it
 * remembers is in the state vectors that it names, so that state can be counted and copied.
 */
public interface UpdateRule {
  /** What the rule remembers: vectors as long as the parameters. */
  List<StateVector> state();

  /** The rule with the scalars of one step worked out, in double. */
  Update at(Step step);

  /** Applies one step to one block; blocks do not depend on each other. */
  @FunctionalInterface
  interface Update {
    void apply(Block block);
  }

  /**
   * One step of training.
   *
   * @param number counted from 1
   * @param learningRate in force at this step
   */
  record Step(long number, double learningRate) {}

  /**
   * A vector that the rule keeps from step to step.
   *
   * @param name as in the formula, such as {@code m}
   * @param initialValue of all its elements
   */
  record StateVector(String name, double initialValue) {
    /** Starts at 0. */
    public static StateVector zero(String name) {
      return new StateVector(name, 0);
    }
  }

  /**
   * One stretch of the parameters with what belongs to it. A rule may overwrite the gradient and
   * the scratch vectors.
   */
  interface Block {
    /** To be changed. */
    Vector parameters();

    /** Of the loss, with regard to the parameters. */
    Vector gradient();

    /** The state vector of this place in {@link UpdateRule#state()}. */
    Vector state(int index);

    /** Room for intermediate results; holds anything. */
    Vector scratch();
  }
}
