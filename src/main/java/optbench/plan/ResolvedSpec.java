package optbench.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import optbench.optimizer.OptimizerSettings;
import optbench.spec.BatchSize;
import optbench.spec.Device;
import optbench.spec.ExperimentSpec;
import optbench.spec.ExperimentSpec.Execution;
import optbench.spec.ExperimentSpec.Task;
import optbench.spec.ExperimentSpec.Training;
import optbench.spec.OptimizerSpec;
import optbench.spec.Seeds;
import optbench.spec.TimingSpec;

/**
 * An experiment of a few trials of another one, with nothing left to be decided but where {@code
 * auto} data come from. It names every part of a spec, so that a new one cannot be forgotten.
 */
public final class ResolvedSpec {
  private ResolvedSpec() {}

  /**
   * A spec whose plan has these trials in it, under other labels; also others, where the trials
   * differ in both seed and optimizer.
   *
   * @param spec of the whole experiment
   * @param trials of its plan, at least one, all of one engine
   */
  public static ExperimentSpec of(ExperimentSpec spec, List<Trial> trials) {
    Trial any = trials.get(0);
    List<OptimizerSpec> optimizers = new ArrayList<>();
    trials.stream()
        .map(ResolvedSpec::optimizer)
        .distinct()
        .forEach(o -> optimizers.add(labelled(o, optimizers.size() + 1)));
    ExperimentSpec resolved =
        ExperimentSpec.of(
                spec.name(),
                new Task(
                    spec.task().data().withName(any.settings().dataSet()), spec.task().network()),
                new Training(
                    any.settings().epochs(),
                    spec.training().batchSize(),
                    spec.training().profile(),
                    optimizers,
                    new Seeds(trials.stream().map(t -> t.settings().seed()).distinct().toList())),
                new Execution(any.settings().engine(), TimingSpec.REPORTED, device(any)))
            .evaluated(any.evaluate());
    return any.settings().probe().isPresent()
        ? resolved.withProbe(spec.analysis().probe().orElseThrow())
        : resolved;
  }

  private static Device device(Trial trial) {
    return Device.of(trial.settings().device()).orElseThrow();
  }

  private static OptimizerSpec optimizer(Trial trial) {
    OptimizerSettings settings = trial.optimizer();
    return new OptimizerSpec(
        settings.id(),
        Optional.empty(),
        Optional.of(settings.profile()),
        Optional.of(settings.variant()),
        settings.values(),
        settings.techniques(),
        Optional.of(new BatchSize(trial.settings().samplesAStep())));
  }

  private static OptimizerSpec labelled(OptimizerSpec o, int number) {
    return new OptimizerSpec(
        o.optimizer(),
        Optional.of(Integer.toString(number)),
        o.profile(),
        o.variant(),
        o.hyperParameters(),
        o.techniques(),
        o.batchSize());
  }
}
