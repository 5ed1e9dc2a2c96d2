package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import optbench.e2e.Optbench.Outcome;
import optbench.e2e.Optbench.Running;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims from their file to their verdicts. */
class ClaimsIT {
  private static final String DATA = "data: {name: synthetic-digits, train_limit: 400}\n";

  @TempDir Path temporary;

  @BeforeEach
  void writeClaims() throws IOException {
    Path configs = Files.createDirectories(temporary.resolve("configs/claims"));
    Files.writeString(
        configs.resolve("rates.yaml"),
        DATA
            + "name: rates\nepochs: 2\nbatch_size: 32\nseeds: 6\noptimizers:\n"
            + "  - adam\n  - sgd\n  - {optimizer: sgd, learning_rate: 1e9, label: sgd wild}\n");
    Files.writeString(
        configs.resolve("long.yaml"),
        DATA + "epochs: 4\nbatch_size: 8\nseeds: 6\noptimizers: [momentum, rmsprop]\n");
    Files.writeString(
        configs.resolve("articles.yaml"),
        """
        experiments: {rates: rates.yaml, long: long.yaml}
        sources: {A: {title: An article}}
        claims:
          - id: adam-higher
            sources: [A]
            text: Adam has the highest accuracy
            tests:
              - {measure: test_accuracy, of: rates/adam, greater_than: [rates/sgd, rates/sgd wild]}
              - {measure: steps_to, target: 0.5, of: rates/adam, less_than: rates/sgd}
          - id: wild-safe
            text: High rates are safe
            tests: [{measure: test_accuracy, of: rates/sgd wild, greater_than: rates/sgd}]
          - id: across
            text: More epochs help
            tests: [{measure: train_loss, of: long/momentum, less_than: rates/adam}]
          - id: sparse
            text: Adagrad suits sparse features
            untestable: dense digits cannot show it
        """);
  }

  @Test
  void aFileOfClaimsIsRunKilledResumedAndJudged() {
    Folder results = new Folder(temporary.resolve("results/claims"));
    Map<String, String> kept = new HashMap<>();
    try (Running running = Optbench.in(temporary).start("claims")) {
      running.awaitThat("the second experiment has a trial", this::aLongTrialIsSaved);
      running.signal("KILL");
      running.outcome().exits(137);
      kept.putAll(results.content());
      kept.keySet().removeIf(name -> !name.contains("/trials/") || name.endsWith("-tmp"));
    }
    Outcome dryRun = Optbench.in(temporary).run("claims", "--dry-run", "--json").exits(0);
    Outcome whole = Optbench.in(temporary).run("claims").exits(0);
    Outcome again = Optbench.in(temporary).run("claims", "--report-only", "--json").exits(0);

    JsonNode experiments = Folder.json(dryRun.out());
    assertThat(experiments.findValuesAsText("experiment")).containsExactly("rates", "long");
    assertThat(experiments.get(0).get("missing").asInt()).isZero();
    assertThat(experiments.get(1).get("missing").asInt()).isBetween(1, 11);
    assertThat(results.content()).containsAllEntriesOf(kept);
    assertThat(results.leftOvers()).isEmpty();
    assertThat(results.trials()).hasSize(30);
    assertThat(whole.err())
        .contains("experiment rates (1 of 2)", "18 of 18 trials were there already")
        .contains("experiment long (2 of 2)");
    assertThat(whole.out())
        .containsPattern("adam-higher +✓ supported")
        .containsPattern("wild-safe +✗ refuted")
        .containsPattern("across +✓ supported")
        .containsPattern("sparse +– untestable");
    JsonNode verdicts = Folder.json(again.out());
    assertThat(verdicts).isEqualTo(Folder.json(results.text("claims.json")));
    assertThat(verdicts.get("claims").findValuesAsText("verdict"))
        .containsExactly("supported", "refuted", "supported", "untestable");
    assertThat(results.text("claims.md")).contains("An article", "High rates are safe");
    assertThat(results.csv("claims.csv")).hasSize(6);
    assertThat(results.text("rates/accuracy.csv")).contains("sgd wild");
  }

  /** By names alone: files that are being written vanish from under whoever looks closer. */
  private boolean aLongTrialIsSaved() {
    String[] names = temporary.resolve("results/claims/long/trials").toFile().list();
    return names != null && List.of(names).stream().anyMatch(n -> n.matches("[0-9a-f]+\\.json"));
  }

