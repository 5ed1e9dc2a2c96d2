package optbench.export;

import java.util.List;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.TrialResult;
import optbench.stats.Summary;

/**
 * A run with all that is known of it, for {@code export --to json}.
 *
 * @param kind {@value #KIND}, by which other programs know it
 * @param formatVersion of this document; it rises when a key changes its meaning or goes, and not
 *     when one is added
 * @param run as {@code run.json} has it
 * @param summary as {@code summary.json} has it
 * @param trials as {@code trials/} has them, under the run's labels: those of its tuning first,
 *     then in the order of the run; those without a result are missing
 */
record Document(
    String kind, int formatVersion, RunRecord run, Summary summary, List<TrialResult> trials) {
  static final String KIND = "optbench-export";
  static final int FORMAT_VERSION = 1;

  Document {
    trials = List.copyOf(trials);
  }

  static Document of(Run run, Summary summary) {
    return new Document(KIND, FORMAT_VERSION, run.record(), summary.listed(), run.results());
  }
}
