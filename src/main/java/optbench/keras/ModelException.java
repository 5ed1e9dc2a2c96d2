package optbench.keras;

/** A model that cannot be trained here as Keras would train it. */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ModelException(String message) {
    super(message);
  }
}
