package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes files of drawings. */
final class ChartWriter {
  private ChartWriter() {}

  /**
   * @param drawings by the name of their files
   */
  static ChartFiles files(
      Map<String, Drawing> drawings, ChartRequest request, List<String> notDrawn) {
    if (drawings.isEmpty()) {
      // Not even fonts are needed, which a bare machine may fail to load.
      return new ChartFiles(List.of(), List.of(), notDrawn, Optional.empty());
    }
    List<Artifact> pictures = new ArrayList<>();
    List<ChartFiles.Figure> tables = new ArrayList<>();
    Optional<String> fault = Optional.empty();
    try {
      pictures.addAll(pictures(drawings, request));
    } catch (FontFault e) {
      // Training may have taken hours: what needs no fonts is worth having.
      fault = Optional.of(e.getMessage());
    }
    if (request.formats().contains(ChartFormat.CSV)) {
      drawings.forEach(
          (name, drawing) -> tables.add(new ChartFiles.Figure(path(name), drawing.table())));
    }
    return new ChartFiles(pictures, tables, notDrawn, fault);
  }

  private static List<Artifact> pictures(Map<String, Drawing> drawings, ChartRequest request) {
    if (!request.drawsPictures()) {
      return List.of();
    }
    Canvas canvas = new Canvas(request.look());
    List<Artifact> pictures = new ArrayList<>();
    drawings.forEach(
        (name, drawing) -> {
          if (request.formats().contains(ChartFormat.PNG)) {
            pictures.add(new Artifact(path(name) + ".png", canvas.png(drawing.picture())));
          }
          if (request.formats().contains(ChartFormat.SVG)) {
            pictures.add(new Artifact(path(name) + ".svg", canvas.svg(drawing.picture())));
          }
        });
    return pictures;
  }

  private static String path(String name) {
    return "charts/" + name;
  }
}
