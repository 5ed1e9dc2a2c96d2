package optbench.claims;

/**
 * An optimizer of an experiment, written {@code experiment/label}.
 *
 * @param label as in the experiment's spec; in a group, {@code *} stands for any text
 */
public record ContenderName(String experiment, String label) {
  /**
   * Reads {@code experiment/label}; a label may hold slashes.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static ContenderName parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash == text.length() - 1) {
      throw new IllegalArgumentException("must be experiment/label but was '" + text + "'");
    }
    return new ContenderName(text.substring(0, slash), text.substring(slash + 1));
  }

  /** Whether it stands for this label, in a group. */
  public boolean matches(String candidate) {
    if (candidate.equals(label)) {
      return true;
    }
    String[] parts = label.split("\\*", -1);
    if (parts.length == 1 || !candidate.startsWith(parts[0])) {
      return false;
    }
    int at = parts[0].length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = candidate.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    String last = parts[parts.length - 1];
    return candidate.length() - at >= last.length() && candidate.endsWith(last);
  }

  @Override
  public String toString() {
    return experiment + "/" + label;
  }
}
