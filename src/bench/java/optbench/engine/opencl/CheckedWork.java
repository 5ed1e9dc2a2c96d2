package optbench.engine.opencl;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import optbench.data.Dataset;
import optbench.engine.InputShape;
import optbench.network.Networks;
import optbench.optimizer.Optimizers;
import optbench.plan.DataFacts;
import optbench.plan.Planner;
import optbench.plan.Trial;
import optbench.spec.BatchSize;
import optbench.spec.DataSpec;
import optbench.spec.Device;
import optbench.spec.ExperimentSpec;
import optbench.spec.ExperimentSpec.Execution;
import optbench.spec.ExperimentSpec.Task;
import optbench.spec.ExperimentSpec.Training;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.Seeds;
import optbench.spec.Techniques;
import optbench.spec.TimingSpec;

/**
 * Trainings of one network by one optimizer, as many as wanted, which differ in their learning
 * rates alone.
 *
 * @param network a preset
 */
record CheckedWork(String network, int batchSize, String optimizer) {
  private static final Seeds SEED = new Seeds(List.of(1L));
  private static final String LEARNING_RATE = "learning_rate";

  /** The data cut to so many batches; of the rest, so many test samples are enough. */
  Dataset cut(Dataset data, int steps, int testSamples) {
    return new Dataset(
        data.name(),
        data.sha256(),
        data.notice(),
        data.training().first(steps * batchSize),
        data.validation(),
        data.test().first(testSamples),
        data.height(),
        data.width(),
        data.classes());
  }

  /** Trainings on all of these data: the first has the usual rate, others down to a tenth of it. */
  List<Trial> trials(int count, int epochs, Dataset data) {
    double rate =
        Optimizers.builtIn()
            .resolve(OptimizerSpec.of(optimizer), Profile.KERAS)
            .values()
            .get(LEARNING_RATE);
    List<OptimizerSpec> optimizers =
        IntStream.range(0, count)
            .mapToObj(k -> withRate(rate * Math.pow(10, -(double) k / count)))
            .toList();
    return planned(new NetworkSpec.Preset(network), batchSize, optimizers, epochs, data);
  }

  /** One training by each optimizer. */
  static List<Trial> planned(
      NetworkSpec network,
      int batchSize,
      List<OptimizerSpec> optimizers,
      int epochs,
      Dataset data) {
    ExperimentSpec spec =
        ExperimentSpec.of(
                "device-check",
                new Task(DataSpec.of("mnist"), network),
                new Training(epochs, new BatchSize(batchSize), Profile.KERAS, optimizers, SEED),
                new Execution("opencl", TimingSpec.REPORTED, Device.DEFAULT))
            .evaluated(Optional.empty());
    DataFacts facts =
        new DataFacts(
            data.name(),
            data.sha256(),
            data.training().size(),
            data.validation().size(),
            InputShape.of(data),
            data.classes());
    return new Planner(Optimizers.builtIn(), Networks.builtIn())
        .plan(spec, facts, OpenClEngine.DEVICE)
        .trials();
  }

  private OptimizerSpec withRate(double rate) {
    return new OptimizerSpec(
        optimizer,
        Optional.of(optimizer + " " + rate),
        Optional.empty(),
        Optional.empty(),
        Map.of(LEARNING_RATE, rate),
        Techniques.NONE,
        Optional.empty());
  }
}
