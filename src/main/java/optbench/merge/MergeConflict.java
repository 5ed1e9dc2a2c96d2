package optbench.merge;

import java.util.List;

/** Runs that do not belong together. Its message has a line for each reason. */
public final class MergeConflict extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MergeConflict(List<String> reasons) {
    super(String.join("\n", reasons));
  }
}
