package optbench.intake;

import java.util.List;
import optbench.result.Run;

/**
 * What came of logs.
 *
 * @param warnings what is missing, a sentence each
 */
public record Imported(Run run, List<Taken> taken, List<String> warnings) {
  public Imported {
    taken = List.copyOf(taken);
    warnings = List.copyOf(warnings);
  }
}
