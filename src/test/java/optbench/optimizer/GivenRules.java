package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.optimizer.UpdateRule.Update;
import optbench.spec.Profile;
import optbench.spec.Techniques;

/** Optimizers whose rules are given by tests. */
public final class GivenRules {
  private GivenRules() {}

  /** Plain descent until a step that throws. */
  public static OptimizerSettings throwingAtStep(int last) {
    return settings(
        new UpdateRule() {
          @Override
          public List<StateVector> state() {
            return List.of();
          }

          @Override
          public Update at(Step step) {
            if (step.number() == last) {
              throw new IllegalStateException("at step " + last);
            }
            return block -> block.parameters().add(-step.learningRate(), block.gradient());
          }
        });
  }

  /** Without state, at any rate. */
  static OptimizerSettings of(Update update) {
    return settings(
        new UpdateRule() {
          @Override
          public List<StateVector> state() {
            return List.of();
          }

          @Override
          public Update at(Step step) {
            return update;
          }
        });
  }

  private static OptimizerSettings settings(UpdateRule rule) {
    Sgd sgd = new Sgd();
    Optimizer optimizer =
        new Optimizer() {
          @Override
          public Description description() {
            return sgd.description();
          }

          @Override
          public List<HyperParameter> hyperParameters() {
            return sgd.hyperParameters();
          }

          @Override
          public List<String> variants() {
            return sgd.variants();
          }

          @Override
          public ProfileDefaults defaults(Profile profile) {
            return sgd.defaults(profile);
          }

          @Override
          public UpdateRule rule(OptimizerSettings settings) {
            return rule;
          }
        };
    return new OptimizerSettings(
        optimizer,
        Profile.KERAS,
        "default",
        Map.of(HyperParameter.LEARNING_RATE, 0.1),
        Techniques.NONE);
  }
}
