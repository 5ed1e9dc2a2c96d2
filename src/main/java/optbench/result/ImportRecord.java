package optbench.result;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is known of results that something else than optbench trained. Initial weights and the order
 * of samples are not among it.
 *
 * @param files that they were read from
 * @param sharedSeeds whether trials of the same seed started from the same weights and saw the same
 *     batches, by the word of who imported them: only then they are paired
 * @param taken what was taken for what, in sentences
 */
public record ImportRecord(List<ImportedFile> files, boolean sharedSeeds, List<String> taken) {
  public ImportRecord {
    files = List.copyOf(files);
    taken = List.copyOf(taken);
  }

  /**
   * One of the files.
   *
   * @param name without its folder
   * @param sha256 of its bytes
   */
  public record ImportedFile(String name, String sha256) {}

  /** Of both; neither may say other than the other whether seeds are shared. */
  public ImportRecord and(ImportRecord other) {
    Set<ImportedFile> allFiles = new LinkedHashSet<>(files);
    allFiles.addAll(other.files);
    Set<String> allTaken = new LinkedHashSet<>(taken);
    allTaken.addAll(other.taken);
    return new ImportRecord(new ArrayList<>(allFiles), sharedSeeds, new ArrayList<>(allTaken));
  }
}
