package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import optbench.Locales;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed and written is the same whatever locale the machine has. */
@Tag("slow")
class LocaleTest {
  /** Numbers in every layer, in schedules and in names. */
  private static final String SPEC =
      """
      name: locales
      engine: dl4j
      data: {name: synthetic-digits, train_limit: 300}
      network:
        - {layer: conv2d, filters: 12, kernel: 3, stride: 2}
        - {layer: batch_norm, momentum: 0.97, epsilon: 0.0001}
        - {layer: max_pool, size: 2}
        - {layer: dropout, rate: 0.125}
        - {layer: dense, units: 1234}
      epochs: 2
      optimizers:
        - {optimizer: sgd, learning_rate: 1.0e-3, schedule: {cosine: {warmup_epochs: 1}}}
        - {optimizer: adam, label: iI 12}
      seeds: [3, -4]
      """;

  @TempDir static Path folder;

  static Stream<Locale> locales() {
    return Locales.all();
  }

  /** The ids are those that the program gave in the locale of its makers. */
  @Test
  void idsAreTheSameInEveryLocale() throws IOException {
    Path spec = Files.writeString(folder.resolve("ids.yaml"), SPEC);

    String plain = launch(Locale.ROOT, "run", spec.toString(), "--dry-run", "--json").out();

    List<String> ids = new ArrayList<>();
    for (JsonNode trial : Locales.in(Locale.ROOT, () -> outcome(plain)).findValues("id")) {
      ids.add(trial.asText());
    }
    assertThat(ids)
        .containsExactlyInAnyOrder(
            "d0df145d538367fb", "e10ffa9e7c003c62", "c0802a04281f9689", "eb2681cf085b1407");
    assertThat(locales())
        .allSatisfy(
            locale ->
                assertThat(launch(locale, "run", spec.toString(), "--dry-run", "--json").out())
                    .isEqualTo(plain));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "validate ids.yaml",
        "list optimizers",
        "list charts",
        "show adam",
        "show adam --json",
        "schema",
        "run --help",
        "run --epochs 0",
        "run --epochs x",
        "report one two three --targets 0.9",
        "run --size 10x10",
      })
  void printsTheSame(String line) throws IOException {
    Path spec = Files.writeString(folder.resolve("ids.yaml"), SPEC);
    String[] arguments = line.replace("ids.yaml", spec.toString()).split(" ", -1);
    Cli.Outcome plain = launch(Locale.ROOT, arguments);

    assertThat(locales())
        .allSatisfy(locale -> assertThat(launch(locale, arguments)).isEqualTo(plain));
  }

  @ParameterizedTest
  @MethodSource("locales")
  void aReportIsTheSameToTheByte(Locale locale) {
    Path run = folder.resolve("run");
    if (!Files.exists(run)) {
      launch(
          Locale.ROOT,
          "run",
          "--data",
          "synthetic-digits",
          "--network",
          "softmax",
          "--optimizers",
          "sgd,adam",
          "--epochs",
          "2",
          "--seeds",
          "3",
          "--set",
          "data.train_limit=300",
          "--charts",
          "none",
          "--out",
          run.toString());
    }

    Map<String, String> plain = report(Locale.ROOT, run);

    assertThat(plain).containsKeys("timing.md", "accuracy.csv", "report.html", "out");
    assertThat(plain.keySet()).anyMatch(name -> name.endsWith(".svg"));
    assertThat(report(locale, run)).isEqualTo(plain);
  }

  private static Map<String, String> report(Locale locale, Path run) {
    Path out = folder.resolve("report");
    Cli.Outcome outcome =
        launch(
            locale, "report", run.toString(), "--out", out.toString(), "--format", "svg,csv", "-q");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    Map<String, String> files = new TreeMap<>(Map.of("out", outcome.out()));
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(out.relativize(file).toString(), Files.readString(file, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static JsonNode outcome(String json) {
    return new Cli.Outcome(0, json, "").json();
  }

  private static Cli.Outcome launch(Locale locale, String... arguments) {
    return Locales.in(locale, () -> Cli.launch(arguments));
  }
}
