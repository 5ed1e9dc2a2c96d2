package optbench.app;

import java.nio.file.Path;
import optbench.store.RunStore;
import optbench.store.StoredRun;
import optbench.store.StoredTrials;
import optbench.store.UnreadableTrial;

/**
 * Loads what results folders hold, and says what they should hold and do not: no table hides it.
 */
public record StoredRunLoader(Console console) {
  /** The run in a folder; says which of its trials cannot be read or have no result. */
  public StoredRun load(Path folder) {
    StoredRun stored = RunStore.load(folder);
    tell(stored, folder);
    return stored;
  }

  public void tell(StoredRun stored, Path folder) {
    tellUnreadable(stored);
    if (!stored.missing().isEmpty()) {
      console.warn(
          stored.missing().size()
              + " of "
              + stored.run().allTrials().size()
              + " trials have no result yet in "
              + folder);
    }
  }

  public void tellUnreadable(StoredRun stored) {
    stored.unreadable().forEach(this::tell);
  }

  /** The trials in a folder, of any run; says which files cannot be read. */
  public StoredTrials trials(Path folder) {
    StoredTrials trials = RunStore.trials(folder);
    trials.unreadable().forEach(this::tell);
    return trials;
  }

  void tell(UnreadableTrial unreadable) {
    console.warn("passed over " + unreadable);
  }
}
