package optbench.opencl;

/** The device has no memory left for what it was asked for. */
public final class DeviceMemoryException extends OpenClException {
  private static final long serialVersionUID = 1L;

  DeviceMemoryException(String message) {
    super(message);
  }
}
