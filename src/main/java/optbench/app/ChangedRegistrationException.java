package optbench.app;

import java.util.List;
import optbench.text.SeveralFaults;

/** What was registered is not what would be trained or judged now. */
public final class ChangedRegistrationException extends RuntimeException implements SeveralFaults {
  private static final long serialVersionUID = 1L;

  private final List<String> faults;

  ChangedRegistrationException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  @Override
  public List<String> faults() {
    return faults;
  }
}
