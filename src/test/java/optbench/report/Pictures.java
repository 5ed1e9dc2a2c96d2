package optbench.report;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import optbench.result.Run;

/** The usual charts of a run, drawn once for all tests that look at them, and what is on them. */
final class Pictures {
  private static final Map<Run, Map<String, Artifact>> DRAWN = new ConcurrentHashMap<>();

  private Pictures() {}

  /** By file name. */
  static Map<String, Artifact> of(Run run) {
    return DRAWN.computeIfAbsent(run, Pictures::draw);
  }

  /** The same, drawn anew. */
  static Map<String, Artifact> draw(Run run) {
    return Report.of(run).charts().stream()
        .collect(Collectors.toMap(Artifact::name, Function.identity()));
  }

  static BufferedImage image(Artifact png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png.content()));
  }

  static Set<Integer> colors(BufferedImage image) {
    BufferedImage plain =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    plain.createGraphics().drawImage(image, 0, 0, null);
    Set<Integer> colors = new HashSet<>();
    int last = 0;
    for (int pixel : ((DataBufferInt) plain.getRaster().getDataBuffer()).getData()) {
      // Most are like the one before.
      if (pixel != last) {
        colors.add(pixel);
        last = pixel;
      }
    }
    return colors;
  }
}
