package optbench.plan;

import optbench.network.Shape;

/**
 * What a plan needs to know of the data.
 *
 * @param sha256 checksum of all of the data set's content
 * @param sample what one sample looks like
 */
public record DataFacts(
    String name,
    String sha256,
    int trainingSamples,
    int validationSamples,
    Shape sample,
    int classes) {

  /** Of grey images. */
  public DataFacts(
      String name,
      String sha256,
      int trainingSamples,
      int validationSamples,
      int height,
      int width,
      int classes) {
    this(name, sha256, trainingSamples, validationSamples, new Shape(1, height, width), classes);
  }
}
