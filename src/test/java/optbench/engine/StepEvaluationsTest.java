package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import optbench.data.Dataset;
import optbench.engine.dl4j.Dl4jEngine;
import optbench.engine.lockstep.LockstepEngine;
import optbench.optimizer.Optimizers;
import optbench.optimizer.StepOptimizer;
import optbench.optimizer.UpdateRule;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.StepEvaluation;
import optbench.result.TrialResult;
import optbench.spec.Activation;
import optbench.spec.EvaluateSpec;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Schedule;
import optbench.spec.Techniques;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Evaluations between the steps of a training: what they find, and that they leave no trace. */
class StepEvaluationsTest {
  private static final Dataset DATA = Tasks.noisyHalves(400, 20, 150);
  private static final int BATCH = 8;
  private static final StepOptimizer CUT_DESCENT =
      new StepOptimizer("cut-descent", 0.01, CutRule::new);
  private static final Optimizers OPTIMIZERS = Optimizers.builtIn().with(List.of(CUT_DESCENT));
  private static final Optional<EvaluateSpec> BY_EPOCH = Optional.empty();

  /** As many as can be asked for: all of the first steps, then some. */
  private static final Optional<EvaluateSpec> OFTEN =
      Optional.of(new EvaluateSpec(1, 50, OptionalInt.of(150)));

  /** All that is drawn or kept from step to step: masks, running statistics. */
  private static final NetworkSpec RESTLESS =
      new NetworkSpec.Layers(
          List.of(
              new LayerSpec.Dense(16, Activation.RELU, Initialization.GLOROT_UNIFORM),
              new LayerSpec.BatchNorm(0.9, 1e-3),
              new LayerSpec.Dropout(0.3)));

  private static final Techniques AVERAGED =
      new Techniques(
          Schedule.CONSTANT,
          0,
          0,
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.of(0.9));

  static Stream<Engine> engines() {
    return Stream.of(new Dl4jEngine(), new LockstepEngine());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void leaveNoTraceInTheTraining(Engine engine) {
    List<OptimizerSpec> optimizers =
        List.of(
            OptimizerSpec.of("adam"),
            OptimizerSpec.of("schedulefree_adamw"),
            OptimizerSpec.of("muon"),
            OptimizerSpec.of("momentum").with(AVERAGED));

    List<TrialResult> without = Tasks.run(engine, trials(2, BY_EPOCH, optimizers), DATA);
    List<TrialResult> with = Tasks.run(engine, trials(2, OFTEN, optimizers), DATA);

    for (int i = 0; i < optimizers.size(); i++) {
      assertThat(without.get(i).stepEvaluations()).isEmpty();
      assertThat(with.get(i).stepEvaluations()).hasSizeGreaterThan(30);
      assertThat(with.get(i).id()).isEqualTo(without.get(i).id());
      assertThat(Tasks.withoutTimes(with.get(i))).isEqualTo(Tasks.withoutTimes(without.get(i)));
    }
  }

  @Test
  void leaveNoTraceInALineSearch() {
    List<OptimizerSpec> lbfgs = List.of(OptimizerSpec.of("lbfgs"));

    TrialResult without = Tasks.run(new Dl4jEngine(), trials(2, BY_EPOCH, lbfgs), DATA).get(0);
    TrialResult with = Tasks.run(new Dl4jEngine(), trials(2, OFTEN, lbfgs), DATA).get(0);

    assertThat(Tasks.withoutTimes(with)).isEqualTo(Tasks.withoutTimes(without));
    assertThat(with.stepEvaluations())
        .allMatch(
            e -> e.gradientEvaluations() >= e.steps() && e.samplesSeen() == BATCH * e.steps());
  }

  /** A training whose parameters stay as they are from a step on ends as it was at that step. */
  @ParameterizedTest
  @MethodSource("engines")
  void findWhatATrainingThatIsCutThereEndsWith(Engine engine) {
    TrialResult whole = Tasks.run(engine, plain(OFTEN, 50), DATA).get(0);

    for (int step : new int[] {1, 10, 21, 48}) {
      EpochMetrics cut = Tasks.run(engine, plain(BY_EPOCH, step), DATA).get(0).epochs().get(0);
      StepEvaluation there =
          whole.stepEvaluations().stream().filter(e -> e.steps() == step).findFirst().orElseThrow();

      assertThat(there.testLoss()).isEqualTo(cut.testLoss().orElseThrow());
      assertThat(there.testAccuracy()).isEqualTo(cut.testAccuracy());
      assertThat(there.testSamples()).isEqualTo(150);
    }
    assertThat(whole.stepEvaluations()).extracting(StepEvaluation::trainSeconds).isSorted();
  }

  @Test
  void trialsOfAGroupAreEvaluatedAtTheSameSteps() {
    List<Trial> some = trials(1, OFTEN, List.of(OptimizerSpec.of("sgd")));
    List<Trial> others = trials(1, BY_EPOCH, List.of(OptimizerSpec.of("adam")));

    assertThat(new LockstepEngine().groups(List.of(some.get(0), others.get(0)))).hasSize(2);
  }

  /** 14 steps from 10 to 422; the passes of a tenth of the training are shared out among them. */
  @Test
  void takeSamplesThatCostATenthOfTheTraining() {
    Dataset mnist = Tasks.halves(60_000, 0, 10_000);

    // 0.1 x 3 x 60,000 / 14 = 1,285 samples an epoch; every eighth is 1,250.
    assertThat(usual(mnist, 1).samples().size()).isEqualTo(1250);
    assertThat(usual(mnist, 5).samples().size()).isEqualTo(5000);
    assertThat(usual(mnist, 8).samples()).isSameAs(mnist.test());
    assertThat(usual(mnist, 5).steps()).hasSize(14).startsWith(10L, 13L, 18L).endsWith(422L);
    assertThat(usual(mnist, 5).isDueAfter(13)).isTrue();
    assertThat(usual(mnist, 5).isDueAfter(14)).isFalse();
    // 2,000 training samples in 16 steps: 300 test samples, which would say too little.
    assertThat(usual(Tasks.halves(2000, 0, 10_000), 1).steps()).isEmpty();
    assertThat(usual(Tasks.halves(2000, 0, 300), 1).samples().size()).isEqualTo(300);
  }

  private static StepEvaluations usual(Dataset data, int epochs) {
    Trial trial =
        Tasks.trials(
                List.of(OptimizerSpec.of("sgd")),
                epochs,
                128,
                data,
                1,
                new NetworkSpec.Preset("softmax"))
            .get(0);
    return StepEvaluations.of(trial, data);
  }

  private static List<Trial> plain(Optional<EvaluateSpec> evaluate, int lastStep) {
    return Tasks.trials(
        List.of(CUT_DESCENT.at(lastStep)),
        1,
        BATCH,
        DATA,
        1,
        new NetworkSpec.Preset("mlp"),
        spec -> spec.evaluated(evaluate),
        OPTIMIZERS);
  }

  private static List<Trial> trials(
      int epochs, Optional<EvaluateSpec> evaluate, List<OptimizerSpec> optimizers) {
    return Tasks.trials(
        optimizers, epochs, BATCH, DATA, 1, RESTLESS, spec -> spec.evaluated(evaluate));
  }

  /** Gradient descent that stops after a step. */
  private record CutRule(long last) implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of();
    }

    @Override
    public Update at(Step now) {
      return block -> {
        if (now.number() <= last) {
          block.parameters().add(-now.learningRate(), block.gradient());
        }
      };
    }
  }
}
