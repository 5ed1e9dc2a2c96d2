package optbench.data;

/**
 * Samples as files have them.
 *
 * @param layout of a sample
 * @param numbers sample after sample
 * @param labels one a sample, whatever numbers they are
 * @param source names the file of the numbers
 * @param labelSource names that of the labels
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
record LabelledNumbers(
    Layout layout, StoredNumbers numbers, long[] labels, String source, String labelSource) {
  LabelledNumbers {
    int samples = numbers.size() / layout.numbers();
    if (samples != labels.length) {
      throw new DataException(
          DataException.Reason.CORRUPT,
          source
              + ": has "
              + samples
              + " samples, but "
              + labelSource
              + " has "
              + labels.length
              + " labels: they must be as many.");
    }
    if (labels.length == 0) {
      throw new DataException(DataException.Reason.CORRUPT, source + ": has no samples.");
    }
  }
}
