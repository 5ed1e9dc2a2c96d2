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
            "adam and rmsprop share the lead, at 97.62 and 97.51 % over 3 seeds; about 14 to "
                + "59 seeds would decide between them. Worse: sgd by 6.71 points.");
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
            "adam and rmsprop share the lead, at 97.62 and 97.51 % over 3 seeds; about 17 to "
                + "72 seeds would decide between them. Worse: momentum by 1.04 points, adagrad by "
                + "4.01 and sgd by 6.71.");
  }

  @Test
  void doesNotJudgeOneSeed() {
    assertThat(new FakeRun().finished("sgd", 0.9).finished("adam", 0.97).summary().verdict())
        .isEqualTo(
            "adam is the highest: 97.00 % over 1 seed. Lower: sgd by 7.00 points. Differences "
                + "cannot be judged with fewer than 2 seeds in common.");
  }

  @Test
  void comparesOneWithNothing() {
    assertThat(new FakeRun().finished("adam", 0.97, 0.97).summary().verdict())
        .isEqualTo(
            "adam reached 97.00 ± 0.00 % over 2 seeds; there is nothing to compare it with.");
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
            "No optimizer can be called the best, for none finished without diverging. sgd "
                + "diverged in 2 of 2 seeds, adam diverged in 1 of 1 seed.");
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
        .isEqualTo(
            "adam is the highest: 96.50 ± 0.71 % over 2 seeds. sgd diverged in 1 of 2 seeds.");
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
            "adam is the highest: 96.50 ± 0.71 % over 2 seeds. Lower: sgd by 6.00 points. It "
                + "is the same in every seed, so that chance cannot be judged.");
  }

  @Test
  void countsNamesBeyondSix() {
    FakeRun run = new FakeRun().finished("best", 0.9800, 0.9801, 0.9799);
    for (int i = 1; i <= 9; i++) {
      run.finished("o" + i, 0.98 - 0.01 * i, 0.9802 - 0.01 * i, 0.9798 - 0.01 * i);
    }

    assertThat(run.summary().verdict())
        .isEqualTo(
            "best is the best: 98.00 ± 0.01 % over 3 seeds. Worse: o1 by 1.00 points, o2 by 2.00,"
                + " o3 by 3.00, o4 by 4.00, o5 by 5.00 and 4 others, up to o9 by 9.00.");
  }

  @Test
  void namesWhatIsEquivalentAndWhatIsTheSame() {
    assertThat(
            new FakeRun()
                .finished("adam", 0.9762, 0.9751, 0.9773, 0.9765)
                .finished("twin", 0.9762, 0.9751, 0.9773, 0.9765)
                .finished("near", 0.9761, 0.9750, 0.9771, 0.9764)
                .summary()
                .verdict())
        .isEqualTo(
            "adam is the best: 97.63 ± 0.09 % over 4 seeds. Equivalent to adam, within 0.20 points:"
                + " near. The same as adam in every seed: twin.");
  }

  @Test
  void saysWhatItTakesToSeparateSeveral() {
    assertThat(
            new FakeRun()
                .finished("a", 0.9762, 0.9751, 0.9773)
                .finished("b", 0.9748, 0.9765, 0.9741)
                .finished("c", 0.9751, 0.9772, 0.9738)
                .summary()
                .verdict())
        .startsWith(
            "a, c and b share the lead, at 97.62 to 97.51 % over 3 seeds; to separate each from a")
        .endsWith(" seeds in all.");
  }
}
