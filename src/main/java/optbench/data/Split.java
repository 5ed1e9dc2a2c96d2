package optbench.data;

import java.util.Locale;
import java.util.OptionalInt;

/** Takes from a whole data set what was asked for. */
final class Split {
  private Split() {}

  /**
   * The last {@code validation} of the training set are held out; of what remains, the first {@code
   * trainLimit} are trained on. Which samples are held out does not depend on the limit.
   */
  static Dataset of(Dataset whole, OptionalInt trainLimit, int validation) {
    Samples all = whole.training();
    if (validation < 0 || validation >= all.size()) {
      throw new DataException(
          DataException.Reason.REQUEST,
          String.format(
              Locale.ROOT,
              "validation must be from 0 to %d, as %s has %d training samples, but was %d.",
              all.size() - 1,
              whole.name(),
              all.size(),
              validation));
    }
    int remaining = all.size() - validation;
    int training = trainLimit.orElse(remaining);
    if (training < 1 || training > remaining) {
      throw new DataException(
          DataException.Reason.REQUEST,
          String.format(
              Locale.ROOT,
              "train_limit must be from 1 to %d, which is what validation leaves of %s, but was %d.",
              remaining,
              whole.name(),
              training));
    }
    return new Dataset(
        whole.name(),
        whole.sha256(),
        whole.notice(),
        all.slice(0, training),
        all.slice(remaining, all.size()),
        whole.test(),
        whole.height(),
        whole.width(),
        whole.classes());
  }
}
