package optbench.opencl;

/** Judges what the driver answers; another one than the usual simulates a device that fails. */
@FunctionalInterface
interface StatusCheck {
  /**
   * Ends what was asked for where it was not done.
   *
   * @param what the driver was asked for, in words that go on after "could not"
   * @param status its answer
   * @throws OpenClException if it did not do it
   * @throws DeviceMemoryException if it had no memory for it
   */
  void check(String what, int status);
}
