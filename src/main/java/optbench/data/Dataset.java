package optbench.data;

import java.util.List;
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
 * @param validation what was held out of the training set, or came with it for that; may be empty
 * @param channels of an image: 1 or 3; where samples are no images, how many numbers they have
 * @param height of an image in pixels; 1 where samples are no images
 * @param width likewise
 * @param classes number of different labels
 * @param remarks what was made of files that say less than is to be known of them, a sentence each
 */
public record Dataset(
    String name,
    String sha256,
    Optional<Notice> notice,
    Samples training,
    Samples validation,
    Samples test,
    int channels,
    int height,
    int width,
    int classes,
    List<String> remarks) {
  /**
   * What must not be overlooked about the data.
   *
   * @param text a sentence to repeat wherever results are shown
   * @param reason why it came to that, for whoever started the run: it may name places on this
   *     machine
   */
  public record Notice(String text, String reason) {}

  public Dataset {
    remarks = List.copyOf(remarks);
  }

  /** Grey images of which all is known. */
  public Dataset(
      String name,
      String sha256,
      Optional<Notice> notice,
      Samples training,
      Samples validation,
      Samples test,
      int height,
      int width,
      int classes) {
    this(name, sha256, notice, training, validation, test, 1, height, width, classes, List.of());
  }

  /** The same data with other samples to train on. */
  public Dataset withTraining(Samples samples) {
    return with(name, sha256, samples, validation, test);
  }

  /** The same with other samples, under another name. */
  Dataset with(
      String newName,
      String newSha256,
      Samples newTraining,
      Samples newValidation,
      Samples newTest) {
    return new Dataset(
        newName,
        newSha256,
        notice,
        newTraining,
        newValidation,
        newTest,
        channels,
        height,
        width,
        classes,
        remarks);
  }

  /** The same, where nothing needs to be said of it. */
  Dataset withoutRemarks() {
    return new Dataset(
        name,
        sha256,
        notice,
        training,
        validation,
        test,
        channels,
        height,
        width,
        classes,
        List.of());
  }

  /** Numbers in a sample. */
  public int features() {
    return channels * height * width;
  }
}
