package optbench.plan;

/**
 * What a plan needs to know of the data.
 *
 * @param sha256 checksum of all of the data set's content
 * @param height of an image, in pixels
 */
public record DataFacts(
    String name,
    String sha256,
    int trainingSamples,
    int validationSamples,
    int height,
    int width,
    int classes) {}
