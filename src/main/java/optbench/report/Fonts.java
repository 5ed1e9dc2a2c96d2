package optbench.report;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The fonts that come with the program, so that a machine without any draws the same charts. */
record Fonts(Font regular, Font semibold) {
  static Fonts load() {
    Fonts fonts = new Fonts(read("Inter_400Regular.ttf"), read("Inter_600SemiBold.ttf"));
    // The SVG library asks AWT for fonts by name, and would get another without a word.
    GraphicsEnvironment known = GraphicsEnvironment.getLocalGraphicsEnvironment();
    known.registerFont(fonts.regular());
    known.registerFont(fonts.semibold());
    return fonts;
  }

  Font regular(double size) {
    return regular.deriveFont((float) size);
  }

  Font semibold(double size) {
    return semibold.deriveFont((float) size);
  }

  private static Font read(String name) {
    try (InputStream in = Fonts.class.getResourceAsStream("fonts/" + name)) {
      if (in == null) {
        throw new IllegalStateException("font must be on the class path but was not: " + name);
      }
      return Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read font " + name, e);
    } catch (FontFormatException e) {
      throw new IllegalStateException("could not read font " + name, e);
    }
  }
}
