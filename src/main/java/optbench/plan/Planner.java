package optbench.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import optbench.network.Network;
import optbench.network.Networks;
import optbench.network.Shape;
import optbench.optimizer.HyperParameter;
import optbench.optimizer.Optimizer;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.Optimizers;
import optbench.plan.Vocabulary.HyperParameterWords;
import optbench.plan.Vocabulary.OptimizerWords;
import optbench.result.ProbeSettings;
import optbench.result.TrialSettings;
import optbench.spec.BatchSize;
import optbench.spec.ExperimentSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.ProbeSpec;
import optbench.spec.SpecException;

/** Decides everything that a spec leaves open. */
public final class Planner {
  private final Optimizers optimizers;

  /**
   * @param optimizers those that specs may name
   */
  public Planner(Optimizers optimizers) {
    this.optimizers = optimizers;
  }

  /**
   * All trials of an experiment, on the engine that the spec names.
   *
   * @param data what it will be trained on
   * @param device {@code cpu} or {@code cuda}
   * @throws SpecException if the spec cannot be carried out; its path points into the spec
   */
  public Plan plan(ExperimentSpec spec, DataFacts data, String device) {
    return plan(spec, data, device, EngineChoice.AS_NAMED);
  }

  /**
   * All trials of an experiment, each on the engine that is chosen for it.
   *
   * @throws SpecException if the spec cannot be carried out; its path points into the spec
   */
  public Plan plan(ExperimentSpec spec, DataFacts data, String device, EngineChoice engines) {
    Network network = Networks.resolve(spec.network());
    Shape input = new Shape(1, data.height(), data.width());
    long parameters = network.parameters(input, data.classes());
    List<Trial> trials = new ArrayList<>();
    Map<String, String> labelOf = new HashMap<>();
    for (int i = 0; i < spec.optimizers().size(); i++) {
      OptimizerSpec entry = spec.optimizers().get(i);
      OptimizerSettings optimizer = resolve(entry, spec, i);
      BatchSize batchSize = optimizers.batchSize(entry, spec.batchSize());
      String label = entry.label().orElse(entry.optimizer());
      for (long seed : spec.seeds().values()) {
        Function<String, Trial> trialOn =
            engine ->
                new Trial(
                    label,
                    optimizer,
                    network,
                    settings(
                        spec,
                        optimizer,
                        batchSize,
                        data,
                        network,
                        parameters,
                        seed,
                        engine,
                        device));
        Trial trial = trialOn.apply(engines.engine(spec, trialOn));
        requireScheduleFits(optimizer, trial.settings(), i);
        trials.add(trial);
        String other = labelOf.put(trial.id(), label);
        if (other != null) {
          throw new SpecException(
              "/optimizers/" + i,
              "'" + label + "' is the same as '" + other + "' in every number: leave one out");
        }
      }
    }
    return new Plan(spec, trials);
  }

  /** The words of all registries. */
  public Vocabulary vocabulary(List<String> engines) {
    return new Vocabulary(
        optimizers.all().stream().map(Planner::words).toList(),
        Networks.all().stream().map(p -> p.network().name()).toList(),
        engines);
  }

  private static void requireScheduleFits(
      OptimizerSettings optimizer, TrialSettings settings, int index) {
    try {
      optimizer
          .techniques()
          .schedule()
          .requireFits(settings.totalSteps(), settings.stepsPerEpoch());
    } catch (SpecException e) {
      throw new SpecException("/optimizers/" + index + e.path(), e.getMessage());
    }
  }

  private OptimizerSettings resolve(OptimizerSpec entry, ExperimentSpec spec, int index) {
    try {
      return optimizers.resolve(entry, spec.profile());
    } catch (SpecException e) {
      throw new SpecException("/optimizers/" + index + e.path(), e.getMessage());
    }
  }

  private static TrialSettings settings(
      ExperimentSpec spec,
      OptimizerSettings optimizer,
      BatchSize batchSize,
      DataFacts data,
      Network network,
      long parameters,
      long seed,
      String engine,
      String device) {
    return new TrialSettings(
        optimizer.id(),
        optimizer.profile().id(),
        optimizer.recordedVariant(),
        optimizer.values(),
        optimizer.techniques().inUse(),
        data.name(),
        data.sha256(),
        data.trainingSamples(),
        data.validationSamples(),
        network.name(),
        network.describe(data.classes()),
        parameters,
        batchSize.of(data.trainingSamples()),
        spec.epochs(),
        seed,
        engine,
        device,
        spec.probe().map(p -> probe(p, data)));
  }

  /** No more images than there are: asking for more is no other trial. */
  private static ProbeSettings probe(ProbeSpec spec, DataFacts data) {
    return new ProbeSettings(Math.min(spec.images(), data.trainingSamples()), spec.steps());
  }

  private static OptimizerWords words(Optimizer optimizer) {
    return new OptimizerWords(
        optimizer.description().id(),
        optimizer.description().summary(),
        optimizer.variants(),
        optimizer.hyperParameters().stream().map(Planner::words).toList());
  }

  private static HyperParameterWords words(HyperParameter parameter) {
    HyperParameter.Range range = parameter.range();
    boolean flag = range == HyperParameter.Range.FLAG;
    return new HyperParameterWords(
        parameter.name(),
        parameter.meaning(),
        flag,
        range.minimum(),
        false,
        range.maximum(),
        !flag);
  }
}
