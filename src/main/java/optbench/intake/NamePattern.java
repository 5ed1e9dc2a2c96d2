package optbench.intake;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How names of logs say whose they are, such as {@code {label}-{seed}.csv}. With slashes it is
 * about the last parts of a path.
 */
public final class NamePattern {
  private static final String LABEL = "{label}";
  private static final String SEED = "{seed}";
  private static final int LONGEST = 200;

  private final String text;
  private final Pattern pattern;
  private final int parts;

  private NamePattern(String text, Pattern pattern, int parts) {
    this.text = text;
    this.pattern = pattern;
    this.parts = parts;
  }

  /**
   * As one writes it.
   *
   * @throws IllegalArgumentException that says what it must be
   */
  public static NamePattern of(String text) {
    boolean once = once(text, LABEL) && once(text, SEED);
    if (!once || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "must hold {label} and {seed} once each, such as {label}-{seed}.csv, but was '"
              + text.substring(0, Math.min(text.length(), LONGEST))
              + "'");
    }
    String regex =
        Pattern.quote(text)
            .replace(LABEL, "\\E(?<label>[^/]+)\\Q")
            .replace(SEED, "\\E(?<seed>[0-9]{1,18})\\Q");
    return new NamePattern(text, Pattern.compile(regex), text.split("/", -1).length);
  }

  private static boolean once(String text, String word) {
    return text.contains(word) && text.indexOf(word) == text.lastIndexOf(word);
  }

  /** Whose log this is, if the pattern fits. */
  public Optional<TrialName> of(Path file) {
    int names = file.getNameCount();
    if (names < parts) {
      return Optional.empty();
    }
    String end = file.subpath(names - parts, names).toString().replace('\\', '/');
    Matcher found = pattern.matcher(end);
    return found.matches() && WholeText.is(found.group("label"))
        ? Optional.of(new TrialName(found.group("label"), Long.parseLong(found.group("seed"))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
