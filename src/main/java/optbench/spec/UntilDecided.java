package optbench.spec;

import java.util.List;
import java.util.stream.Stream;
import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/**
 * That seeds are added until each optimizer is decided against the best.
 *
 * @param from how many each optimizer gets at first
 * @param atMost how many it may get, at least as many
 */
public record UntilDecided(int from, int atMost) {
  private static final String DECIDED = "decided";

  /** Numbers of seeds at which an experiment is judged: each about half as many again. */
  private static final List<Integer> LOOKS =
      List.of(3, 5, 8, 12, 18, 25, 35, 50, 70, 100, 140, 200, 280, 400, 560, 800);

  private static final Key<String> UNTIL =
      Key.of("until", ValueType.words("", "When to stop adding seeds", List.of(DECIDED)))
          .required();

  private static final Key<Integer> FROM =
      Key.of(
              "from",
              ValueType.integer("How many seeds each optimizer gets at first", 2, Seeds.MOST))
          .byDefault(3);

  private static final Key<Integer> AT_MOST =
      Key.of("at_most", ValueType.integer("How many seeds an optimizer may get", 2, Seeds.MOST))
          .byDefault(30);

  static final ObjectType<UntilDecided> MAPPING =
      ObjectType.<UntilDecided>of(
              "Adds seeds to those optimizers alone that are neither shown to be worse than the best nor equivalent to it")
          .with(UNTIL, until -> DECIDED)
          .with(FROM, UntilDecided::from)
          .with(AT_MOST, UntilDecided::atMost)
          .example("until", DECIDED, "from", 3, "at_most", 30)
          .reads(given -> new UntilDecided(given.get(FROM), given.get(AT_MOST)));

  public UntilDecided {
    FROM.require(from);
    AT_MOST.require(atMost);
    if (atMost < from) {
      throw new SpecException(
          "/at_most", "must be at least from, which is " + from + ", but was " + atMost);
    }
  }

  /** Numbers of seeds at which it is judged, rising from the first to the most. */
  public List<Integer> looks() {
    return Stream.concat(
            Stream.concat(Stream.of(from), LOOKS.stream().filter(n -> n > from && n < atMost)),
            Stream.of(atMost))
        .distinct()
        .toList();
  }
}
