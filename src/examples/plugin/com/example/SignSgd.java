package com.example;

import java.util.List;
import java.util.Map;
import optbench.optimizer.Description;
import optbench.optimizer.HyperParameter;
import optbench.optimizer.Optimizer;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.ProfileDefaults;
import optbench.optimizer.UpdateRule;
import optbench.optimizer.Vector;
import optbench.spec.Profile;

/** signSGD with momentum: an optimizer that optbench does not have. */
public final class SignSgd implements Optimizer {
  /** What specs, tables and {@code optbench show} say of it. */
  @Override
  public Description description() {
    return new Description(
        "signsgd",
        "signSGD with momentum",
        Description.Family.SIGN,
        2018,
        "Bernstein et al., signSGD: Compressed Optimisation for Non-Convex Problems, ICML 2018,"
            + " arXiv:1802.04434",
        "every parameter moves by the learning rate, against the sign of its average gradient",
        """
        m = b1 m + (1 - b1) g
        p = p - lr sign(m)\
        """,
        "No framework has it. With b1 = 0 there is no state: p = p - lr sign(g).");
  }

  /** The learning rate comes first. Those that others have, too, are there already. */
  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(HyperParameter.learningRate(), HyperParameter.beta1());
  }

  /** One form of the rule is enough. */
  @Override
  public List<String> variants() {
    return List.of("default");
  }

  /** Every hyper-parameter needs a value in every profile, and the value a source. */
  @Override
  public ProfileDefaults defaults(Profile profile) {
    return new ProfileDefaults(
        "default",
        Map.of(HyperParameter.LEARNING_RATE, 0.001, "beta1", 0.9),
        "chosen for this example");
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    double beta1 = settings.get("beta1");
    return beta1 == 0 ? new OfGradient() : new OfAverage(beta1);
  }

  private record OfGradient() implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of();
    }

    @Override
    public Update at(Step step) {
      return block -> block.parameters().addSign(-step.learningRate(), block.gradient());
    }
  }

  private record OfAverage(double beta1) implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("m"));
    }

    /** Numbers of one step are worked out here, in double, and what follows is done per block. */
    @Override
    public Update at(Step step) {
      return block -> {
        Vector average = block.state(0);
        average.decayAndAdd(beta1, 1 - beta1, block.gradient());
        block.parameters().addSign(-step.learningRate(), average);
      };
    }
  }
}
