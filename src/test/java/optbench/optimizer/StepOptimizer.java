package optbench.optimizer;

import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;

/** An optimizer of a test's own, with a rule that something happens to at one step. */
public final class StepOptimizer implements Optimizer {
  private static final HyperParameter AT =
      new HyperParameter("at", "at", "the step", HyperParameter.Range.COUNT_FROM_1);

  private final String id;
  private final double learningRate;
  private final LongFunction<UpdateRule> rule;

  /**
   * @param rule made of the step, counted from 1
   */
  public StepOptimizer(String id, double learningRate, LongFunction<UpdateRule> rule) {
    this.id = id;
    this.learningRate = learningRate;
    this.rule = rule;
  }

  /** It, with that step. */
  public OptimizerSpec at(long step) {
    return OptimizerSpec.of(id).with(Map.of(AT.name(), (double) step));
  }

  @Override
  public Description description() {
    return new Description(
        id, "none", Description.Family.SIGN, 2026, "none", "none", "none", "none");
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(HyperParameter.learningRate(), AT);
  }

  @Override
  public List<String> variants() {
    return List.of("default");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return new ProfileDefaults(
        "default", Map.of(HyperParameter.LEARNING_RATE, learningRate, AT.name(), 1.0), "a test");
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    return rule.apply((long) settings.get(AT.name()));
  }
}
