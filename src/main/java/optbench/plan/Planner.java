package optbench.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import optbench.network.Network;
import optbench.network.Networks;
import optbench.network.Shape;
import optbench.optimizer.HyperParameter;
import optbench.optimizer.Optimizer;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.Optimizers;
import optbench.plan.Vocabulary.HyperParameterWords;
import optbench.plan.Vocabulary.OptimizerWords;
import optbench.result.TrialSettings;
import optbench.spec.BatchSize;
import optbench.spec.ExperimentSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.SpecException;

/** Decides everything that a spec leaves open. */
public final class Planner {
  private Planner() {}

  /**
   * All trials of an experiment.
   *
   * @param data what it will be trained on
   * @param device {@code cpu} or {@code cuda}
   * @throws SpecException if the spec cannot be carried out; its path points into the spec
   */
  public static Plan plan(ExperimentSpec spec, DataFacts data, String device) {
    Network network = Networks.resolve(spec.network());
    Shape input = new Shape(1, data.height(), data.width());
    long parameters = network.parameters(input, data.classes());
    List<Trial> trials = new ArrayList<>();
    Map<String, String> labelOf = new HashMap<>();
    for (int i = 0; i < spec.optimizers().size(); i++) {
      OptimizerSpec entry = spec.optimizers().get(i);
      OptimizerSettings optimizer = resolve(entry, spec, i);
      BatchSize batchSize = Optimizers.batchSize(entry, spec.batchSize());
      String label = entry.label().orElse(entry.optimizer());
      for (long seed : spec.seeds().values()) {
        TrialSettings settings =
            settings(spec, optimizer, batchSize, data, network, parameters, seed, device);
        trials.add(new Trial(label, optimizer, network, settings));
        String other = labelOf.put(settings.id(), label);
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
  public static Vocabulary vocabulary(List<String> engines) {
    return new Vocabulary(
        Optimizers.all().stream().map(Planner::words).toList(),
        Networks.all().stream().map(p -> p.network().name()).toList(),
        engines);
  }

  private static OptimizerSettings resolve(OptimizerSpec entry, ExperimentSpec spec, int index) {
    try {
      return Optimizers.resolve(entry, spec.profile());
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
      String device) {
    return new TrialSettings(
        optimizer.optimizer(),
        optimizer.profile().id(),
        optimizer.variant(),
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
        spec.engine(),
        device);
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
