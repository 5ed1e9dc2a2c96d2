package optbench.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.network.Networks;
import optbench.optimizer.Optimizers;
import optbench.plan.DataFacts;
import optbench.plan.EngineChoice;
import optbench.plan.Plan;
import optbench.plan.Planner;
import optbench.result.Environment;
import optbench.result.FakeEnvironment;
import optbench.spec.ExperimentSpec;
import optbench.spec.FakeSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Seeds;
import optbench.spec.Techniques;

/** Plans on ten samples of 2 x 2 pixels, in batches of four for two epochs: six steps a trial. */
final class Experiment {
  static final int STEPS = 6;

  static final Dataset DATA =
      new Dataset(
          "dots",
          "d075",
          Optional.of(new Dataset.Notice("DOTS stand in for digits.", "there are no digits")),
          new Samples(new byte[40], new byte[10]),
          new Samples(new byte[0], new byte[0]),
          new Samples(new byte[8], new byte[2]),
          2,
          2,
          2);

  static final Environment ENVIRONMENT = FakeEnvironment.ANY.withThreads(3);

  private Experiment() {}

  /** Optimizers by name, each with its own defaults. */
  static Plan plan(List<Long> seeds, String... optimizers) {
    return plan(seeds, Arrays.stream(optimizers).map(OptimizerSpec::of).toList());
  }

  static Plan plan(List<Long> seeds, List<OptimizerSpec> optimizers) {
    return plan(seeds, optimizers, EngineChoice.AS_NAMED);
  }

  static Plan plan(List<Long> seeds, List<OptimizerSpec> optimizers, EngineChoice engines) {
    ExperimentSpec spec = FakeSpec.of("softmax", 2, optimizers, new Seeds(seeds), "fake");
    return new Planner(Optimizers.builtIn(), Networks.builtIn())
        .plan(spec, new DataFacts("dots", "d075", 10, 0, 2, 2, 2), "cpu", engines);
  }

  static OptimizerSpec labelled(String optimizer, String label) {
    return new OptimizerSpec(
        optimizer,
        Optional.of(label),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Techniques.NONE);
  }
}
