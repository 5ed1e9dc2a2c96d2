package optbench.report;

import java.awt.AWTError;
import java.awt.font.FontRenderContext;
import java.util.Optional;

/** Whether this Java can draw the charts' texts: some come without the libraries for it. */
public final class FontCheck {
  private FontCheck() {}

  /** What is wrong, or empty if the bundled fonts load and can be measured. */
  public static Optional<String> fault() {
    try {
      FontRenderContext context = new FontRenderContext(null, true, true);
      Fonts.load().regular(12).createGlyphVector(context, "optbench").getLogicalBounds();
      return Optional.empty();
    } catch (RuntimeException | LinkageError | AWTError | InternalError e) {
      return Optional.of(e.toString());
    }
  }
}
