package optbench.device;

/** The device that was asked for cannot be used; the message is one line and says what to do. */
public final class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DeviceException(String message) {
    super(message);
  }
}
