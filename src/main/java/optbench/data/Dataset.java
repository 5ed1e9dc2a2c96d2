package optbench.data;

import java.util.Optional;

/**
 * A data set ready for training.
 *
 * @param name such as {@code mnist}
 * @param sha256 checksum of all of its content, before any limit or split
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
    Optional<String> notice,
    Samples training,
    Samples validation,
    Samples test,
    int height,
    int width,
    int classes) {
  /** Numbers in an image. */
  public int features() {
    return height * width;
  }
}
