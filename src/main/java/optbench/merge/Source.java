package optbench.merge;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import optbench.result.RunRecord;
import optbench.result.RunRecord.PlannedTrial;
import optbench.result.TrialResult;

/**
 * A run to be merged.
 *
 * @param name what conflicts call it, such as its folder
 * @param results of its trials, those of its tuning among them; some may be missing
 */
public record Source(String name, RunRecord run, List<TrialResult> results) {
  public Source {
    Objects.requireNonNull(name);
    Objects.requireNonNull(run);
    results = List.copyOf(results);
  }

  /** Checksums of the data that it was trained on; none before the first result. */
  List<String> dataChecksums() {
    return results.stream().map(r -> r.settings().dataSha256()).distinct().sorted().toList();
  }

  /** Ids of all that it planned. */
  Stream<String> ids() {
    return run.allTrials().stream().map(PlannedTrial::id);
  }
}
