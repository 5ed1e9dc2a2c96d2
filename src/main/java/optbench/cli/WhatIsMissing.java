package optbench.cli;

import java.nio.file.Path;
import optbench.result.Run;
import optbench.store.RunFiles;
import optbench.store.StoredRun;
import optbench.store.StoredTrials;
import optbench.store.UnreadableTrial;

/** Says on stderr what a results folder should hold and does not, so that no table hides it. */
record WhatIsMissing(Terminal terminal) {
  /** The run in a folder; says which of its trials cannot be read or have no result. */
  Run load(Path folder) {
    StoredRun stored = RunFiles.read(folder);
    tell(stored, folder);
    return stored.run();
  }

  void tell(StoredRun stored, Path folder) {
    tellUnreadable(stored);
    int missing = stored.run().missing().size();
    if (missing > 0) {
      terminal.warn(
          missing
              + " of "
              + stored.run().record().allTrials().size()
              + " trials have no result yet in "
              + folder);
    }
  }

  void tellUnreadable(StoredRun stored) {
    stored.unreadable().forEach(this::tell);
  }

  /** The trials in a folder, of any run; says which files cannot be read. */
  StoredTrials trials(Path folder) {
    StoredTrials trials = RunFiles.trials(folder);
    trials.unreadable().forEach(this::tell);
    return trials;
  }

  void tell(UnreadableTrial unreadable) {
    terminal.warn("passed over " + unreadable);
  }
}
