package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import optbench.claims.AggregateFunction;
import optbench.claims.Claim;
import optbench.claims.ClaimSide;
import optbench.claims.ClaimTest;
import optbench.claims.ClaimsFile;
import optbench.claims.ContenderName;
import optbench.claims.Direction;
import optbench.claims.Measure;
import optbench.claims.MeasureSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The language of claims, and what is said of claims that are not in it. */
class ClaimsFilesTest {
  private static final String WHOLE =
      """
      level: 0.01
      experiments:
        final: final.yaml
        grid: ../grid.yaml
      sources:
        CT: {title: "On optimizers", by: CloudThat, url: "https://example.org"}
      claims:
        - id: adam-highest
          sources: [CT]
          text: Adam has the highest accuracy
          tests:
            - measure: test_accuracy
              of: final/adam
              greater_than: [final/sgd, final/SGD + momentum]
              margin: 0.3pt
            - {measure: steps_to, target: 0.97, of: final/adam, less_than: final/sgd, factor: 1.5, margin: 10%}
            - {measure: test_accuracy, of: {labels: "grid/adam *", take: worst}, greater_than: 0.5}
            - {measure: loss_drop_late, epoch: 3, of: final/adam, greater_than: [{labels: [grid/a, grid/b], take: mean}], margin: 0.01}
          note: They did not say how long.
        - id: sparse
          text: Adagrad suits sparse features
          untestable: dense digits cannot show it
      """;

  @TempDir private Path folder;

  private LoadedClaims read(String name, String text) throws IOException {
    return new ClaimsFiles().read(Files.writeString(folder.resolve(name), text));
  }

  private static ClaimSide one(String name) {
    return new ClaimSide.Single(ContenderName.parse(name));
  }

  @Test
  void allThatMayBeSaidIsRead() throws IOException {
    ClaimsFile file = read("claims.yaml", WHOLE).file();

    assertThat(file.level()).isEqualTo(0.01);
    assertThat(file.experiments())
        .containsExactly(Map.entry("final", "final.yaml"), Map.entry("grid", "../grid.yaml"));
    assertThat(file.sources().get("CT").by()).hasValue("CloudThat");
    Claim claim = file.claims().get(0);
    assertThat(claim.note()).hasValue("They did not say how long.");
    assertThat(claim.experiments()).containsExactly("final", "grid");
    assertThat(claim.tests().get(0))
        .isEqualTo(
            new ClaimTest(
                Measure.TEST_ACCURACY,
                MeasureSettings.NONE,
                one("final/adam"),
                Direction.GREATER_THAN,
                List.of(one("final/sgd"), one("final/SGD + momentum")),
                1,
                0.003));
    assertThat(claim.tests().get(1))
        .isEqualTo(
            new ClaimTest(
                Measure.STEPS_TO,
                MeasureSettings.target(0.97),
                one("final/adam"),
                Direction.LESS_THAN,
                List.of(one("final/sgd")),
                1.5,
                0.1));
    assertThat(claim.tests().get(2).of())
        .isEqualTo(
            new ClaimSide.Group(
                List.of(ContenderName.parse("grid/adam *")), AggregateFunction.WORST));
    assertThat(claim.tests().get(2).references()).containsExactly(new ClaimSide.Constant(0.5));
    assertThat(claim.tests().get(2).margin()).isEqualTo(0.002, within(1e-15));
    assertThat(claim.tests().get(3).settings().epoch()).hasValue(3);
    assertThat(claim.tests().get(3).margin()).isEqualTo(0.01);
    assertThat(file.claims().get(1).untestable()).hasValue("dense digits cannot show it");
  }

  @Test
  void aSpecThatNoFileCanBeIsAFaultOfTheLine() {
    assertThatThrownBy(() -> read("claims.yaml", WHOLE.replace("final.yaml", "\"fi\\0nal\"")))
        .isInstanceOf(SpecFileException.class)
        .hasMessageContaining("claims.yaml:3:10: no file can have the name 'fi")
        .hasMessageNotContaining("\0");
  }

