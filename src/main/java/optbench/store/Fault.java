package optbench.store;

import optbench.text.OneLine;

/**
 * Something wrong in a spec.
 *
 * @param message what was found and what is allowed, in one sentence
 */
record Fault(Place place, String message) {
  private static final int LONGEST_QUOTE = 60;

  /** A text as part of a message: in quotes, on one line, and not too long. */
  static String quote(String text) {
    String line = text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    return "'" + shorten(line) + "'";
  }

  static String shorten(String text) {
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
  }

  @Override
  public String toString() {
    String line = place.source().isEmpty() ? message : place + ": " + message;
    return OneLine.of(line);
  }
}
