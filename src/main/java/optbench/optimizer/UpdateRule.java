package optbench.optimizer;

import java.util.List;
import java.util.Optional;
import optbench.optimizer.ParameterLayout.Tensor;

/**
 * How an optimizer turns gradients into steps. A rule is written once, in {@link Vector} operations
 * on a {@link Block}; {@link Updater} feeds it block by block. It keeps nothing itself: all that it
 * remembers is in the vectors and scalars that it names, so that state can be counted and copied.
 */
public interface UpdateRule {
  /** What the rule remembers: vectors as long as the parameters. */
  List<StateVector> state();

  /** What the rule remembers of one tensor, where that is not the same for all. */
  default List<StateVector> state(Tensor tensor) {
    return state();
  }

  /** Single numbers that the rule remembers, once for all parameters. */
  default List<StateScalar> scalars() {
    return List.of();
  }

  /** How much of the parameters the rule has to see at once. */
  default Scope scope() {
    return Scope.ELEMENTS;
  }

  /**
   * Whether the rule applies {@link Block#weightDecay()} itself. Otherwise weights shrink by
   * learning rate times decay before the rule sees them.
   */
  default boolean decaysWeights() {
    return false;
  }

  /** The rule with the scalars of one step worked out, in double. Called once a step. */
  Update at(Step step);

  /**
   * Turns the parameters, where gradients are taken, into those to be evaluated, if these are
   * others. The trained ones come back afterwards.
   */
  default Optional<Update> evaluation() {
    return Optional.empty();
  }

  /** Applies one step to one block; blocks do not depend on each other. */
  @FunctionalInterface
  interface Update {
    void apply(Block block);
  }

  /** What a block is. */
  enum Scope {
    /** Any stretch of a tensor: the rule treats every parameter by itself. */
    ELEMENTS,
    /** A whole tensor: the rule takes norms or matrix products of it. */
    TENSORS
  }

  /**
   * One step of training.
   *
   * @param number counted from 1
   * @param learningRate in force at this step
   * @param scalars what the rule remembers in {@link UpdateRule#scalars()}; it may change them
   */
  record Step(long number, double learningRate, Scalars scalars) {}

  /** Numbers that the rule keeps from step to step. */
  interface Scalars {
    /** The scalar of this place in {@link UpdateRule#scalars()}. */
    double get(int index);

    /** Changes it. */
    void set(int index, double value);
  }

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
   * A number that the rule keeps from step to step, in double.
   *
   * @param name as in the formula
   * @param initialValue before the first step
   */
  record StateScalar(String name, double initialValue) {}

  /**
   * One stretch of the parameters with what belongs to it: a whole tensor if the rule's {@link
   * Scope} says so. A rule may overwrite the gradient and the scratch vector.
   */
  interface Block {
    /** The tensor that the stretch is part of. */
    Tensor tensor();

    /** Coefficient of decoupled weight decay for this stretch; 0 where there is none. */
    double weightDecay();

    /** To be changed. */
    Vector parameters();

    /** Of the loss, with regard to the parameters. */
    Vector gradient();

    /** The state vector of this place in {@link UpdateRule#state(Tensor)}. */
    Vector state(int index);

    /** Room for intermediate results; holds anything. */
    Vector scratch();

    /**
     * Room for a matrix; holds anything. Indices keep matrices of the same size apart. For rules
     * that work on whole tensors.
     */
    Matrix matrix(int index, int rows, int columns);
  }
}
