package optbench.optimizer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.spec.BatchSize;
import optbench.spec.Profile;

/** Gradient descent as textbooks have it: the rule of {@link Sgd}, on all samples at once. */
final class GradientDescent implements Optimizer {
  private final Sgd sgd = new Sgd();

  @Override
  public Description description() {
    return new Description(
        "gradient-descent",
        "Gradient descent (full batch)",
        Description.Family.GRADIENT_DESCENT,
        1847,
        "Cauchy, Methode generale pour la resolution des systemes d'equations simultanees,"
            + " Comptes rendus 25, 1847",
        "a step against the gradient of all samples at once: one step an epoch",
        """
        p = p - lr g                 g: mean over the whole training set\
        """,
        "Frameworks have no optimizer of this name: it is SGD with a batch as large as the training set, at SGD's learning"
            + " rates. batch_size in an entry overrides the full batch; the experiment's does not. One step an epoch is"
            + " few: give it a higher learning rate or many more epochs.");
  }

  @Override
  public Optional<BatchSize> batchSize() {
    return Optional.of(BatchSize.FULL);
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(HyperParameter.learningRate());
  }

  @Override
  public List<String> variants() {
    return List.of("standard");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    ProfileDefaults of = sgd.defaults(profile);
    double rate = of.values().get(HyperParameter.LEARNING_RATE);
    return new ProfileDefaults(
            "standard", Map.of(HyperParameter.LEARNING_RATE, rate), "as sgd: " + of.source())
        .with(of.decayKind());
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    return new Sgd.Descent();
  }
}
