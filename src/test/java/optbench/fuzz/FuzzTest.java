package optbench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Damaged inputs of every kind: some hundred of them in every build, and as many as one likes with
 * the profile {@code fuzz}, see CONTRIBUTING.md.
 */
@Tag("slow")
class FuzzTest {
  private static final int SAMPLE = 300;

  @Test
  void noInputDoesHarmOrIsAnsweredWithTheInsideOfTheProgram() {
    Campaign campaign =
        new Campaign(
            Long.getLong("fuzz.seed", 1), Duration.ofSeconds(Long.getLong("fuzz.seconds", 20)));
    Campaign.forget();
    Optional<String> only = property("fuzz.only");
    if (only.isPresent()) {
      String[] named = only.get().split(":", 2);
      campaign.play(Kind.valueOf(named[0].toUpperCase(Locale.ROOT)), Long.parseLong(named[1]));
    } else {
      playAll(campaign);
    }

    System.out.println(
        "fuzz: " + campaign.played() + ", " + campaign.found().size() + " broke a rule");
    assertThat(campaign.found()).isEmpty();
  }

  private static void playAll(Campaign campaign) {
    List<Kind> kinds =
        property("fuzz.kinds")
            .map(
                names ->
                    Arrays.stream(names.split(",", -1))
                        .map(n -> Kind.valueOf(n.toUpperCase(Locale.ROOT)))
                        .toList())
            .orElse(List.of(Kind.values()));
    int inputs = Integer.getInteger("fuzz.inputs", SAMPLE);
    int first = Integer.getInteger("fuzz.first", 0);
    for (int i = 0; i < inputs; i++) {
      campaign.play(kinds.get(i % kinds.size()), first + i / kinds.size());
    }
  }

  private static Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
  }
}