  @Test
  void aRunJudgesTheClaimsThatRestOnItAlone() throws IOException {
    Files.writeString(
        temporary.resolve("rates.yaml"),
        Files.readString(temporary.resolve("configs/claims/rates.yaml"))
            + "claims: configs/claims/articles.yaml\n");

    Outcome run = Optbench.in(temporary).run("run", "rates.yaml", "--charts", "none").exits(0);
    Folder folder = new Folder(temporary.resolve("results/rates"));
    String written = folder.text("claims.json");
    Outcome report =
        Optbench.in(temporary).run("report", "results/rates", "--charts", "none").exits(0);

    assertThat(run.out()).contains("adam-higher", "wild-safe").doesNotContain("across", "sparse");
    assertThat(report.out()).contains("✓ supported");
    assertThat(folder.text("claims.json")).isEqualTo(written);
    assertThat(Folder.json(written).get("family").asInt()).isEqualTo(3);
  }

  @Test
  void aClaimOfARunIsCheckedBeforeItIsTrained() throws IOException {
    Files.writeString(
        temporary.resolve("rates.yaml"),
        DATA + "name: rates\noptimizers: [adam]\nclaims: configs/claims/articles.yaml\n");

    Outcome run = Optbench.in(temporary).run("run", "rates.yaml").exits(2);

    assertThat(run.err())
        .contains("articles.yaml:9:69: experiment rates has no 'sgd'. Known: adam");
    assertThat(temporary.resolve("results")).doesNotExist();
  }

  /** The articles' claims come with the program; what is written stands where one is. */
  @Test
  void theArticlesClaimsAreFoundFromAnyFolder() throws IOException {
    TestData.requireMnist();
    Outcome outcome =
        Optbench.in(Files.createDirectory(temporary.resolve("elsewhere")))
            .run("claims", "--dry-run", "--only", "adam-highest")
            .exits(0);

    assertThat(outcome.out()).contains("configs/claims/defaults.yaml");
    assertThat(temporary.resolve("elsewhere")).isEmptyDirectory();
  }

  /** Killed in between, and confirmed from where it stopped; what was registered stays as it is. */
  @Test
  void claimsAreRegisteredKilledAndConfirmedOnMnist() throws IOException {
    TestData.requireMnist();
    Path rates = temporary.resolve("configs/claims/rates.yaml");
    Files.writeString(
        rates,
        Files.readString(rates)
            .replace("synthetic-digits, train_limit: 400", "mnist, train_limit: 600"));
    Path longer = temporary.resolve("configs/claims/long.yaml");
    Files.writeString(
        longer,
        Files.readString(longer)
            .replace("synthetic-digits, train_limit: 400", "mnist, train_limit: 600"));
    String claims = "configs/claims/articles.yaml";
    String lock = "configs/claims/articles.lock.json";
    Folder results = new Folder(temporary.resolve("results/confirmed"));

    Optbench.in(temporary).run("claims", "register", claims, "--seeds", "101..106").exits(0);
    String registered = Files.readString(temporary.resolve(lock));
    try (Running running = Optbench.in(temporary).start("claims", "confirm", lock)) {
      running.awaitThat("a trial is saved", () -> aTrialIsSaved(results));
      running.signal("KILL");
      running.outcome().exits(137);
    }
    Map<String, String> kept = new HashMap<>(results.content());
    kept.keySet().removeIf(name -> !name.contains("/trials/") || name.endsWith("-tmp"));
    Outcome whole = Optbench.in(temporary).run("claims", "confirm", lock).exits(0);
    Files.writeString(rates, Files.readString(rates).replace("epochs: 2", "epochs: 3"));
    Outcome changed = Optbench.in(temporary).run("claims", "confirm", lock).exits(4);

    assertThat(kept).isNotEmpty();
    assertThat(results.content()).containsAllEntriesOf(kept);
    // No claim names RMSprop.
    assertThat(results.trials()).hasSize(24);
    assertThat(whole.out()).containsPattern("wild-safe +✗ refuted +not looked at");
    assertThat(results.text("claims.md")).contains("Confirmed: claims, specs and seeds were fixed");
    assertThat(changed.err()).contains("rates.yaml was changed after it was registered");
    assertThat(temporary.resolve(lock)).hasContent(registered.stripTrailing());
  }

  private static boolean aTrialIsSaved(Folder results) {
    String[] names = results.path().resolve("rates/trials").toFile().list();
    return names != null && List.of(names).stream().anyMatch(n -> n.matches("[0-9a-f]+\\.json"));
  }

  /** With the data that they were registered with, and the plans of today. */
  @Test
  void theRegisteredClaimsOfTheArticlesWouldBeTrainedAsTheyWereRegistered() {
    TestData.requireMnist();
    Path lock = Path.of("configs/claims/articles.lock.json").toAbsolutePath();

    Outcome outcome =
        Optbench.in(temporary)
            .run("claims", "confirm", lock.toString(), "--dry-run", "--json")
            .exits(0);

    assertThat(Folder.json(outcome.out())).hasSize(19);
  }
}
