package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import optbench.stats.TimeWarning;
import optbench.stats.TimeWarning.Kind;
import org.junit.jupiter.api.Test;

class TimeWarningTextTest {
  @Test
  void saysEachKindOnceWithItsFigures() {
    List<TimeWarning> warnings =
        List.of(
            warning(Kind.SPREAD, "adam", 0.234, 0.1, 3),
            warning(Kind.SPREAD, "sgd", 1.5, 0.1, 3),
            warning(Kind.SLOW_FIRST, "adam", 0.2, 0.1, 1),
            warning(Kind.BUSY, "", 8.04, 1.5, 2),
            new TimeWarning(Kind.CLOCK, "hpet", OptionalDouble.empty(), OptionalDouble.empty(), 6));

    assertThat(sentences(warnings))
        .containsExactly(
            "Mind the times: ms/step differ between trials of the same optimizer, adam by 23 %, sgd by 150 % from fastest to slowest; smaller differences between optimizers say little.",
            "Mind the times: the first trial, of adam, took 20 % longer a step than its other trials.",
            "Mind the times: the machine was busy with other things while 2 trials trained (load average up to 8.0, where at most 1.5 is ours or harmless).",
            "Mind the times: the system's clock source, hpet, is slow or coarse to read: short steps suffer most.");
  }

  @Test
  void whatTheTableMarksIsNotSaidTwice() {
    assertThat(sentences(List.of(warning(Kind.PARALLEL, "", 3, 1, 4)))).isEmpty();
  }

  @Test
  void numbersDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(sentences(List.of(warning(Kind.BUSY, "", 2.5, 1.5, 1))).get(0))
          .contains("while 1 trial trained (load average up to 2.5,");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static List<String> sentences(List<TimeWarning> warnings) {
    return new TimeWarningText(warnings).sentences();
  }

  private static TimeWarning warning(
      Kind kind, String subject, double figure, double limit, int trials) {
    return new TimeWarning(
        kind, subject, OptionalDouble.of(figure), OptionalDouble.of(limit), trials);
  }
}
