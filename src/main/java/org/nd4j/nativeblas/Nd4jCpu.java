package org.nd4j.nativeblas;

/**
 * A stand-in that wakes Deeplearning4j's oneDNN layers, which are several times faster for
 * convolutions.
 *
 * <p>Deeplearning4j 1.0.0-M2.1 asks by reflection, in {@code BaseMKLDNNHelper}, a class of this
 * name whether oneDNN may be used. That release moved the real class to {@code
 * org.nd4j.linalg.cpu.nativecpu.bindings}, so the question fails and oneDNN silently stays off.
 * This class answers it. The native code has a switch of its own and uses oneDNN only in builds
 * that contain it; the system property {@code org.eclipse.deeplearning4j.helpers.disable=false}
 * must be set, too.
 */
@SuppressWarnings("unused") // called by reflection
public final class Nd4jCpu {
  private Nd4jCpu() {}

  /** What Deeplearning4j looks for. */
  public static final class Environment {
    private static final Environment INSTANCE = new Environment();

    private Environment() {}

    /** The only instance. */
    public static Environment getInstance() {
      return INSTANCE;
    }

    /** Whether oneDNN may be used. */
    public boolean isUseMKLDNN() {
      return true;
    }
  }
}
