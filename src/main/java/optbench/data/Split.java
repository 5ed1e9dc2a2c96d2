package optbench.data;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Which samples of a data set were asked for: the last {@code validation} of the training set are
 * held out; of what remains, the first {@code trainLimit} are trained on. So which samples are held
 * out does not depend on the limit.
 *
 * @param training how many are trained on, from the first on
 * @param heldOutFrom number of the first that is held out, counted from 0
 * @param all how many the whole training set has
 */
record Split(int training, int heldOutFrom, int all) {
  /**
   * What is taken of a data set.
   *
   * @param name of the data set
   * @param all how many samples its training set has
   * @throws DataException if it has fewer than were asked for
   */
  static Split of(String name, int all, OptionalInt trainLimit, int validation) {
    if (validation < 0 || validation >= all) {
      throw new DataException(
          DataException.Reason.REQUEST,
          String.format(
              Locale.ROOT,
              "validation must be from 0 to %d, as %s has %d training samples, but was %d.",
              all - 1,
              name,
              all,
              validation));
    }
    int remaining = all - validation;
    int training = trainLimit.orElse(remaining);
    if (training < 1 || training > remaining) {
      throw new DataException(
          DataException.Reason.REQUEST,
          String.format(
              Locale.ROOT,
              "train_limit must be from 1 to %d, which is what validation leaves of %s, but was %d.",
              remaining,
              name,
              training));
    }
    return new Split(training, remaining, all);
  }
}
