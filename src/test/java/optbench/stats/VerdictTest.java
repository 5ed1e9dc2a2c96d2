package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void namesTheBestAndWhatIsDistinguishable() {
    assertThat(
            new FakeRun()
                .finished("sgd", 0.9091, 0.9071, 0.9111)
                .finished("rmsprop", 0.9748, 0.9765, 0.9741)
                .finished("adam", 0.9762, 0.9751, 0.9773)
                .summary()
                .verdict())
        .isEqualTo(
            "adam reached 97.62 ± 0.11 % (best); rmsprop 97.51 ± 0.12 %, 0.11 points lower, not"
                + " significantly different (about 53 seeds would show a difference of this size); sgd 90.91 ± 0.20 %, 6.71 points lower, significantly different"
                + " (3 seeds).");
  }

  @Test
  void staysShortWithMany() {
    assertThat(
            new FakeRun()
                .finished("sgd", 0.9091, 0.9071, 0.9111)
                .finished("momentum", 0.9655, 0.9671, 0.9648)
                .finished("adagrad", 0.9362, 0.9349, 0.9371)
                .finished("rmsprop", 0.9748, 0.9765, 0.9741)
                .finished("adam", 0.9762, 0.9751, 0.9773)
                .summary()
                .verdict())
        .isEqualTo(
            "adam reached 97.62 ± 0.11 % (best); not significantly different from it: rmsprop 97.51 %;"
                + " significantly different from it: momentum 96.58 %, adagrad 93.61 %, sgd 90.91 %"
                + " (3 seeds); about 67 seeds would show a difference of this size between adam and"
                + " rmsprop.");
  }

  @Test
  void doesNotJudgeOneSeed() {
    assertThat(new FakeRun().finished("sgd", 0.9).finished("adam", 0.97).summary().verdict())
        .isEqualTo(
            "adam reached 97.00 % (highest); sgd 90.00 %, 7.00 points lower (1 seed); differences"
                + " cannot be judged with fewer than 2 seeds in common.");
  }

  @Test
  void comparesOneWithNothing() {
    assertThat(new FakeRun().finished("adam", 0.97, 0.97).summary().verdict())
        .isEqualTo("adam reached 97.00 ± 0.00 % (2 seeds); there is nothing to compare it with.");
  }

  @Test
  void saysWhenAllDiverged() {
    assertThat(
            new FakeRun()
                .diverged("sgd", 1)
                .diverged("sgd", 2)
                .diverged("adam", 0)
                .summary()
                .verdict())
        .isEqualTo(
            "No optimizer can be called the best, for none finished without diverging; sgd diverged"
                + " in 2 of 2 seeds, adam diverged in 1 of 1 seed.");
  }

  @Test
  void saysWhichDiverged() {
    assertThat(
            new FakeRun()
                .finished("adam", 0.97, 0.96)
                .finished("sgd", 0.99)
                .diverged("sgd", 1)
                .summary()
                .verdict())
        .isEqualTo("adam reached 96.50 ± 0.71 % (2 seeds); sgd diverged in 1 of 2 seeds.");
  }

  @Test
  void saysWhenThereIsNothingYet() {
    assertThat(new FakeRun().failed("adam", "no data").summary().verdict())
        .isEqualTo("No trial has a result yet.");
  }

  @Test
  void remindsOfTheData() {
    assertThat(
            new FakeRun()
                .data("synthetic-digits", "Drawn by the program.")
                .finished("adam", 0.97)
                .summary()
                .verdict())
        .endsWith(" Mind the data: Drawn by the program.");
  }

  @Test
  void doesNotCallSeedsWithoutVariationCertain() {
    assertThat(
            new FakeRun()
                .finished("adam", 0.97, 0.96)
                .finished("sgd", 0.91, 0.90)
                .summary()
                .verdict())
        .isEqualTo(
            "adam reached 96.50 ± 0.71 % (highest); sgd 90.50 ± 0.71 %, 6.00 points lower in every"
                + " seed, so that chance cannot be judged (2 seeds).");
  }
}
