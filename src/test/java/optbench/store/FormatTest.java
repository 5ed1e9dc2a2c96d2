package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import optbench.table.Table;
import optbench.table.TableValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seals the formats that others parse: the files in the test resources, to the byte. */
class FormatTest {
  private static final Table TABLE =
      TableValues.table(
          List.of("label", "seeds", "mean, \"test\"", "note"),
          List.of(
              List.of("Adam", 3, 0.9781, ""),
              List.of("SGD, \"fast\"", 12_345_678L, 1e-9, "two\nlines"),
              List.of("größer = ∞", -1, Double.NaN, " spaces "),
              List.of("=1+1", 0, Double.parseDouble("8.41e21"), "semi;colon"),
              List.of("carriage\rreturn", 1000, 1234567.0, true),
              List.of("-1+1", -2.5, "-3e-4", "＝1"),
              List.of("@cell", -1e-9, "-", "\ttab")));

  private final Locale locale = Locale.getDefault();
  @TempDir Path folder;

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(locale);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "en-US",
        "de-DE",
        "ar-EG-u-nu-arab",
        "fa-IR-u-nu-arabext",
        "tr-TR",
        "th-TH-u-ca-buddhist-nu-thai"
      })
  void filesAreTheSameInEveryLocale(String language) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(language));
    try (RunStore store = RunStore.open(folder)) {
      store.writeRun(Records.run());
      store.writeTrial(Records.finished());
      store.writeTrial(Records.diverged());
      store.writeTable("accuracy", TABLE);
      store.writeJson("summary.json", new Values(1.5, Optional.empty(), List.of(), Optional.of(2)));
    }
    assertThat(text("run.json")).isEqualTo(golden("run.json"));
    assertThat(Json.pretty(Records.tuned().tuning().orElseThrow()) + "\n")
        .isEqualTo(golden("tuning.json"));
    assertThat(text("trials/" + Records.FINISHED + ".json")).isEqualTo(golden("finished.json"));
    assertThat(text("trials/" + Records.DIVERGED + ".json")).isEqualTo(golden("diverged.json"));
    assertThat(text("accuracy.csv")).isEqualTo(golden("accuracy.csv"));
    assertThat(text("summary.json"))
        .isEqualTo(
            """
            {
              "mean_loss": 1.5,
              "no_value": null,
              "empty_list": [],
              "a_value": 2
            }
            """);
  }

  record Values(
      double meanLoss,
      Optional<String> noValue,
      List<String> emptyList,
      Optional<Integer> aValue) {}

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = FormatTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
