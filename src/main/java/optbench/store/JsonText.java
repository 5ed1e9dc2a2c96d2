package optbench.store;

/** Records as JSON text, in the form of the files. */
public final class JsonText {
  private JsonText() {}

  /** Pretty-printed, without a line end. */
  public static String of(Object value) {
    return Json.pretty(value);
  }
}
