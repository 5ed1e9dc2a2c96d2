package optbench.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import optbench.text.SeveralFaults;

/** A spec that cannot be used. The message says where, what was found and what is allowed. */
public final class SpecFileException extends RuntimeException implements SeveralFaults {
  private static final long serialVersionUID = 1L;

  /** A reader fixes a few faults at a time; more only push the first ones off the screen. */
  private static final int MOST_SHOWN = 10;

  private final List<String> faults;

  SpecFileException(String message) {
    this(List.of(message));
  }

  private SpecFileException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  SpecFileException(Fault fault) {
    this(List.of(fault.toString()));
  }

  /** All faults in one message, a line each, in the order of the file; at most ten are shown. */
  static SpecFileException of(List<Fault> faults) {
    List<Fault> sorted =
        faults.stream()
            .distinct()
            .sorted(
                Comparator.comparing((Fault fault) -> fault.place().line())
                    .thenComparing(fault -> fault.place().column()))
            .toList();
    List<String> shown =
        new ArrayList<>(sorted.stream().limit(MOST_SHOWN).map(Fault::toString).toList());
    if (sorted.size() > MOST_SHOWN) {
      shown.add("and " + (sorted.size() - MOST_SHOWN) + " more");
    }
    return new SpecFileException(shown);
  }

  @Override
  public List<String> faults() {
    return faults;
  }
}
