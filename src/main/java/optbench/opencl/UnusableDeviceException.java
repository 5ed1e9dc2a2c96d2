package optbench.opencl;

/** There are devices, but not the one that was asked for, or none that trainings can run on. */
public final class UnusableDeviceException extends OpenClException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message which one, and why
   */
  public UnusableDeviceException(String message) {
    super(message);
  }
}
