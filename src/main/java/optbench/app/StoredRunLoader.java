package optbench.app;

import java.nio.file.Path;
import optbench.result.Run;
import optbench.store.RunFiles;
import optbench.store.StoredRun;
import optbench.store.StoredTrials;
import optbench.store.UnreadableTrial;

/**
 * Loads what results folders hold, and says what they should hold and do not: no table hides it.
 */
public record StoredRunLoader(Console console) {
  /** The run in a folder; says which of its trials cannot be read or have no result. */
  public Run load(Path folder) {
    StoredRun stored = RunFiles.read(folder);
    tell(stored, folder);
    return stored.run();
  }

  public void tell(StoredRun stored, Path folder) {
    tellUnreadable(stored);
    int missing = stored.run().missing().size();
    if (missing > 0) {
      console.warn(
          missing
              + " of "
              + stored.run().record().allTrials().size()
              + " trials have no result yet in "
              + folder);
    }
  }

  public void tellUnreadable(StoredRun stored) {
    stored.unreadable().forEach(this::tell);
  }

  /** The trials in a folder, of any run; says which files cannot be read. */
  public StoredTrials trials(Path folder) {
    StoredTrials trials = RunFiles.trials(folder);
    trials.unreadable().forEach(this::tell);
    return trials;
  }

  void tell(UnreadableTrial unreadable) {
    console.warn("passed over " + unreadable);
  }
}
