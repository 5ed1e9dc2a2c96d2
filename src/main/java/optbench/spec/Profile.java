package optbench.spec;

import java.util.Arrays;
import java.util.Locale;
import optbench.spec.key.Key;
import optbench.spec.key.ValueType;

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

  /** The key, which has a default only for a whole experiment. */
  static final Key<Profile> KEY =
      Key.of(
          "profile",
          ValueType.words("profile", doc(), Arrays.asList(Profile.values()), Profile::id));

  private static String doc() {
    StringBuilder doc = new StringBuilder("Where hyper-parameters that are not given come from.");
    for (Profile profile : values()) {
      doc.append(' ').append(profile.id()).append(": ").append(profile.description).append('.');
    }
    return doc.toString();
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
