package optbench.claims;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that was claimed.
 *
 * @param id names it
 * @param sources keys of those who claim it
 * @param text what they claim, in a sentence
 * @param article what the article says, in words of our own
 * @param requirement how many of the tests must hold for the claim to be supported
 * @param tests none if it cannot be tested
 * @param untestable why not, if so
 * @param note a remark that is shown with the verdict
 * @param changed what was changed of it after an outcome had been seen, and why
 */
public record Claim(
    String id,
    List<String> sources,
    String text,
    Optional<String> article,
    Requirement requirement,
    List<ClaimTest> tests,
    Optional<String> untestable,
    Optional<String> note,
    Optional<String> changed) {
  /** How many of the tests of a claim must hold for it to be supported. */
  public enum Requirement {
    ALL("tests"),
    ANY("any");

    private final String key;

    Requirement(String key) {
      this.key = key;
    }

    /** Under which the tests stand in a claims file. */
    public String key() {
      return key;
    }
  }

  public Claim {
    sources = List.copyOf(sources);
    tests = List.copyOf(tests);
    if (tests.isEmpty() == untestable.isEmpty()) {
      throw new IllegalArgumentException(
          "must have either tests or the key 'untestable' with a reason but had "
              + (tests.isEmpty() ? "neither" : "both"));
    }
  }

  /** Whether it can be tested at all. */
  public boolean testable() {
    return !tests.isEmpty();
  }

  /** Names of the experiments that it rests on, each once. */
  public List<String> experiments() {
    return tests.stream()
        .flatMap(test -> Stream.concat(Stream.of(test.of()), test.references().stream()))
        .flatMap(side -> side.names().stream())
        .map(ContenderName::experiment)
        .distinct()
        .toList();
  }
}
