package optbench.optimizer;

import java.math.BigDecimal;
import java.util.Optional;
import optbench.spec.Profile;

/** What the definition of an optimizer, in a framework or a paper, understands by weight decay. */
public enum WeightDecayKind {
  /** It has no weight decay. */
  NONE("none"),

  /**
   * The weights, times the coefficient, are added to the gradient: an L2 penalty by another name,
   * which averages of gradients and of their squares take in.
   */
  COUPLED("coupled (l2)"),

  /** Weights shrink by learning rate times coefficient, apart from the gradient. */
  DECOUPLED("decoupled");

  private final String title;

  WeightDecayKind(String title) {
    this.title = title;
  }

  /** For tables. */
  public String title() {
    return title;
  }

  /**
   * Why weight decay cannot be had by its mere name, and what to write instead; empty where the
   * name means the decoupled one, which is the technique that goes with every optimizer.
   */
  Optional<String> refusal(String optimizer, Profile profile, double coefficient) {
    String subject = optimizer + " under profile " + profile.id();
    String number = text(coefficient);
    String decoupled = "'weight_decay: {decoupled: " + number + "}'";
    String penalty = "'l2: " + number + "'";
    return switch (this) {
      case NONE ->
          Optional.of(
              subject
                  + " has no weight decay: write "
                  + decoupled
                  + " to decay the weights all the same, or "
                  + penalty
                  + " for a penalty");
      case COUPLED ->
          Optional.of(
              subject
                  + " adds weight decay to the gradient: write "
                  + penalty
                  + " for that, or "
                  + decoupled
                  + " to keep them apart");
      case DECOUPLED -> Optional.empty();
    };
  }

  /** As one would write it in a spec: 0.01, 5, 1E-7. */
  private static String text(double number) {
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    return (exact.scale() < 0 && number < 1e6 ? exact.setScale(0) : exact).toString();
  }
}
