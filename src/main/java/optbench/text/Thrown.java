package optbench.text;

/** What was thrown, in one line; code that we do not know may throw anything. */
public final class Thrown {
  private Thrown() {}

  /** Its kind and message; of what cannot even say that, the kind. */
  public static String words(Throwable thrown) {
    String words;
    try {
      words = String.valueOf(thrown).strip().replaceAll("\\s+", " ");
    } catch (Throwable mute) {
      words = thrown.getClass().getName();
    }
    return OneLine.sentence(words);
  }
}
