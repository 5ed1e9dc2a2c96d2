package optbench.cli;

import optbench.spec.Device;

/** A command that computes: the launcher asks it on what, before it starts the build for that. */
interface UsesDevice {
  /**
   * What options, environment and spec ask for, in this order.
   *
   * @throws RuntimeException if they are not valid, as the command itself would
   */
  Device device();

  /**
   * Whether options and spec have a cluster train.
   *
   * @throws RuntimeException if they are not valid, as the command itself would
   */
  default boolean usesCluster() {
    return false;
  }

  /** Whether it cannot go on without the device; else it takes CUDA only if that is there. */
  default boolean insists() {
    return true;
  }
}
