package optbench.data;

import java.time.Duration;

/**
 * How long a download may take.
 *
 * @param answer until a mirror begins to answer
 * @param stall without a byte arriving
 * @param total for one file from one mirror
 */
record Patience(Duration answer, Duration stall, Duration total) {
  /** Where the user asked for this data set. */
  static final Patience ASKED_FOR =
      new Patience(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMinutes(30));

  /** Where synthetic digits will do: without a network the answer must come in seconds. */
  static final Patience OPTIONAL =
      new Patience(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofMinutes(3));
}
