package optbench.merge;

import java.util.List;
import optbench.result.RunRecord;
import optbench.result.TrialResult;

/**
 * What several runs are together.
 *
 * @param results one for each trial that has any, in the order of the run and under its labels
 */
public record MergedRun(RunRecord run, List<TrialResult> results) {
  public MergedRun {
    results = List.copyOf(results);
  }
}
