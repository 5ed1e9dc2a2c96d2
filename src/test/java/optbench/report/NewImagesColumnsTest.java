package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import optbench.result.Answers;
import optbench.result.FakeTrial;
import optbench.result.Run;
import optbench.result.TrialResult;
import optbench.stats.FakeRun;
import optbench.table.TableValues;
import org.junit.jupiter.api.Test;

class NewImagesColumnsTest {
  private static final int IMAGES = 100;

  /** Right on so many of the first images of the test set. */
  private static Answers answers(int right) {
    BitSet bits = new BitSet();
    bits.set(0, right);
    return Answers.of(IMAGES, bits);
  }

  private static Report report(int[] adam, int[] sgd, int kept) {
    FakeRun fake = new FakeRun().finished("adam", fractions(adam)).finished("sgd", fractions(sgd));
    List<TrialResult> trials = new ArrayList<>(fake.results());
    for (int i = 0; i < kept; i++) {
      trials.set(i, FakeTrial.answered(trials.get(i), answers(adam[i])));
      int other = adam.length + i;
      trials.set(other, FakeTrial.answered(trials.get(other), answers(sgd[i])));
    }
    return Report.of(new Run(fake.record(), trials));
  }

  private static double[] fractions(int[] right) {
    return Arrays.stream(right).mapToDouble(n -> answers(n).accuracy()).toArray();
  }

  /**
   * By NumPy and SciPy: the mean of the covariances between seeds is 0.1075420875, so that the
   * standard error from images is 3.279 points; that from seeds is 0.577, and the interval by both,
   * with 100.5 degrees of freedom, is 6.394 to 19.606.
   */
  @Test
  void sayWhichIntervalIsOverWhat() {
    Report report = report(new int[] {88, 89, 88}, new int[] {75, 75, 76}, 3);

    assertThat(report.comparisonsMarkdown())
        .contains("| 95 % interval | new images too |")
        .contains("| 13.00 | 10.52 to 15.48 | 6.39 to 19.61 | 0.002 |")
        .contains(
            "- 95 % interval: with other seeds, on the images of this test set; p and verdicts are"
                + " about that. New images too: with other seeds and with other images of the same"
                + " kind. The standard errors from the seeds are 0.58 points; those from the images"
                + " are 3.28.");
    List<Object> row = TableValues.of(report.comparisons()).get(0);
    assertThat(row.subList(row.size() - 8, row.size()).stream().map(String::valueOf))
        .containsExactly("0.0057735", "0.0327936", "0.0639415", "0.196059", "", "", "", "");
  }

  @Test
  void sayWhyThereIsNoInterval() {
    Report report = report(new int[] {88, 89, 88}, new int[] {75, 75, 76}, 1);

    assertThat(report.comparisonsMarkdown())
        .doesNotContain("new images too")
        .contains(
            "- There is no interval for new images because trials were stored by a version that did"
                + " not keep which images they answered right.");
  }

  @Test
  void tellOfSingleRunsInANoteAndGiveNoVerdict() {
    Report report = report(new int[] {88}, new int[] {80}, 1);

    assertThat(report.comparisonsMarkdown())
        .contains("not tested: too few seeds")
        .contains(
            "- With one seed there is no verdict. Of these two trained networks alone: adam is right"
                + " on 8 images that sgd gets wrong, and the other way round on 0 (McNemar's test in"
                + " its mid-p form: p = 0.0039). It says nothing of other seeds.");
  }
}
