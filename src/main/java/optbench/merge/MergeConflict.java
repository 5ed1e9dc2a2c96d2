package optbench.merge;

import java.util.List;
import optbench.text.SeveralFaults;

/** Runs that do not belong together. Its message has a line for each reason. */
public final class MergeConflict extends RuntimeException implements SeveralFaults {
  private static final long serialVersionUID = 1L;

  private final List<String> reasons;

  MergeConflict(List<String> reasons) {
    super(String.join("\n", reasons));
    this.reasons = List.copyOf(reasons);
  }

  @Override
  public List<String> faults() {
    return reasons;
  }
}
