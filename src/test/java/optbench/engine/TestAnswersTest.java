package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.engine.dl4j.Dl4jEngine;
import optbench.engine.lockstep.LockstepEngine;
import optbench.plan.Trial;
import optbench.result.Answers;
import optbench.result.Outcome;
import optbench.result.TrialResult;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which images of the test set trials keep as answered right. */
class TestAnswersTest {
  private static final int IMAGES = 10;

  /** With labels that are wrong, so that some answers are, too. */
  private static final Dataset DATA = Tasks.noisyHalves(200, 20, IMAGES);

  private static final NetworkSpec NETWORK =
      new NetworkSpec.Layers(
          List.of(
              new LayerSpec.Dense(12, Activation.RELU, Initialization.GLOROT_UNIFORM),
              new LayerSpec.Dropout(0.2)));

  /** The last one is evaluated with other parameters than it trains. */
  private static final List<String> OPTIMIZERS = List.of("sgd", "schedulefree_adamw");

  static Stream<Engine> engines() {
    return Stream.of(new Dl4jEngine(), new LockstepEngine());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void areWhatTestSetsOfOneImageFind(Engine engine) {
    compareWithSingleImages(engine, OPTIMIZERS);
  }

  @Test
  void areThoseOfALineSearchToo() {
    compareWithSingleImages(new Dl4jEngine(), List.of("lbfgs"));
  }

  private static void compareWithSingleImages(Engine engine, List<String> optimizers) {
    List<TrialResult> whole = train(engine, optimizers, DATA);
    List<List<Double>> single = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      single.add(
          train(engine, optimizers, with(image(i))).stream()
              .map(r -> r.epochs().get(1).testAccuracy())
              .toList());
    }
    for (int k = 0; k < optimizers.size(); k++) {
      Answers answers = whole.get(k).testAnswers().orElseThrow();
      assertThat(answers.images()).isEqualTo(IMAGES);
      assertThat(answers.accuracy())
          .isEqualTo(whole.get(k).epochs().get(1).testAccuracy())
          .isBetween(0.3, 0.97);
      for (int i = 0; i < IMAGES; i++) {
        assertThat(answers.rightImages().get(i))
            .as("%s, image %d", optimizers.get(k), i)
            .isEqualTo(single.get(i).get(k) == 1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void areNoneOfATrialThatDiverged(Engine engine) {
    OptimizerSpec wild = OptimizerSpec.of("sgd").with(Map.of("learning_rate", 1e30));

    TrialResult diverged = Tasks.run(engine, trials(List.of(wild), DATA), DATA).get(0);

    assertThat(diverged.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(diverged.testAnswers()).isEmpty();
  }

  private static List<TrialResult> train(Engine engine, List<String> optimizers, Dataset data) {
    return Tasks.run(
        engine, trials(optimizers.stream().map(OptimizerSpec::of).toList(), data), data);
  }

  private static List<Trial> trials(List<OptimizerSpec> optimizers, Dataset data) {
    return Tasks.trials(optimizers, 2, 8, data, 3, NETWORK);
  }

  private static Samples image(int number) {
    int features = DATA.features();
    byte[] pixels = new byte[features];
    System.arraycopy(DATA.test().pixels(), number * features, pixels, 0, features);
    return new Samples(pixels, new int[] {DATA.test().labels()[number]});
  }

  private static Dataset with(Samples test) {
    return new Dataset(
        DATA.name(),
        DATA.sha256(),
        DATA.notice(),
        DATA.training(),
        DATA.validation(),
        test,
        DATA.height(),
        DATA.width(),
        DATA.classes());
  }
}
