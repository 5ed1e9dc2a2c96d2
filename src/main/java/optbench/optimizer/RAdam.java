package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** RAdam: Adam with a warm-up of its own. */
final class RAdam implements Optimizer {
  /** Below this the variance of the divisor has no bound worth the name. */
  private static final double ENOUGH_SAMPLES = 5;

  @Override
  public Description description() {
    return new Description(
        "radam",
        "RAdam",
        Description.Family.ADAPTIVE,
        2020,
        "Liu et al., On the Variance of the Adaptive Learning Rate and Beyond, ICLR 2020, arXiv:1908.03265",
        "Adam that is careful as long as its average of squares rests on few samples",
        """
        m = b1 m + (1 - b1) g                      M = m / (1 - b1^t)
        v = b2 v + (1 - b2) g^2                    V = v / (1 - b2^t)
        R = 2 / (1 - b2) - 1                       r = R - 2 t b2^t / (1 - b2^t)
        r > 5:  p = p - lr M sqrt((r - 4) (r - 2) R / ((R - 4) (R - 2) r)) / (sqrt(V) + eps)
        else:   p = p - lr M\
        """,
        "Only PyTorch has it; the paper adapts from r > 4 on. With b2 = 0.999 the first five steps are plain momentum at the"
            + " full rate, however large the gradient: rates that suit SGD badly can hurt there.");
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(
        HyperParameter.learningRate(),
        HyperParameter.beta1(),
        HyperParameter.beta2(),
        HyperParameter.epsilon());
  }

  @Override
  public List<String> variants() {
    return List.of("pytorch");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS ->
          of("Keras has no RAdam: the pytorch profile serves instead")
              .with(WeightDecayKind.COUPLED);
      case PYTORCH -> of("torch.optim.RAdam, PyTorch 2.10").with(WeightDecayKind.COUPLED);
      case DL4J ->
          of("ND4J has no RAdam: the pytorch profile serves instead").with(WeightDecayKind.COUPLED);
      case PAPER ->
          of("the paper tunes the rate: the numbers of the pytorch profile, and its r > 5");
    };
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    return new Rule(settings.get("beta1"), settings.get("beta2"), settings.get("epsilon"));
  }

  private static ProfileDefaults of(String source) {
    return new ProfileDefaults(
        "pytorch",
        Map.of(HyperParameter.LEARNING_RATE, 0.001, "beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8),
        source);
  }

  private record Rule(double beta1, double beta2, double epsilon) implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return List.of(StateVector.zero("m"), StateVector.zero("v"));
    }

    @Override
    public Update at(Step step) {
      AdamScalars scalars = AdamScalars.of(beta1, beta2, step.number());
      double samples = samples(step.number());
      boolean adapts = samples > ENOUGH_SAMPLES;
      double rate = step.learningRate() / scalars.mean();
      double adaptedRate = adapts ? rate * scalars.root() * rectification(samples) : 0;
      return block -> {
        Vector mean = block.state(0);
        Vector square = block.state(1);
        mean.decayAndAdd(beta1, 1 - beta1, block.gradient());
        square.decayAndAddSquare(beta2, 1 - beta2, block.gradient());
        if (adapts) {
          block.parameters().addQuotient(-adaptedRate, mean, square, epsilon);
        } else {
          block.parameters().add(-rate, mean);
        }
      };
    }

    private double mostSamples() {
      return 2 / (1 - beta2) - 1;
    }

    private double samples(long t) {
      double decayed = Math.pow(beta2, (double) t);
      return mostSamples() - 2 * t * decayed / (1 - decayed);
    }

    private double rectification(double r) {
      double most = mostSamples();
      return Math.sqrt((r - 4) * (r - 2) * most / ((most - 4) * (most - 2) * r));
    }
  }
}
