package optbench.spec;

import java.util.Locale;

/**
 * Where hyper-parameters that are not given come from, and which form of the update rule goes with
 * them.
 */
public enum Profile {
  KERAS("Keras 3", "Keras 3.16: the numbers and formulas of keras.optimizers"),
  PYTORCH("PyTorch", "PyTorch 2.10: the numbers and formulas of torch.optim"),
  DL4J(
      "DL4J",
      "Deeplearning4j/ND4J 1.0.0-M2.1: the numbers and formulas of org.nd4j.linalg.learning"),
  PAPER(
      "Paper",
      "the paper that introduced the optimizer; where it gives no number, the customary one");

  private final String title;
  private final String description;

  Profile(String title, String description) {
    this.title = title;
    this.description = description;
  }

  /** As written in specs: {@code keras}, {@code pytorch}, {@code dl4j}, {@code paper}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For column heads. */
  public String title() {
    return title;
  }

  /** One line: whose numbers and formulas these are. */
  public String description() {
    return description;
  }
}
