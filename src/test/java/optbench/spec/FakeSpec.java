package optbench.spec;

import java.util.List;
import java.util.Optional;
import optbench.spec.ExperimentSpec.Execution;
import optbench.spec.ExperimentSpec.Task;
import optbench.spec.ExperimentSpec.Training;

/** Specs that no file has. */
public final class FakeSpec {
  private FakeSpec() {}

  /** On MNIST and the CPU, with the defaults of Keras; training times are wanted. */
  public static ExperimentSpec of(
      NetworkSpec network,
      int epochs,
      BatchSize batchSize,
      List<OptimizerSpec> optimizers,
      Seeds seeds,
      String engine) {
    return ExperimentSpec.of(
        "test",
        new Task(DataSpec.of("mnist"), network),
        new Training(epochs, batchSize, Profile.KERAS, optimizers, seeds),
        new Execution(engine, TimingSpec.REPORTED, Device.DEFAULT));
  }

  /** The same on a network that is built in, in batches of four. */
  public static ExperimentSpec of(
      String network, int epochs, List<OptimizerSpec> optimizers, Seeds seeds, String engine) {
    return of(new NetworkSpec.Preset(network), epochs, new BatchSize(4), optimizers, seeds, engine);
  }

  /** The same with hyper-parameters looked for first. */
  public static ExperimentSpec tuning(ExperimentSpec spec, TuneSpec wanted) {
    return new ExperimentSpec(
        spec.name(),
        spec.task(),
        spec.training(),
        spec.execution(),
        spec.analysis(),
        Optional.of(wanted));
  }
}
