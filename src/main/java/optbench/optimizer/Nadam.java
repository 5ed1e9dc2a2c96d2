package optbench.optimizer;

import java.util.List;
import java.util.Map;
import optbench.spec.Profile;

/** Nadam: Adam with Nesterov's momentum. */
final class Nadam implements Optimizer {
  private static final HyperParameter MOMENTUM_DECAY =
      new HyperParameter(
          "momentum_decay",
          "k",
          "how fast the momentum schedule rises from b1 / 2 to b1 (Keras's and PyTorch's forms only)",
          HyperParameter.Range.AT_LEAST_ZERO);

  @Override
  public Description description() {
    return new Description(
        "nadam",
        "Nadam",
        Description.Family.ADAPTIVE,
        2016,
        "Dozat, Incorporating Nesterov Momentum into Adam, ICLR 2016 workshop",
        "Adam that looks one step ahead, as Nesterov's momentum does",
        """
        m = b1 m + (1 - b1) g
        v = b2 v + (1 - b2) g^2                    V = v / (1 - b2^t)
        keras, pytorch:  mu_t = b1 (1 - 0.5 0.96^(k t))        M_t = mu_1 mu_2 ... mu_t
                         n = mu_(t+1) m / (1 - M_(t+1)) + (1 - mu_t) g / (1 - M_t)
        paper_constant:  n = b1 m / (1 - b1^(t+1)) + (1 - b1) g / (1 - b1^t)
                         p = p - lr n / (sqrt(V) + eps)
        nd4j:            p = p - lr (b1 m + (1 - b1) g) / (1 - b1^t) / (sqrt(v) + eps)\
        """,
        "Keras's momentum schedule has k = 1 and is over after a hundred steps; PyTorch's has Dozat's k = 0.004 and takes tens of"
            + " thousands, in which momentum is about half of b1. ND4J does not correct v for its start at zero: its first step is"
            + " some 60 lr, which can ruin a start. PyTorch's default rate is 0.002, the others' 0.001.");
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(
        HyperParameter.learningRate(),
        HyperParameter.beta1(),
        HyperParameter.beta2(),
        HyperParameter.epsilon(),
        MOMENTUM_DECAY);
  }

  @Override
  public List<String> variants() {
    return List.of("keras", "pytorch", "nd4j", "paper_constant");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS ->
          of("keras", 0.001, 1e-7, 1, "keras.optimizers.Nadam, Keras 3.16")
              .with(WeightDecayKind.DECOUPLED);
      case PYTORCH ->
          of("pytorch", 0.002, 1e-8, 0.004, "torch.optim.NAdam, PyTorch 2.10")
              .with(WeightDecayKind.COUPLED);
      case DL4J -> of("nd4j", 0.001, 1e-8, 0, "org.nd4j.linalg.learning.config.Nadam, 1.0.0-M2.1");
      case PAPER ->
          of(
              "paper_constant",
              0.002,
              1e-8,
              0,
              "Dozat 2016, Algorithm 2 with constant momentum; 0.002 is the customary rate");
    };
  }

  @Override
  public Map<String, Double> numbersOf(String variant) {
    double momentumDecay =
        switch (variant) {
          case "keras" -> 1;
          case "pytorch" -> 0.004;
          default -> 0;
        };
    return Map.of("momentum_decay", momentumDecay);
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    double beta1 = settings.get("beta1");
    double beta2 = settings.get("beta2");
    double epsilon = settings.get("epsilon");
    return switch (settings.variant()) {
      case "nd4j" -> new AsInNd4j(beta1, beta2, epsilon);
      case "paper_constant" -> new Constant(beta1, beta2, epsilon);
      default -> new Scheduled(beta1, beta2, epsilon, settings.get("momentum_decay"));
    };
  }

  private static ProfileDefaults of(
      String variant, double learningRate, double epsilon, double momentumDecay, String source) {
    return new ProfileDefaults(
        variant,
        Map.of(
            HyperParameter.LEARNING_RATE,
            learningRate,
            "beta1",
            0.9,
            "beta2",
            0.999,
            "epsilon",
            epsilon,
            "momentum_decay",
            momentumDecay),
        source);
  }

  private static List<UpdateRule.StateVector> averages() {
    return List.of(UpdateRule.StateVector.zero("m"), UpdateRule.StateVector.zero("v"));
  }

  /** p = p - (a m + c g) / (sqrt(v) + epsilon), after both averages have moved on. */
  private static UpdateRule.Update update(
      double beta1, double beta2, double a, double c, double epsilon) {
    return block -> {
      Vector mean = block.state(0);
      Vector square = block.state(1);
      mean.decayAndAdd(beta1, 1 - beta1, block.gradient());
      square.decayAndAddSquare(beta2, 1 - beta2, block.gradient());
      block.parameters().addQuotientOfSum(-a, mean, -c, block.gradient(), square, epsilon);
    };
  }

  private record Scheduled(double beta1, double beta2, double epsilon, double momentumDecay)
      implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return averages();
    }

    @Override
    public List<StateScalar> scalars() {
      return List.of(new StateScalar("M", 1));
    }

    @Override
    public Update at(Step step) {
      double root = AdamScalars.of(beta1, beta2, step.number()).root();
      double momentum = momentum(step.number());
      double next = momentum(step.number() + 1);
      double product = step.scalars().get(0) * momentum;
      step.scalars().set(0, product);
      double rate = step.learningRate() * root;
      return update(
          beta1,
          beta2,
          rate * next / (1 - product * next),
          rate * (1 - momentum) / (1 - product),
          epsilon * root);
    }

    private double momentum(long t) {
      return beta1 * (1 - 0.5 * Math.pow(0.96, t * momentumDecay));
    }
  }

  private record Constant(double beta1, double beta2, double epsilon) implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return averages();
    }

    @Override
    public Update at(Step step) {
      AdamScalars now = AdamScalars.of(beta1, beta2, step.number());
      AdamScalars next = AdamScalars.of(beta1, beta2, step.number() + 1);
      double rate = step.learningRate() * now.root();
      return update(
          beta1,
          beta2,
          rate * beta1 / next.mean(),
          rate * (1 - beta1) / now.mean(),
          epsilon * now.root());
    }
  }

  private record AsInNd4j(double beta1, double beta2, double epsilon) implements UpdateRule {
    @Override
    public List<StateVector> state() {
      return averages();
    }

    @Override
    public Update at(Step step) {
      double rate = step.learningRate() / AdamScalars.of(beta1, beta2, step.number()).mean();
      return update(beta1, beta2, rate * beta1, rate * (1 - beta1), epsilon);
    }
  }
}
