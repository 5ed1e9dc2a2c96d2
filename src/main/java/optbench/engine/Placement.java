package optbench.engine;

import org.nd4j.linalg.factory.Nd4j;

/** Where a training's numbers are, and so who can work on them. */
public enum Placement {
  /** The host's memory: Java's loops reach it, and for arrays this small they are faster. */
  HOST,
  /** A GPU's memory: only ND4J's operations reach it, and whatever Java is to see is copied. */
  DEVICE;

  /** Where ND4J's backend has them; loads it. */
  public static Placement ofBackend() {
    return Nd4j.getBackend().getEnvironment().isCPU() ? HOST : DEVICE;
  }

  /**
   * Waits until all that was asked for is done: a GPU is given work and left to it, so that a clock
   * read without waiting would show how long it takes to ask.
   */
  public void await() {
    if (this == DEVICE) {
      Nd4j.getExecutioner().commit();
    }
  }
}