  @Test
  void jsonSaysTheSame() throws IOException {
    String json =
        "{\"experiments\": {\"f\": \"f.yaml\"}, \"claims\": [{\"id\": \"a\", \"text\": \"t\","
            + " \"tests\": [{\"measure\": \"test_loss\", \"of\": \"f/a\", \"less_than\": 1}]}]}";

    ClaimsFile file = read("claims.json", json).file();

    assertThat(file.level()).isEqualTo(ClaimsFile.DEFAULT_LEVEL);
    assertThat(file.claims().get(0).tests().get(0).margin()).isEqualTo(0.05);
  }

  static Stream<Arguments> faults() {
    String test = "experiments: {f: f.yaml}\nclaims:\n  - {id: a, text: t, tests: [";
    return Stream.of(
        Arguments.of(
            "claims: []", ":1:9: claims must be a list of 1 to 1000 claims but was an empty list"),
        Arguments.of(
            "level: 0.5\nclaims: [{id: a, text: t, untestable: u}]",
            ":1:8: level must be a number above 0 and at most 0.25 but was 0.5"),
        Arguments.of(
            "clams: []\nclaims: [{id: a, text: t, untestable: u}]",
            ":1:1: unknown key 'clams': did you mean 'claims'?"),
        Arguments.of(
            "experiments: {b d: x}\nclaims: [{id: a, text: t, untestable: u}]",
            ":1:15: keys of experiments must be 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit but were 'b d'"),
        Arguments.of(
            "sources: {CT: {titel: x}}\nclaims: [{id: a, text: t, untestable: u}]",
            ":1:15: the key 'title' (a text) is missing here, as in {title: On optimizers, by: A. Author}\n:1:16: unknown key 'titel': did you mean 'title'?"),
        Arguments.of(
            "claims: [{id: a, text: t}]",
            ":1:10: an entry of claims must have either tests or the key 'untestable' with a reason but had neither"),
        Arguments.of(
            "claims: [{id: a, text: t, untestable: u}, {id: a, text: s, untestable: u}]",
            ":1:48: two claims are called 'a': give each its own id"),
        Arguments.of(
            "claims: [{id: a, text: t, sources: [CT], untestable: u}]",
            ":1:37: unknown source 'CT': the file names none under sources"),
        Arguments.of(
            test + "{measure: test_acc, of: f/a, greater_than: f/b}]}",
            ":3:40: unknown measure 'test_acc': did you mean 'test_accuracy'? Known: "),
        Arguments.of(
            test + "{measure: test_loss, of: f/a, greatr_than: f/b}]}",
            ":3:60: unknown key 'greatr_than': did you mean 'greater_than'?"),
        Arguments.of(
            test + "{measure: test_loss, of: f/a}]}",
            ":3:30: a test must have exactly one of greater_than and less_than but had neither"),
        Arguments.of(
            test + "{measure: test_loss, of: f/a, less_than: f/b, greater_than: f/c}]}",
            ":3:30: a test must have exactly one of greater_than and less_than but had both"),
        Arguments.of(
            test + "{measure: test_loss, of: sgd, less_than: f/b}]}",
            ":3:55: of must be experiment/label, or a mapping such as {labels: [grid/adam *], take: best}, but was 'sgd'"),
        Arguments.of(
            test + "{measure: test_loss, of: g/a, less_than: f/b}]}",
            ":3:55: unknown experiment 'g': did you mean 'f'? Known: f"),
        Arguments.of(
            test + "{measure: test_loss, of: f/a, less_than: f/a}]}",
            ":3:30: f/a must not be compared with itself"),
        Arguments.of(
            test + "{measure: steps_to, of: f/a, less_than: f/b}]}",
            ":3:30: steps_to needs the key 'target'"),
        Arguments.of(
            test + "{measure: steps_to, target: 97, of: f/a, less_than: f/b}]}",
            ":3:58: target must be a number above 0.1 and below 1 but was 97"),
        Arguments.of(
            test + "{measure: test_loss, epoch: 2, of: f/a, less_than: f/b}]}",
            ":3:30: test_loss has no use for the key 'epoch': leave it out"),
        Arguments.of(
            test + "{measure: test_loss, margin: 0.2pt, of: f/a, less_than: f/b}]}",
            ":3:59: margin of test_loss must be a percentage, such as 5% but was 0.2pt"),
        Arguments.of(
            test + "{measure: test_accuracy, margin: 0.2, of: f/a, less_than: f/b}]}",
            ":3:63: margin of test_accuracy must be percentage points, such as 0.2pt but was 0.2"),
        Arguments.of(
            test + "{measure: test_accuracy, margin: wide, of: f/a, less_than: f/b}]}",
            ":3:63: margin must be points such as 0.2pt, percent such as 5%, or a number above 0, but was 'wide'"),
        Arguments.of(
            test + "{measure: test_accuracy, margin: 0pt, of: f/a, less_than: f/b}]}",
            ":3:63: margin must be greater than 0 but was 0pt"),
        Arguments.of(
            test + "{measure: test_accuracy, of: {labels: f/a, take: median}, less_than: f/b}]}",
            ":3:79: unknown figure of a group 'median': did you mean 'mean'? Known: best, worst, mean, range, sd"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatIsWrongIsSaidWithItsPlace(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), text);
    String expected = message.lines().map(l -> file + l).reduce((a, b) -> a + "\n" + b).orElse("");

    assertThatThrownBy(() -> new ClaimsFiles().read(file))
        .isInstanceOf(SpecFileException.class)
        .satisfies(e -> assertThat(e.getMessage()).startsWith(expected));
  }

  @Test
  void labelsAndEpochsAreHeldAgainstTheExperiments() throws IOException {
    LoadedClaims claims = read("claims.yaml", WHOLE);
    LoadedClaims.Shape last = new LoadedClaims.Shape(List.of("adam", "sgd", "SGD momentum"), 2);
    LoadedClaims.Shape grid = new LoadedClaims.Shape(List.of("a", "b", "adam 0.1"), 5);

    String name = folder.resolve("claims.yaml").toString();
    assertThatThrownBy(() -> claims.requireFits(Map.of("final", last, "grid", grid)))
        .isInstanceOf(SpecFileException.class)
        .hasMessage(
            name
                + ":14:35: experiment final has no 'SGD + momentum': did you mean 'SGD momentum'?"
                + " Known: adam, sgd, SGD momentum\n"
                + name
                + ":18:49: experiment final trains for 2 epochs: it has no epoch 3");
    claims.requireFits(Map.of("grid", grid));
  }

  @Test
  void patternsStandForAnyText() {
    ContenderName pattern = ContenderName.parse("grid/adam * of *");

    assertThat(List.of("adam 1 of 3", "adam * of *", "adam  of ")).allMatch(pattern::matches);
    assertThat(List.of("adam 1", "nadam 1 of 3", "adam of 3")).noneMatch(pattern::matches);
    assertThat(ContenderName.parse("grid/a*a").matches("a")).isFalse();
    assertThat(ContenderName.parse("grid/a*a").matches("aa")).isTrue();
    assertThat(ContenderName.parse("grid/adam").matches("adam 2")).isFalse();
  }

  @Test
  void theSchemaIsValidAndItsExamplesAreToo() throws IOException {
    JsonNode schema = Json.MAPPER.readTree(new ClaimsFiles().schema());
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    assertThat(
            registry
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema))
        .isEmpty();
    assertThat(registry.getSchema(schema).validate(schema.at("/examples/0"))).isEmpty();
  }

  @Test
  void theCommittedSchemaIsTheProgramsOwn() throws IOException {
    assertThat(Files.readString(Path.of("configs/claims.schema.json")))
        .as("optbench schema --claims > configs/claims.schema.json writes it anew")
        .isEqualTo(new ClaimsFiles().schema());
  }
}
