package optbench.report;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import optbench.optimizer.Optimizers;
import optbench.stats.FakeRun;
import optbench.stats.Summary;
import org.junit.jupiter.api.Test;

class SeriesStylesTest {
  private static final List<String> BUILT_IN =
      Optimizers.builtIn().all().stream().map(o -> o.description().id()).toList();

  @Test
  void everyBuiltInOptimizerHasALookOfItsOwn() {
    Map<String, SeriesStyle> looks =
        BUILT_IN.stream().collect(toMap(id -> id, id -> alone(id, id)));

    assertThat(looks.values()).doesNotHaveDuplicates();
    assertThat(looks.values()).allSatisfy(style -> assertThat(style.dash()).isLessThan(3));
  }

  /** Whatever else the run compares, in whatever order. */
  @Property(tries = 200)
  void looksTheSameInEveryRun(@ForAll("runs") List<String> run) {
    SeriesStyles styles = styles(run);

    for (String optimizer : run) {
      assertThat(styles.of(optimizer)).isEqualTo(alone(optimizer, optimizer));
    }
  }

  @Provide
  static Arbitrary<List<String>> runs() {
    return Arbitraries.shuffle(BUILT_IN)
        .flatMap(all -> Arbitraries.integers().between(1, 20).map(n -> all.subList(0, n)));
  }

  @Test
  void otherSettingsHaveTheColourOfTheirOptimizerAndAnotherDash() {
    SeriesStyle adam = alone("adam", "adam");
    SeriesStyle tuned = alone("adam 0.01", "adam");

    assertThat(tuned.color()).isEqualTo(adam.color());
    assertThat(tuned.dash()).isNotEqualTo(adam.dash());
    Map<String, String> run = new LinkedHashMap<>();
    run.put("sgd 0.1", "sgd");
    run.put("adam 0.01", "adam");
    BUILT_IN.forEach(id -> run.put(id, id));
    assertThat(SeriesStyles.of(run).of("adam 0.01")).isEqualTo(tuned);
  }

  @Test
  void aNameInAnotherSpellingIsTheSameName() {
    assertThat(alone("Gradient Descent", "gradient-descent"))
        .isEqualTo(alone("gradient-descent", "gradient-descent"));
    assertThat(alone("AdamW", "adamw")).isEqualTo(alone("adamw", "adamw"));
    SeriesStyles both = SeriesStyles.of(Map.of("Adam", "adam", "adam", "adam"));
    assertThat(both.of("adam")).isEqualTo(alone("adam", "adam"));
    assertThat(both.of("Adam")).isNotEqualTo(both.of("adam"));
  }

  @Test
  void anOptimizerOfAPlugInTakesNoLookOfAnother() {
    Map<String, String> run =
        Stream.concat(BUILT_IN.stream(), Stream.of("half-step")).collect(toMap(id -> id, id -> id));

    assertThat(SeriesStyles.of(run).of("half-step")).isEqualTo(alone("half-step", "half-step"));
    assertThat(BUILT_IN.stream().map(id -> alone(id, id)))
        .doesNotContain(alone("half-step", "half-step"));
  }

  /** As in a search over rates: more settings of an optimizer than its colour has dashes. */
  @Test
  void noTwoOfARunLookAlike() {
    Map<String, String> run = new LinkedHashMap<>();
    for (String optimizer : List.of("sgd", "momentum", "adam", "my-own")) {
      run.put(optimizer, optimizer);
      IntStream.range(0, 16).forEach(i -> run.put(optimizer + " 1e-" + i, optimizer));
    }

    SeriesStyles styles = SeriesStyles.of(run);

    assertThat(run.keySet().stream().map(label -> styles.of(label)))
        .hasSize(68)
        .doesNotHaveDuplicates();
    assertThat(styles.of("adam")).isEqualTo(alone("adam", "adam"));
  }

  @Test
  void moreThanThereAreLooksStillHaveOne() {
    Map<String, String> run =
        IntStream.range(0, 100).boxed().collect(toMap(i -> "sgd " + i, i -> "sgd"));
    SeriesStyles styles = SeriesStyles.of(run);

    assertThat(run.keySet()).allSatisfy(label -> assertThat(styles.of(label)).isNotNull());
  }

  /** Those that were tuned and not trained yet have one, too. */
  @Test
  void knowsAllOptimizersOfARun() {
    FakeRun tuned = new FakeRun().tried("adam", 0.01, 0.9).finished("sgd", 0.9);

    SeriesStyles styles = SeriesStyles.of(Summary.of(tuned.run()));

    assertThat(styles.of("adam")).isEqualTo(alone("adam", "adam"));
    assertThat(styles.of("sgd")).isEqualTo(alone("sgd", "sgd"));
  }

  private static SeriesStyle alone(String label, String optimizer) {
    return SeriesStyles.of(Map.of(label, optimizer)).of(label);
  }

  private static SeriesStyles styles(List<String> run) {
    Map<String, String> optimizers = new LinkedHashMap<>();
    run.forEach(id -> optimizers.put(id, id));
    return SeriesStyles.of(optimizers);
  }
}
