package optbench.cli;

import java.nio.file.Path;
import optbench.store.RunStore;
import optbench.store.StoredRun;
import optbench.store.StoredTrials;
import optbench.store.UnreadableTrial;

/** Says on stderr what a results folder should hold and does not, so that no table hides it. */
record WhatIsMissing(Terminal terminal) {
  /** The run in a folder; says which of its trials cannot be read or have no result. */
  StoredRun load(Path folder) {
    StoredRun stored = RunStore.load(folder);
    tell(stored, folder);
    return stored;
  }

  void tell(StoredRun stored, Path folder) {
    tellUnreadable(stored);
    if (!stored.missing().isEmpty()) {
      terminal.warn(
          stored.missing().size()
              + " of "
              + stored.run().allTrials().size()
              + " trials have no result yet in "
              + folder);
    }
  }

  void tellUnreadable(StoredRun stored) {
    stored.unreadable().forEach(this::tell);
  }

  /** The trials in a folder, of any run; says which files cannot be read. */
  StoredTrials trials(Path folder) {
    StoredTrials trials = RunStore.trials(folder);
    trials.unreadable().forEach(this::tell);
    return trials;
  }

  void tell(UnreadableTrial unreadable) {
    terminal.warn("passed over " + unreadable);
  }
}
