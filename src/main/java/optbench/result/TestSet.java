package optbench.result;

/**
 * What guessing comes to on the images that accuracies are of.
 *
 * @param samples how many there are
 * @param mostFrequent how many of them are of the class that has the most
 */
public record TestSet(int samples, int mostFrequent) {
  public TestSet {
    Require.atLeast("test_set.samples", 1, samples);
    Require.atLeast("test_set.most_frequent", 1, mostFrequent);
    Require.atLeast("test_set.samples", mostFrequent, samples);
  }
}
