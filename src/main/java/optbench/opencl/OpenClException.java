package optbench.opencl;

/** OpenCL cannot be used here; the message says why and what to do. */
public class OpenClException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OpenClException(String message) {
    super(message);
  }

  OpenClException(String message, Throwable cause) {
    super(message, cause);
  }
}
