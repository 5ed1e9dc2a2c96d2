package optbench.engine.opencl;

/** The way back through bias and activation. */
final class ActivationKernels {
  private ActivationKernels() {}

  /** Gradients of outputs become those of the sums, and of the bias. */
  static void undo(Program program, Room room, DevicePanel output, int samples, boolean more) {
    var launch =
        program
            .launch("undoActivation")
            .with(output.values())
            .with(output.gradients())
            .with(room.gradients())
            .with(room.roster().trials())
            .with(samples)
            .with(more ? 1 : 0);
    Tiles.reduce(launch, output.shape().channels(), room.roster().count());
  }
}
