package optbench.optimizer;

import java.util.List;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.random.SeededRandom;
import optbench.spec.Techniques;

/** A block as an {@link Updater} handles it: loaded, worked on, and stored. */
abstract class WorkBlock implements UpdateRule.Block {
  private final Tensor tensor;
  private final boolean decays;
  private final double weightDecay;

  WorkBlock(Tensor tensor, Techniques techniques) {
    this.tensor = tensor;
    this.decays =
        tensor.role() == Role.WEIGHTS || (tensor.role() == Role.OTHER && techniques.decayAll());
    this.weightDecay = decays ? techniques.weightDecay().orElse(0.0) : 0;
  }

  @Override
  public final Tensor tensor() {
    return tensor;
  }

  @Override
  public final double weightDecay() {
    return weightDecay;
  }

  /** Whether penalties and weight decay hold for it. */
  final boolean decays() {
    return decays;
  }

  abstract void loadParameters(ParameterMemory memory);

  /**
   * Loads the gradient.
   *
   * @param again whether it will be loaded once more, and must then be what it was
   */
  abstract void loadGradient(ParameterMemory memory, boolean again);

  abstract void storeParameters(ParameterMemory memory);

  /** Keeps a copy of the parameters that are loaded; running it puts them back into the memory. */
  abstract Runnable keepParameters(ParameterMemory memory);

  /** The root of the sum of the gradient's squares. */
  abstract double gradientNorm();

  /** Scales the gradient down to a norm, where that of its group is larger. */
  void shortenGradient(double most, double norm) {
    if (norm > most) {
      gradient().scale(most / norm);
    }
  }

  /** The scratch vector, filled with numbers of mean 0 and deviation 1. */
  abstract Vector normal(SeededRandom random);

  /** The last of the vectors that are kept. */
  abstract Vector last();

  /** A copy of everything that it keeps. */
  abstract List<float[]> copyOfState();

  /** Back to such a copy. */
  abstract void setState(List<float[]> copy);

  abstract long stateBytes();
}
