package optbench.intake;

/** Text that every file and table can hold. */
public final class WholeText {
  private WholeText() {}

  /** Whether it has no half of a character: JSON and command lines may hold such. */
  public static boolean is(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }
}
