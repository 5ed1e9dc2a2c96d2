package optbench.intake;

/**
 * What something was taken for.
 *
 * @param what such as a column
 */
public record Taken(String what, String as) {
  /** In a sentence. */
  public String text() {
    return what + ": " + as;
  }
}
