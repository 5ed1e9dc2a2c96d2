package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeds are added from the command line, on a hundred synthetic digits. */
class UntilDecidedTest {
  @TempDir Path folder;

  @Test
  void addsSeedsUpToTheBoundAndSaysWhatItTook() throws IOException {
    Cli.Outcome plan = run("--until", "decided", "--set", "seeds.at_most=5", "--dry-run");
    Cli.Outcome first = run("--until", "decided", "--set", "seeds.at_most=5");
    Cli.Outcome again = run("--until", "decided", "--set", "seeds.at_most=5");
    Cli.Outcome after = run("--until", "decided", "--set", "seeds.at_most=5", "--dry-run");

    assertThat(plan.exitCode()).isZero();
    assertThat(plan.out().replaceAll("\\s+", " "))
        .contains("0 of 9 trials")
        .contains("this is up to the next look, of those after 3, 5 seeds")
        .containsPattern("at most 15 trials and about [0-9.]+ m?s, if every optimizer stays open");
    assertThat(first.exitCode()).isZero();
    assertThat(first.err()).contains("After 3 seeds: ");
    assertThat(first.out().replaceAll("\\s+", " ")).contains(" of at most 15 trials.");
    JsonNode looks = summary().at("/comparison/pairwise/looks");
    assertThat(looks.at("/planned").toString()).isEqualTo("[3,5]");
    assertThat(looks.at("/wanted")).isEmpty();
    assertThat(again.err()).contains(" trials were there already");
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(after.out().replaceAll("\\s+", " ")).contains("it is over; it was judged by looks");
  }

  /** By the trials of a run with three seeds for all, which are those of the first look. */
  @Test
  void saysWhatIsExpectedAsSoonAsTheFirstLookIsThere() {
    String[] open = {"--set=optimizers=[adam,nadam,rmsprop]", "--set=batch_size=10"};
    Cli.Outcome before = run(with(open, "--until", "decided", "--dry-run"));
    Cli.Outcome first = run(with(open, "--seeds", "3"));
    Cli.Outcome after = run(with(open, "--until", "decided", "--dry-run"));

    assertThat(before.out().replaceAll("\\s+", " "))
        .contains("expected not known, for too little is there")
        .contains("train the first look alone (--seeds 3, without --until), and ask again")
        .contains("at most 90 trials");
    assertThat(first.exitCode()).isZero();
    assertThat(after.out().replaceAll("\\s+", " "))
        .containsPattern(
            "expected about [0-9]+ trials in all \\([0-9]+ to [0-9]+ in 8 of 10 cases\\) and about .+"
                + " from now, if differences are as the 3 seeds so far say; nothing is open then in"
                + " [0-9]+ % of cases")
        .contains("at most 90 trials");
  }

  @Test
  void replacesTheSeedsOfASpec() throws IOException {
    Path spec = folder.resolve("spec.yaml");
    Files.writeString(
        spec,
        """
        data: {name: synthetic-digits, train_limit: 100}
        network: softmax
        optimizers: [sgd, adam]
        seeds: [7, 8]
        """);

    JsonNode trials =
        Cli.launch("run", spec.toString(), "--until", "decided", "--dry-run", "--json").json();

    assertThat(trials.findValuesAsText("seed")).containsOnly("1", "2", "3");
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThat(run("--until", "decided", "--shard", "1/2").err())
        .contains("--shard cannot divide an experiment that runs until it is decided");
    assertThat(run("--until", "never").err()).contains("until must be decided but was 'never'");
    assertThat(run("--until", "never").exitCode()).isEqualTo(2);
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  private JsonNode summary() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("out/summary.json").toFile());
  }

  private Cli.Outcome run(String... more) {
    List<String> words =
        new ArrayList<>(List.of("run", "--data=synthetic-digits", "--network=softmax"));
    words.addAll(List.of("--optimizers=sgd,adam,rmsprop", "--epochs=1", "--no-timing"));
    words.addAll(List.of("--set=data.train_limit=100", "--charts=none"));
    words.add("--out=" + folder.resolve("out"));
    words.addAll(List.of(more));
    return Cli.launch(words.toArray(String[]::new));
  }
}
