package optbench.engine.opencl;

/** One layer of all trials' networks. What it is asked for is put into the queue. */
interface DeviceLayer {
  /** Values of the panel below become values of the panel above. */
  void forward(int samples, boolean training);

  /**
   * Gradients of the panel above, which may be used up, become those of the panel below and of the
   * parameters.
   *
   * @param more whether those of the parameters are added to what an earlier part of the batch gave
   */
  void backward(int samples, boolean more);

  /** Back to the start of the training, in all but the parameters. */
  default void restart() {}
}
