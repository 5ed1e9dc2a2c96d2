package optbench.store;

/**
 * Something wrong in a spec.
 *
 * @param message what was found and what is allowed, in one sentence
 */
record Fault(Place place, String message) {
  @Override
  public String toString() {
    return place.source().isEmpty() ? message : place + ": " + message;
  }
}
