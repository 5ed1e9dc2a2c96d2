package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims that are fixed before their trials, and what happens if somebody does otherwise. */
class ClaimRegistrationTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path claims;
  private Path lock;
  private Path explored;
  private Path confirmed;

  @BeforeEach
  void writeClaims() throws IOException {
    String task = "data: {name: synthetic-digits, train_limit: 64}\nepochs: 1\nbatch_size: 32\n";
    Files.writeString(
        folder.resolve("a.yaml"),
        task + "optimizers: [adam, sgd, lion]\nseeds: 3\ntiming: false\n");
    Files.writeString(folder.resolve("b.yaml"), task + "optimizers: [rprop]\nseeds: 3\n");
    claims =
        Files.writeString(
            folder.resolve("claims.yaml"),
            """
            experiments: {a: a.yaml, b: b.yaml}
            notice: Comparisons were changed after looking.
            sources: {A: {title: On optimizers, by: A. Author}}
            claims:
              - id: one
                sources: [A]
                text: Adam is best
                article: Adam ends above SGD.
                any:
                  - {measure: test_accuracy, of: a/adam, greater_than: a/sgd}
                  - {measure: test_loss, of: {labels: ["a/ada*"], take: best}, less_than: a/sgd}
                changed: It had to win both.
              - id: two
                text: Rprop is best
                untestable: nobody would
            """);
    lock = folder.resolve("claims.lock.json");
    explored = folder.resolve("explored");
    confirmed = folder.resolve("confirmed");
  }

  private Cli.Outcome register(String... more) {
    return launch("register", Stream.concat(Stream.of(claims.toString()), Stream.of(more)));
  }

  private Cli.Outcome confirm(String... more) {
    return launch(
        "confirm",
        Stream.concat(
            Stream.of(lock.toString(), "--out", confirmed.toString(), "--quiet"), Stream.of(more)));
  }

  private static Cli.Outcome launch(String command, Stream<String> rest) {
    return Cli.launch(Stream.concat(Stream.of("claims", command), rest).toArray(String[]::new));
  }

  private JsonNode locked() throws IOException {
    return JSON.readTree(lock.toFile());
  }

  @Test
  void fixesFilesSeedsAndTrialsOfWhatClaimsNameAlone() throws Exception {
    Cli.Outcome outcome = register("--seeds", "101..104", "--seeds", "a=201..203");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.lines().get(0))
        .matches("experiment +optimizers +trials +seeds +used before");
    assertThat(outcome.lines().get(1)).matches("a +2 +6 +201..203 +1..3");
    JsonNode experiment = locked().get("experiments").get(0);
    assertThat(locked().get("experiments")).hasSize(1);
    assertThat(locked().get("claims").asText()).isEqualTo("claims.yaml");
    assertThat(locked().get("claims_sha256").asText()).isEqualTo(sha256(claims));
    assertThat(experiment.get("spec_sha256").asText()).isEqualTo(sha256(folder.resolve("a.yaml")));
    assertThat(texts(experiment.get("optimizers"))).containsExactly("adam", "sgd");
    assertThat(texts(experiment.get("seeds"))).containsExactly("201", "202", "203");
    assertThat(locked().get("explored")).isEmpty();
  }

  private static Stream<String> texts(JsonNode array) {
    return IntStream.range(0, array.size()).mapToObj(i -> array.get(i).asText());
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  /** A fresh search of learning rates is registered, too; its own seeds count as used. */
  @Test
  void fixesASearchWithItsSeeds() throws IOException {
    Files.writeString(
        folder.resolve("a.yaml"),
        Files.readString(folder.resolve("a.yaml"))
            + "tune: {hyper_parameters: {learning_rate: {log: [0.01, 0.1], points: 2}}}\n");

    Cli.Outcome again = register("--seeds", "1001..1002");
    Cli.Outcome outcome = register("--seeds", "101..104");

    assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
    // Two settings of two optimizers by one seed, then both with four.
    assertThat(outcome.lines().get(1)).matches("a +2 +12 +101..104 +1..3, 1001");
  }

  @Test
  void seedsThatWereUsedBeforeAreRefused() {
    Cli.launch(
        "claims", claims.toString(), "--out", explored.toString(), "--experiments-only", "--quiet");

    Cli.Outcome ofSpec = register("--seeds", "3..9");
    Cli.Outcome looked = register("--seeds", "101..104", "--explored", explored.toString());

    assertThat(ofSpec.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ofSpec.err())
        .isEqualTo(
            "optbench: error: --seeds: of experiment a, seed 3 was used before, by its spec or by"
                + " trials that were looked at: choose others\n");
    assertThat(looked.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(lock).content(StandardCharsets.UTF_8).contains("\"id\": \"one\"");
  }

  /** Trials outside of the spec were looked at as well. */
  @Test
  void seedsOfTrialsThatAreThereAreRefused() throws IOException {
    Files.createDirectories(explored);
    Cli.launch(
        "run",
        folder.resolve("a.yaml").toString(),
        "--seeds",
        "50,51",
        "--out",
        explored.resolve("a").toString(),
        "--charts",
        "none",
        "--quiet");

    Cli.Outcome outcome = register("--seeds", "51..60", "--explored", explored.toString());

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err()).contains("of experiment a, seed 51 was used before");
    assertThat(lock).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9..1", "none", "a=", "c=1..5", "1.5"})
  void badSeedsAreOneLineEach(String seeds) {
    Cli.Outcome outcome = register("--seeds", seeds);

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err().lines().filter(l -> l.startsWith("optbench: error: "))).hasSize(1);
    assertThat(lock).doesNotExist();
  }

  @Test
  void variablesThatWereNotSetAreToldOf() {
    assertThat(register("--seeds", "101..104", "--lock", "").err())
        .startsWith("optbench: error: --lock must name a file but was ''\n");
    assertThat(Cli.launch("claims", "confirm", "").err())
        .startsWith("optbench: error: argument LOCK must name a file but was ''\n");
  }

  @Test
  void anExperimentWithoutSeedsIsToldOf() {
    assertThat(register("--seeds", "b=101..104").err())
        .isEqualTo(
            "optbench: error: --seeds says nothing of experiment a: add --seeds a=101..125, or"
                + " --seeds 101..125 for all\n");
  }

  @Test
  void aRegistrationIsNeverChanged() throws IOException {
    register("--seeds", "101..104");
    String before = Files.readString(lock);

    Cli.Outcome outcome = register("--seeds", "201..204");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(outcome.err()).contains("is there already, and a claims-lock is never changed");
    assertThat(lock).hasContent(before.stripTrailing());
  }

  @Test
  void trainsWhatWasRegisteredAndShowsBothRounds() throws IOException {
    Cli.launch(
        "claims", claims.toString(), "--out", explored.toString(), "--experiments-only", "--quiet");
    register("--seeds", "101..104", "--explored", explored.toString());

    JsonNode planned = confirm("--dry-run", "--json").json();
    Cli.Outcome outcome = confirm();
    Cli.Outcome again = confirm("--report-only", "--json");

    assertThat(planned.get(0).get("missing").asInt()).isEqualTo(8);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(outcome.lines().get(0)).matches("claim +verdict +explored before +what was found");
    assertThat(outcome.lines().get(1)).containsPattern("^one .*, 3 seeds .*, 4 seeds");
    assertThat(outcome.said()).doesNotContain("Warning");
    try (Stream<Path> trials = Files.list(confirmed.resolve("a/trials"))) {
      assertThat(trials).hasSize(8);
    }
    assertThat(again.json()).isEqualTo(JSON.readTree(confirmed.resolve("claims.json").toFile()));
    assertThat(again.json().get("registration").get("claims_sha256"))
        .isEqualTo(locked().get("claims_sha256"));
    assertThat(Files.readString(confirmed.resolve("claims.md")))
        .contains("Confirmed: claims, specs and seeds were fixed on ", "It had to win both.");
    Document page = Jsoup.parse(Files.readString(confirmed.resolve("claims.html")));
    assertThat(page.select("header .warning")).isEmpty();
    assertThat(page.select("header .registered").text())
        .contains(locked().get("claims_sha256").asText().substring(0, 12));
    assertThat(page.select("#claim-one .verdict-cell p").text()).endsWith(", 3 seeds");
    assertThat(page.select("#claim-one .article").text()).isEqualTo("Adam ends above SGD.");
    assertThat(page.select("#claim-one .changed").text()).endsWith("It had to win both.");
    assertThat(page.select("#claim-one .forest svg")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.yaml", "claims.yaml"})
  void aFileThatWasChangedSinceIsRefused(String name) throws IOException {
    register("--seeds", "101..104");
    Files.writeString(folder.resolve(name), Files.readString(folder.resolve(name)) + "# more\n");

    Cli.Outcome outcome = confirm();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NOT_COMPARED);
    assertThat(outcome.err())
        .startsWith(
            "optbench: error: "
                + folder.resolve(name)
                + " was changed after it was registered on 2")
        .hasLineCount(1);
    assertThat(confirmed).doesNotExist();
  }

  /** The seal tells of a hand that changed the record itself. */
  @Test
  void aRegistrationThatWasChangedByHandIsRefused() throws IOException {
    register("--seeds", "101..104");
    Files.writeString(lock, Files.readString(lock).replace("104", "105"));

    Cli.Outcome outcome = confirm();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(outcome.err()).contains("it was changed by hand").hasLineCount(1);
  }

  @Test
  void trialsThatAreOlderThanTheRegistrationAreRefused() throws Exception {
    register("--seeds", "101..104");
    confirm();
    change("registered_at", "2100-01-01T00:00:00Z");

    Cli.Outcome outcome = confirm("--report-only");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NOT_COMPARED);
    assertThat(outcome.err())
        .contains("holds 8 trials that are older than the registration of ")
        .hasLineCount(1);
  }

  /**
   * A run of other seeds, or of another rate under the same name, would be judged in their place.
   */
  @ParameterizedTest
  @ValueSource(strings = {"seeds=[101, 102, 103, 104, 105]", "optimizers.sgd.learning_rate=1"})
  void aRunOfOtherTrialsIsNotJudged(String other) {
    register("--seeds", "101..104");
    Cli.launch(
        "run",
        folder.resolve("a.yaml").toString(),
        "--seeds",
        "101..104",
        "--optimizers",
        "adam,sgd",
        "--set",
        other,
        "--out",
        confirmed.resolve("a").toString(),
        "--charts",
        "none",
        "--quiet");

    Cli.Outcome outcome = confirm("--report-only");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NOT_COMPARED);
    assertThat(outcome.err())
        .contains("the run of experiment a has trials that were not registered")
        .hasLineCount(1);
  }

  /** Judged again without training; the search is held against the registration, too. */
  @Test
  void aSearchIsConfirmed() throws IOException {
    Files.writeString(
        folder.resolve("a.yaml"),
        Files.readString(folder.resolve("a.yaml"))
            + "tune: {hyper_parameters: {learning_rate: {log: [0.01, 0.1], points: 2}}}\n");
    register("--seeds", "101..104");

    Cli.Outcome outcome = confirm();
    Cli.Outcome again = confirm("--report-only");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(again.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(again.lines().get(1)).startsWith("one ").contains("4 seeds");
  }

  /** Another data set under the same name is another experiment. */
  @Test
  void trialsThatWouldBeOthersAreRefused() throws Exception {
    register("--seeds", "101..104");
    change("trials_sha256", "0".repeat(64));

    Cli.Outcome outcome = confirm("--dry-run");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NOT_COMPARED);
    assertThat(outcome.err())
        .contains("experiment a would train other trials than were registered");
  }

  /** Changes the registration or its only experiment, and seals it again. */
  private void change(String key, String value) throws Exception {
    ObjectNode tree = (ObjectNode) locked();
    ObjectNode holder = tree.has(key) ? tree : (ObjectNode) tree.get("experiments").get(0);
    holder.put(key, value);
    tree.remove("seal");
    tree.put("seal", seal(tree));
    Files.writeString(lock, JSON.writeValueAsString(tree));
  }

  private static String seal(JsonNode tree) throws Exception {
    ObjectMapper sorted =
        JSON.copy().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
    String content = sorted.writeValueAsString(sorted.treeToValue(tree, Object.class));
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
  }
}
