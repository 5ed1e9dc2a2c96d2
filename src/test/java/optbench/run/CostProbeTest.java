package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.engine.Engine;
import optbench.engine.EngineRegistry;
import optbench.engine.TrialListener;
import optbench.network.Networks;
import optbench.optimizer.Optimizers;
import optbench.plan.DataFacts;
import optbench.plan.EngineChoice;
import optbench.plan.Plan;
import optbench.plan.Planner;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.FakeTrial;
import optbench.spec.BatchSize;
import optbench.spec.ExperimentSpec;
import optbench.spec.FakeSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Seeds;
import org.junit.jupiter.api.Test;

class CostProbeTest {
  private static final int SAMPLES = 1000;
  private static final Dataset DATA =
      new Dataset(
          "dots",
          "d075",
          Optional.empty(),
          new Samples(new byte[4 * SAMPLES], new byte[SAMPLES]),
          new Samples(new byte[0], new byte[0]),
          new Samples(new byte[8], new byte[2]),
          2,
          2,
          2);

  private final AtomicLong clock = new AtomicLong();
  private final CountedEngine engine = new CountedEngine();

  @Test
  void repeatsTakeAsMuchMoreTimeButNoMoreRoom() {
    assertThat(new CostEstimate(2, 1, 4, 3, 1, 500).repeated(3))
        .isEqualTo(new CostEstimate(6, 3, 12, 3, 1, 500));
  }

  @Test
  void stepsEvaluationsAndPreparationAddUp() {
    CostEstimate cost = estimate(plan(10, 5, OptimizerSpec.of("sgd")), Jobs.ONE);

    // Three trials of five epochs of 100 steps at 10 ms, an evaluation of 50 ms, and 200 ms before.
    assertThat(cost.seconds()).isCloseTo(3 * (0.2 + 5 * (1 + 0.05)), within(1e-9));
    assertThat(cost.low()).isCloseTo(cost.seconds(), within(1e-9));
    assertThat(cost.high()).isCloseTo(cost.seconds(), within(1e-9));
    assertThat(cost.kinds()).isEqualTo(1);
    assertThat(engine.seen).as("trained once with few steps, once with more").hasSize(2);
  }

  @Test
  void epochsThatVaryWidenTheInterval() {
    engine.slowEpoch = 3;

    CostEstimate cost = estimate(plan(10, 5, OptimizerSpec.of("sgd")), Jobs.ONE);

    assertThat(cost.low()).isCloseTo(cost.seconds(), within(1e-9));
    assertThat(cost.high()).isGreaterThan(1.5 * cost.seconds());
  }

  @Test
  void fullBatchesAreTimedWhole() {
    CostEstimate cost = estimate(plan(SAMPLES, 7, OptimizerSpec.of("sgd")), Jobs.ONE);

    assertThat(cost.seconds()).isCloseTo(3 * (0.2 + 7 * 0.06), within(1e-9));
    assertThat(engine.seen).hasSize(1);
  }

  @Test
  void jobsShareTheWork() {
    double alone = estimate(plan(10, 5, OptimizerSpec.of("sgd")), Jobs.ONE).seconds();
    double shared = estimate(plan(10, 5, OptimizerSpec.of("sgd")), Jobs.parse("2")).seconds();

    assertThat(shared)
        .as("three trials on two jobs: two rounds")
        .isCloseTo(alone * 2 / 3, within(1e-9));
  }

  @Test
  void optimizersAreKindsOfTheirOwnAndRatesAreNot() {
    OptimizerSpec fast = OptimizerSpec.of("sgd").with(Map.of("learning_rate", 3.0));
    Plan plan =
        plan(
            10,
            5,
            new OptimizerSpec(
                "sgd",
                Optional.of("fast"),
                Optional.empty(),
                Optional.empty(),
                fast.hyperParameters(),
                fast.techniques()),
            OptimizerSpec.of("sgd"),
            OptimizerSpec.of("adam"));

    CostEstimate cost = estimate(plan, Jobs.ONE);

    assertThat(cost.kinds()).isEqualTo(2);
    assertThat(engine.seen).as("of each kind the smallest rate is tried").doesNotContain("fast");
    assertThat(cost.seconds()).isCloseTo(9 * (0.2 + 5 * 1.05), within(1e-9));
  }

  @Test
  void whatDivergesAtOnceIsLeftOutAndSaid() {
    engine.diverges = true;

    CostEstimate cost = estimate(plan(10, 5, OptimizerSpec.of("sgd")), Jobs.ONE);

    assertThat(cost.unknown()).isEqualTo(3);
    assertThat(cost.seconds()).isZero();
  }

  @Test
  void nothingMissingCostsNothing() {
    assertThat(
            new CostProbe(new EngineRegistry(List.of(engine)), clock::get)
                .estimate(List.of(), DATA, Jobs.ONE, Experiment.ENVIRONMENT))
        .isEqualTo(CostEstimate.NOTHING);
  }

  private CostEstimate estimate(Plan plan, Jobs jobs) {
    return new CostProbe(new EngineRegistry(List.of(engine)), clock::get)
        .estimate(plan.trials(), DATA, jobs, Experiment.ENVIRONMENT);
  }

  private static Plan plan(int batchSize, int epochs, OptimizerSpec... optimizers) {
    ExperimentSpec spec =
        FakeSpec.of(
            new NetworkSpec.Preset("softmax"),
            epochs,
            new BatchSize(batchSize),
            List.of(optimizers),
            Seeds.count(3),
            "counted");
    return new Planner(Optimizers.builtIn(), Networks.builtIn())
        .plan(
            spec, new DataFacts("dots", "d075", SAMPLES, 0, 2, 2, 2), "cpu", EngineChoice.AS_NAMED);
  }

  /** Its clock goes forward by what its work takes. */
  private final class CountedEngine implements Engine {
    private static final long MILLI = 1_000_000;
    final List<String> seen = new ArrayList<>();
    int slowEpoch;
    boolean diverges;

    @Override
    public String id() {
      return "counted";
    }

    @Override
    public Optional<String> unsupported(Trial trial) {
      return Optional.empty();
    }

    @Override
    public void run(List<Trial> group, Dataset data, TrialListener listener) {
      Trial trial = group.get(0);
      seen.add(trial.label());
      assertThat(trial.settings().samplesAnEpoch()).isEqualTo(data.training().size());
      clock.addAndGet(200 * MILLI);
      listener.started(trial, trial.settings().totalSteps());
      for (int epoch = 1; epoch <= trial.settings().epochs() && !diverges; epoch++) {
        long slower = epoch == slowEpoch ? 2 : 1;
        clock.addAndGet(slower * 10 * MILLI * trial.settings().stepsPerEpoch());
        clock.addAndGet(50 * MILLI);
        listener.epochFinished(trial, metrics(epoch));
      }
      listener.finished(trial, FakeEngine.finished(trial));
    }

    private EpochMetrics metrics(int epoch) {
      return FakeTrial.epoch(
          epoch, epoch, epoch, 1, 0.5, 1, 0.5, Optional.empty(), Optional.empty(), epoch);
    }
  }
}
