package optbench.store;

/**
 * Where something was written.
 *
 * @param source a file, a command-line option, or empty if nobody wrote it
 * @param line counted from 1; 0 where only the source is known
 * @param column counted from 1, in characters
 */
record Place(String source, int line, int column) {
  /** All of a file, or an option. */
  static Place of(String source) {
    return new Place(source, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
