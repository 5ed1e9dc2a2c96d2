package optbench.store;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A spec that cannot be used. The message says where, what was found and what is allowed. */
public final class SpecFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A reader fixes a few faults at a time; more only push the first ones off the screen. */
  private static final int MOST_SHOWN = 10;

  SpecFileException(String message) {
    super(message);
  }

  SpecFileException(Fault fault) {
    super(fault.toString());
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
    String message =
        sorted.stream().limit(MOST_SHOWN).map(Fault::toString).collect(Collectors.joining("\n"));
    int hidden = sorted.size() - MOST_SHOWN;
    return new SpecFileException(hidden > 0 ? message + "\nand " + hidden + " more" : message);
  }
}
