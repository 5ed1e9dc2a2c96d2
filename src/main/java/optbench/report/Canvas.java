package optbench.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import optbench.text.NumberText;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGHints;

/** Turns a picture into a file: of the size that was asked for in SVG, twice that in PNG. */
final class Canvas {
  private static final int SCALE = 2;
  private static final double MARGIN = 18;

  private static final Map<RenderingHints.Key, Object> HINTS =
      Map.of(
          RenderingHints.KEY_ANTIALIASING,
          RenderingHints.VALUE_ANTIALIAS_ON,
          RenderingHints.KEY_TEXT_ANTIALIASING,
          RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
          RenderingHints.KEY_STROKE_CONTROL,
          RenderingHints.VALUE_STROKE_PURE,
          RenderingHints.KEY_FRACTIONALMETRICS,
          RenderingHints.VALUE_FRACTIONALMETRICS_ON,
          RenderingHints.KEY_RENDERING,
          RenderingHints.VALUE_RENDER_QUALITY);

  private final Look look;
  private final int width;
  private final int height;

  Canvas(Look look) {
    this.look = look;
    this.width = look.size().width();
    this.height = look.size().height();
  }

  byte[] png(Picture picture) {
    BufferedImage image =
        new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.scale(SCALE, SCALE);
      draw(picture, g);
    } finally {
      g.dispose();
    }
    return encoded(image);
  }

  /**
   * Text becomes outlines, so that it looks the same where Inter is not installed; title and
   * subtitle are there as text for search and screen readers.
   */
  byte[] svg(Picture picture) {
    SVGGraphics2D g = new SVGGraphics2D(width, height);
    g.setDefsKeyPrefix("optbench");
    g.setGeomDoubleConverter(v -> NumberText.tick(Math.round(v * 100) / 100.0));
    g.setTransformDoubleConverter(v -> NumberText.tick(Math.round(v * 1e4) / 1e4));
    g.setRenderingHint(SVGHints.KEY_DRAW_STRING_TYPE, SVGHints.VALUE_DRAW_STRING_TYPE_VECTOR);
    draw(picture, g);
    Heading heading = picture.heading();
    String words =
        "<title>"
            + escape(heading.title())
            + "</title><desc>"
            + escape(heading.subtitle() + " " + String.join(" ", heading.warnings()))
            + "</desc>";
    String svg =
        g.getSVGElement(null, true, null, null, null)
            .replaceFirst(
                "<svg ", "<svg role=\"img\" viewBox=\"0 0 " + width + " " + height + "\" ");
    int head = svg.indexOf('>') + 1;
    return (svg.substring(0, head) + words + svg.substring(head)).getBytes(StandardCharsets.UTF_8);
  }

  private void draw(Picture picture, Graphics2D g) {
    g.addRenderingHints(HINTS);
    g.setColor(look.theme().paper());
    g.fillRect(0, 0, width, height);
    double inner = width - 2 * MARGIN;
    double top = MARGIN - 2;
    top += picture.heading().draw(g, MARGIN, top, inner, look) + 14;
    picture.draw(g, new Rectangle2D.Double(MARGIN, top, inner, height - MARGIN / 2 - top), look);
  }

  /** In memory: ImageIO's own shortcut would write a temporary file. */
  private static byte[] encoded(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(image);
    } catch (IOException e) {
      throw new UncheckedIOException("could not encode a chart as PNG", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Without what no XML file may hold, such as half of a letter. */
  private static String escape(String text) {
    return text.codePoints()
        .filter(c -> c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
