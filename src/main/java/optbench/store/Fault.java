package optbench.store;

import optbench.text.OneLine;

/**
 * Something wrong in a spec.
 *
 * @param message what was found and what is allowed, in one sentence
 */
record Fault(Place place, String message) {
  @Override
  public String toString() {
    String line = place.source().isEmpty() ? message : place + ": " + message;
    return OneLine.of(line);
  }
}
