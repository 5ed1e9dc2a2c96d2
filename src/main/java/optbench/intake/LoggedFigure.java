package optbench.intake;

import java.util.List;

/** What may be logged of an evaluation. */
public enum LoggedFigure {
  TEST_ACCURACY(
      "test_accuracy",
      true,
      List.of("val_accuracy", "val_acc", "val_sparse_categorical_accuracy", "accuracy/test")),
  TEST_LOSS("test_loss", false, List.of("val_loss", "loss/test")),
  TRAIN_LOSS("train_loss", false, List.of("loss", "loss/train")),
  TRAIN_ACCURACY(
      "train_accuracy",
      true,
      List.of("accuracy", "acc", "sparse_categorical_accuracy", "accuracy/train")),
  SECONDS("seconds", false, List.of("train_seconds"));

  private final String column;
  private final boolean accuracy;

  @SuppressWarnings("ImmutableEnumChecker") // A list that cannot be changed.
  private final List<String> others;

  LoggedFigure(String column, boolean accuracy, List<String> others) {
    this.column = column;
    this.accuracy = accuracy;
    this.others = others;
  }

  /** What its column is called. */
  public String column() {
    return column;
  }

  /** Whether it is a fraction, which some write in per cent. */
  boolean isAccuracy() {
    return accuracy;
  }

  /** Whether what is no number in it says that the training diverged. */
  boolean isLoss() {
    return this == TEST_LOSS || this == TRAIN_LOSS;
  }

  /** What Keras, and exports of ours, call it: looked for in logs of a single trial. */
  List<String> others() {
    return others;
  }
}
