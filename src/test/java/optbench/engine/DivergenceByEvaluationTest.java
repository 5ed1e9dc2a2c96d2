package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.engine.dl4j.Dl4jEngine;
import optbench.engine.lockstep.LockstepEngine;
import optbench.optimizer.Optimizers;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.StepOptimizer;
import optbench.optimizer.UpdateRule;
import optbench.plan.Trial;
import optbench.result.Divergence;
import optbench.result.Outcome;
import optbench.result.TrialResult;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.ProbeSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trainings that throw their weights away in a step that no later loss can show. */
class DivergenceByEvaluationTest {
  private static final Dataset DATA = Tasks.halves(40, 20, 30);
  private static final NetworkSpec MLP = new NetworkSpec.Preset("mlp");
  private static final OptimizerSpec HOPELESS = labelled("hopeless", sgd(1e8));
  private static final StepOptimizer BIAS_BREAKER =
      new StepOptimizer("bias-breaker", 1, Breaking::new);
  private static final Optimizers OPTIMIZERS = Optimizers.builtIn().with(List.of(BIAS_BREAKER));

  static Stream<Engine> engines() {
    return Stream.of(new Dl4jEngine(), new LockstepEngine());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void theOnlyStepIsSeenByTheEvaluation(Engine engine) {
    TrialResult hopeless = Tasks.run(engine, trials(1, HOPELESS), DATA).get(0);
    TrialResult overflow = Tasks.run(engine, trials(1, sgd(1e30)), DATA).get(0);

    assertDiverged(hopeless, 1);
    assertThat(hopeless.epochs().get(0).testLoss().orElseThrow()).isBetween(1e4, 1e30);
    assertDiverged(overflow, 1);
    assertThat(overflow.time().orElseThrow().measured().steps()).isEqualTo(1);
  }

  /** Three steps an epoch, and the last of them breaks what the others have made. */
  @ParameterizedTest
  @MethodSource("engines")
  void theTrainingEndsWithTheEpochThatShowsIt(Engine engine) {
    List<Trial> trials = trials(4, 14, sgd(1e-3), breakingAt(3));
    List<TrialResult> results =
        trials.stream().map(trial -> Tasks.run(engine, List.of(trial), DATA).get(0)).toList();

    assertDiverged(named("breaking", results), 3);
    assertThat(named("breaking", results).time().orElseThrow().measured().steps()).isEqualTo(3);
    assertThat(named("sgd", results).outcome()).isEqualTo(Outcome.FINISHED);
    assertThat(named("sgd", results).epochs()).hasSize(4);
  }

  /** Biases of minus infinity leave units that are dead, and a loss that is finite. */
  @ParameterizedTest
  @MethodSource("engines")
  void parametersThatAreNoNumbersShowItWhateverTheLoss(Engine engine) {
    TrialResult dead = Tasks.run(engine, trials(1, 40, breakingAt(1)), DATA).get(0);

    assertDiverged(dead, 1);
    assertThat(dead.epochs().get(0).trainLoss().orElseThrow()).isLessThan(2);
    assertThat(dead.epochs().get(0).testLoss().orElseThrow()).isNaN();
    assertThat(dead.epochs().get(0).validationLoss()).hasValue(Double.NaN);
  }

  @Test
  void othersOfTheGroupTrainOnAsIfItHadNeverBeenThere() {
    List<Trial> trials = trials(3, sgd(0.1), HOPELESS, OptimizerSpec.of("adam"));
    List<TrialResult> together = Tasks.run(new LockstepEngine(), trials, DATA);
    TrialResult alone = Tasks.run(new LockstepEngine(), trials.subList(2, 3), DATA).get(0);

    assertDiverged(named("hopeless", together), 1);
    assertThat(named("adam", together).epochs()).hasSize(3);
    assertThat(named("adam", together).epochs().get(2).testLoss().orElseThrow())
        .isCloseTo(alone.epochs().get(2).testLoss().orElseThrow(), within(1e-4));
  }

  @Test
  void aProbeSeesItToo() {
    List<Trial> trials =
        Tasks.trials(
            List.of(HOPELESS), 2, 40, DATA, 1, MLP, spec -> spec.withProbe(ProbeSpec.DEFAULT));

    assertDiverged(Tasks.run(new Dl4jEngine(), trials, DATA).get(0), 1);
  }

  /**
   * A line search only goes where the loss of the batch falls. Here that takes weights so large
   * that the loss of the test set, which is brighter and labelled the other way round, is hopeless.
   */
  @Test
  void aLineSearchIsHeldToTheSameRule() {
    Dataset contrary = dimTrainingAndContraryTest();
    OptimizerSpec search = OptimizerSpec.of("lbfgs").with(Map.of("learning_rate", 1e4));
    TrialResult result = Tasks.run(new Dl4jEngine(), trials(30, search), contrary).get(0);

    assertThat(result.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(result.epochs()).hasSizeBetween(1, 29);
    assertThat(result.divergedAtStep()).hasValue(result.epochs().size());
    assertThat(result.epochs()).allMatch(epoch -> epoch.trainLoss().orElseThrow() < 10);
  }

  private static Dataset dimTrainingAndContraryTest() {
    return new Dataset(
        DATA.name(),
        DATA.sha256(),
        DATA.notice(),
        new Samples(halves(DATA.training().labels(), 0, 1), DATA.training().labels()),
        new Samples(new byte[0], new byte[0]),
        new Samples(halves(DATA.test().labels(), 1, 255), DATA.test().labels()),
        DATA.height(),
        DATA.width(),
        DATA.classes());
  }

  private static byte[] halves(int[] labels, int leftLabel, int brightness) {
    byte[] pixels = new byte[labels.length * 64];
    for (int i = 0; i < pixels.length; i++) {
      boolean left = i % 8 < 4;
      pixels[i] = (byte) (left == (labels[i / 64] == leftLabel) ? brightness : 0);
    }
    return pixels;
  }

  private static void assertDiverged(TrialResult result, int step) {
    assertThat(result.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(result.divergedAtStep()).hasValue(step);
    assertThat(result.epochs()).hasSize(1);
    assertThat(result.testAnswers()).isEmpty();
    assertThat(Divergence.shownBy(result.epochs().get(0))).isTrue();
  }

  private static TrialResult named(String label, List<TrialResult> results) {
    return results.stream().filter(r -> r.label().equals(label)).findFirst().orElseThrow();
  }

  /** In one step an epoch. */
  private static List<Trial> trials(int epochs, OptimizerSpec... optimizers) {
    return trials(epochs, DATA.training().size(), optimizers);
  }

  private static List<Trial> trials(int epochs, int batchSize, OptimizerSpec... optimizers) {
    return Tasks.trials(
        List.of(optimizers), epochs, batchSize, DATA, 1, MLP, spec -> spec, OPTIMIZERS);
  }

  private static OptimizerSpec breakingAt(int step) {
    return labelled("breaking", BIAS_BREAKER.at(step));
  }

  private static OptimizerSpec sgd(double rate) {
    return OptimizerSpec.of("sgd").with(Map.of("learning_rate", rate));
  }

  private static OptimizerSpec labelled(String label, OptimizerSpec spec) {
    return new OptimizerSpec(
        spec.optimizer(),
        Optional.of(label),
        spec.profile(),
        spec.variant(),
        spec.hyperParameters(),
        spec.techniques(),
        spec.batchSize());
  }

  /** Sets the biases of the first layer to minus infinity in one step, and does nothing else. */
  private record Breaking(long step) implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("none"));
    }

    @Override
    public List<StateVector> state(Tensor tensor) {
      boolean firstBias = tensor.role() == Role.OTHER && tensor.name().startsWith("0_");
      return List.of(new StateVector("none", firstBias ? Double.NEGATIVE_INFINITY : 0));
    }

    @Override
    public Update at(Step now) {
      return block -> {
        if (now.number() == step) {
          block.parameters().add(1, block.state(0));
        }
      };
    }
  }
}
