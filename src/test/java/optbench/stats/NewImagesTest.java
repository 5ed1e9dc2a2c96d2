package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.result.Answers;
import optbench.result.FakeTrial;
import optbench.result.Run;
import optbench.result.TrialResult;
import optbench.stats.NewImages.Missing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NewImagesTest {
  private static final double EXACT = 1e-12;

  /**
   * By NumPy 2.4.6 and SciPy 1.17.1, another way than here: the variance of images is the mean of
   * the covariances between seeds, {@code C = numpy.cov(D); (C.sum() - C.trace()) / (n * (n - 1))},
   * over the number of images; that of seeds is {@code scipy.stats.sem(D.mean(1)) ** 2}. The
   * interval is the wider one of {@code scipy.stats.t.interval} with n - 1 degrees of freedom and
   * the former alone, and with Satterthwaite's and both.
   */
  static Stream<Arguments> references() {
    return Stream.of(
        Arguments.of(
            "images decide",
            answers(
                80, "9//7fP/5f7vPng==", "s+/7dN/5f3Pvjg==", "9//7dN/5f7tvjg==", "t//7dM/5f3/vjg=="),
            answers(
                80, "///zfP////vv/w==", "/9///P/99/vv/w==", "v9///P/993vv/w==", "///7/v/9/3vv/w=="),
            0.017211157960269063,
            0.03307189138830738,
            -0.20953598616330785,
            -0.05921401383669214),
        Arguments.of(
            "with three seeds the interval over them is the wider one",
            answers(50, "9d31xm/3Ag==", "9d39zm+nAg==", "99///u/nAg=="),
            answers(50, "+/f15v/vAw==", "99//9//vAw==", "/f//9//3Ag=="),
            0.04055175020198814,
            0.032659863237109045,
            -0.30114676536936924,
            0.047813432036035886),
        Arguments.of(
            "two seeds",
            answers(40, "+ef57X0=", "+f99m80="),
            answers(40, "/f+/+f8=", "vf//7u8="),
            0.0125,
            0.01265924208854581,
            -0.2963275592021837,
            0.021327559202183627),
        Arguments.of(
            "images vary less than residuals let expect",
            answers(40, "sJ/b2y0=", "/X575XU=", "X8bzVd8="),
            answers(40, "fpvt6ec=", "/9V7v38=", "/0P/234="),
            0.008333333333333337,
            0.0,
            -0.12752210608124553,
            -0.055811227252087814));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("references")
  void areWhatNumPyAndSciPyFind(
      String name,
      List<Answers> first,
      List<Answers> second,
      double seedsError,
      double imagesError,
      double low,
      double high) {
    NewImages found = of(pair(first, second), first, second);

    assertThat(found.seedsError()).hasValueCloseTo(seedsError, within(EXACT));
    assertThat(found.imagesError()).hasValueCloseTo(imagesError, within(EXACT));
    assertThat(found.ci95().orElseThrow().low()).isCloseTo(low, within(EXACT));
    assertThat(found.ci95().orElseThrow().high()).isCloseTo(high, within(EXACT));
    assertThat(found.missing()).isEmpty();
    assertThat(found.singleRuns()).isEmpty();
    NewImages other = of(pair(second, first), second, first);
    assertThat(found.seenFrom("second").ci95()).isEqualTo(other.ci95());
  }

  /** The same answers: nothing varies, and nothing is known that could be given a width. */
  @Test
  void haveNoWidthWhereNothingVaries() {
    List<Answers> answers = answers(40, "sJ/b2y0=", "/X575XU=");

    NewImages same = of(pair(answers, answers), answers, answers);

    assertThat(same.ci95()).hasValue(new Interval(0, 0));
  }

  /** Equally many right, but other ones: seeds agree to the bit, and images do not. */
  @Test
  void haveTheWidthOfImagesWhereSeedsDoNotVary() {
    List<Answers> first = answers(16, "DwA=", "DwA=");
    List<Answers> second = answers(16, "8AA=", "8AA=");

    NewImages found = of(pair(first, second), first, second);

    // D is 1, -1 and 0 on 4, 4 and 8 images: its variance is 8 / 15, and t(15) is 2.131450.
    assertThat(found.seedsError()).hasValue(0);
    assertThat(found.imagesError()).hasValueCloseTo(Math.sqrt(8 / 15.0 / 16), within(EXACT));
    assertThat(found.ci95().orElseThrow().high())
        .isCloseTo(2.131449546 * Math.sqrt(8 / 15.0 / 16), within(1e-9));
  }

  @Test
  void ofOneSeedThereIsMcNemarsTestAlone() {
    List<Answers> first = answers(16, "/wE=");
    List<Answers> second = answers(16, "/gM=");

    NewImages found = of(pair(first, second), first, second);

    assertThat(found.ci95()).isEmpty();
    assertThat(found.seedsError()).isEmpty();
    assertThat(found.missing()).hasValue(Missing.TOO_FEW_SEEDS);
    assertThat(found.singleRuns().orElseThrow().firstOnly()).isEqualTo(1);
    assertThat(found.singleRuns().orElseThrow().secondOnly()).isEqualTo(1);
  }

  @Test
  void areMissingWhereImagesAreOthers() {
    List<Answers> first = answers(16, "/wE=", "/wM=");
    List<Answers> second = answers(15, "/gM=", "/gM=");

    NewImages found = of(pair(first, second), first, second);

    assertThat(found.ci95()).isEmpty();
    assertThat(found.imagesError()).isEmpty();
    assertThat(found.missing()).hasValue(Missing.OTHER_IMAGES);
  }

  @Test
  void areMissingOfTrialsThatKeptNoAnswers() {
    List<NewImages> pairs =
        new FakeRun().finished("adam", 0.97, 0.96).finished("sgd", 0.9, 0.91).summary().newImages();

    assertThat(pairs).hasSize(1);
    assertThat(pairs.get(0).missing()).hasValue(Missing.NOT_KEPT);
    assertThat(pairs.get(0).ci95()).isEmpty();
    assertThat(pairs.get(0).singleRuns()).isEmpty();
    assertThat(pairs.get(0).seedsError()).isPresent();
  }

  /** The part of the images is estimated by the seeds that have answers, that of seeds by all. */
  @Test
  void takeTheSeedsThatHaveAnswers() {
    List<Answers> first = answers(50, "9d31xm/3Ag==", "9d39zm+nAg==", "99///u/nAg==");
    List<Answers> second = answers(50, "+/f15v/vAw==", "99//9//vAw==", "/f//9//3Ag==");
    Map<Long, Optional<Answers>> some = bySeed(first);
    some.put(2L, Optional.empty());

    NewImages all = of(pair(first, second), bySeed(first), bySeed(second));
    NewImages found = of(pair(first, second), some, bySeed(second));

    List<Answers> firsts = List.of(first.get(0), first.get(2));
    List<Answers> seconds = List.of(second.get(0), second.get(2));
    assertThat(found.seedsError()).isEqualTo(all.seedsError());
    assertThat(found.imagesError())
        .isEqualTo(of(pair(firsts, seconds), firsts, seconds).imagesError());
    some.put(1L, Optional.empty());
    assertThat(of(pair(first, second), some, bySeed(second)).missing()).hasValue(Missing.NOT_KEPT);
  }

  /** As where seeds were added until it was decided, which two of three sufficed for. */
  @Test
  void areOverTheSeedsThatThePairWasJudgedBy() {
    List<Answers> first = answers(50, "9d31xm/3Ag==", "9d39zm+nAg==", "99///u/nAg==");
    List<Answers> second = answers(50, "+/f15v/vAw==", "99//9//vAw==", "/f//9//3Ag==");
    PairedComparison judged = pair(first.subList(0, 2), second.subList(0, 2));

    assertThat(of(judged, bySeed(first), bySeed(second)))
        .isEqualTo(of(judged, first.subList(0, 2), second.subList(0, 2)));
  }

  @Test
  void areFoundInTheTrialsOfARun() {
    List<Answers> first = answers(50, "9d31xm/3Ag==", "9d39zm+nAg==", "99///u/nAg==");
    List<Answers> second = answers(50, "+/f15v/vAw==", "99//9//vAw==", "/f//9//3Ag==");
    FakeRun fake =
        new FakeRun().finished("first", accuracies(first)).finished("second", accuracies(second));
    List<TrialResult> trials = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Answers answers = (i < 3 ? first : second).get(i % 3);
      trials.add(FakeTrial.answered(fake.results().get(i), answers));
    }

    Summary summary = Summary.of(new Run(fake.record(), trials));

    assertThat(summary.newImages()).containsExactly(of(pair(first, second), first, second));
    assertThat(summary.newImages().get(0).seenFrom("second").first()).isEqualTo("second");
  }

  /** What was counted for one pair must not be taken for another one of fewer seeds. */
  @Test
  void ofOnePairDoNotDependOnThoseBefore() {
    List<Answers> first = answers(50, "9d31xm/3Ag==", "9d39zm+nAg==", "99///u/nAg==");
    List<Answers> second = answers(50, "+/f15v/vAw==", "99//9//vAw==", "/f//9//3Ag==");
    List<Answers> two = second.subList(0, 2);
    RightImages asked = RightImages.of(bySeed(first));
    PairedComparison ofThree = pair(first, second);
    PairedComparison ofTwo = pair(first.subList(0, 2), two);

    NewImages three = NewImages.of(ofThree, asked, RightImages.of(bySeed(second)));
    NewImages fewer = NewImages.of(ofTwo, asked, RightImages.of(bySeed(two)));

    assertThat(three).isEqualTo(of(ofThree, first, second));
    assertThat(fewer).isEqualTo(of(ofTwo, first, two)).isNotEqualTo(three);
    assertThat(NewImages.of(ofThree, asked, RightImages.of(bySeed(second)))).isEqualTo(three);
  }

  private static NewImages of(PairedComparison pair, List<Answers> first, List<Answers> second) {
    return of(pair, bySeed(first), bySeed(second));
  }

  private static NewImages of(
      PairedComparison pair,
      Map<Long, Optional<Answers>> first,
      Map<Long, Optional<Answers>> second) {
    return NewImages.of(pair, RightImages.of(first), RightImages.of(second));
  }

  private static PairedComparison pair(List<Answers> first, List<Answers> second) {
    return PairedComparison.draft(
        Contender.of("first", accuracies(first)),
        Contender.of("second", accuracies(second)),
        Protocol.DEFAULT);
  }

  private static double[] accuracies(List<Answers> answers) {
    return answers.stream().mapToDouble(Answers::accuracy).toArray();
  }

  private static List<Answers> answers(int images, String... right) {
    return Stream.of(right).map(text -> new Answers(images, text)).toList();
  }

  private static Map<Long, Optional<Answers>> bySeed(List<Answers> answers) {
    Map<Long, Optional<Answers>> bySeed = new TreeMap<>();
    IntStream.range(0, answers.size())
        .forEach(i -> bySeed.put(i + 1L, Optional.of(answers.get(i))));
    return bySeed;
  }
}
