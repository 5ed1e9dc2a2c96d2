package optbench.data;

import java.util.Optional;

/**
 * A data set ready for training.
 *
 * @param name such as {@code mnist}; where pixels were blanked it says so
 * @param sha256 checksum of all of its content, before any limit or split, and of which pixels were
 *     blanked, if any were
 * @param notice set where this is not what the user may expect, such as synthetic digits in place
 *     of MNIST
 * @param training what is trained on
 * @param validation what was held out of the training set; may be empty
 * @param height of an image in pixels
 * @param width of an image in pixels
 * @param classes number of different labels
 */
public record Dataset(
    String name,
    String sha256,
    Optional<Notice> notice,
    Samples training,
    Samples validation,
    Samples test,
    int height,
    int width,
    int classes) {
  /**
   * What must not be overlooked about the data.
   *
   * @param text a sentence to repeat wherever results are shown
   * @param reason why it came to that, for whoever started the run: it may name places on this
   *     machine
   */
  public record Notice(String text, String reason) {}

  /** The same data with other samples to train on. */
  public Dataset withTraining(Samples samples) {
    return new Dataset(name, sha256, notice, samples, validation, test, height, width, classes);
  }

  /** Numbers in an image. */
  public int features() {
    return height * width;
  }
}
