package optbench.report;

import java.util.Optional;

/** Whether this machine can draw the charts' texts. */
public final class FontCheck {
  private FontCheck() {}

  /** What is wrong and what to do, or empty if the bundled fonts load and can be measured. */
  public static Optional<String> fault() {
    try {
      Fonts.load();
      return Optional.empty();
    } catch (FontFault e) {
      return Optional.of(e.getMessage());
    }
  }
}
