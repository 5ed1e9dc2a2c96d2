package optbench.report;

import java.awt.AWTError;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import optbench.machine.MachineException;
import optbench.machine.ScratchFolder;

/** The fonts that come with the program, so that a machine without any draws the same charts. */
record Fonts(Font regular, Font semibold) {
  private static final String[] FILES = {"Inter_400Regular.ttf", "Inter_600SemiBold.ttf"};

  /**
   * The fonts, read once: AWT keeps the files open.
   *
   * @throws FontFault if this machine cannot draw text
   */
  static Fonts load() {
    return Attempt.ONLY
        .fonts()
        .orElseThrow(() -> new FontFault("charts cannot be drawn: " + Attempt.ONLY.fault()));
  }

  Font regular(double size) {
    return regular.deriveFont((float) size);
  }

  Font semibold(double size) {
    return semibold.deriveFont((float) size);
  }

  /** What came of reading them. */
  private record Attempt(Optional<Fonts> fonts, String fault) {
    private static final Attempt ONLY = make();

    private static Attempt make() {
      try {
        Fonts fonts = read(ScratchFolder.make());
        // Some Java comes without the libraries for this.
        fonts
            .regular(12)
            .createGlyphVector(new FontRenderContext(null, true, true), "optbench")
            .getLogicalBounds();
        // The SVG library asks AWT for fonts by name, and would get another without a word.
        GraphicsEnvironment known = GraphicsEnvironment.getLocalGraphicsEnvironment();
        known.registerFont(fonts.regular());
        known.registerFont(fonts.semibold());
        return new Attempt(Optional.of(fonts), "");
      } catch (MachineException e) {
        return new Attempt(Optional.empty(), e.getMessage());
      } catch (IOException
          | FontFormatException
          | RuntimeException
          | LinkageError
          | AWTError
          | InternalError e) {
        return new Attempt(
            Optional.empty(),
            "this Java cannot draw text ("
                + e.getMessage()
                + "): install a Java with AWT, and freetype (Debian and Ubuntu: apt install libfreetype6)");
      }
    }
  }

  /** From files of our own: given a stream, AWT makes files that stay behind after a kill. */
  private static Fonts read(ScratchFolder scratch) throws IOException, FontFormatException {
    Font[] fonts = new Font[FILES.length];
    for (int i = 0; i < FILES.length; i++) {
      try (InputStream in = Fonts.class.getResourceAsStream("fonts/" + FILES[i])) {
        if (in == null) {
          throw new IllegalStateException(
              "font must be on the class path but was not: " + FILES[i]);
        }
        byte[] content = in.readAllBytes();
        fonts[i] = Font.createFont(Font.TRUETYPE_FONT, scratch.write(FILES[i], content).toFile());
      }
    }
    return new Fonts(fonts[0], fonts[1]);
  }
}
