package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
      return new ChartFiles(List.of(), List.of(), notDrawn);
    }
    Canvas canvas = new Canvas(request.look());
    List<Artifact> pictures = new ArrayList<>();
    List<ChartFiles.Figure> tables = new ArrayList<>();
    drawings.forEach(
        (name, drawing) -> {
          String path = "charts/" + name;
          if (request.formats().contains(ChartFormat.PNG)) {
            pictures.add(new Artifact(path + ".png", canvas.png(drawing.picture())));
          }
          if (request.formats().contains(ChartFormat.SVG)) {
            pictures.add(new Artifact(path + ".svg", canvas.svg(drawing.picture())));
          }
          if (request.formats().contains(ChartFormat.CSV)) {
            tables.add(new ChartFiles.Figure(path, drawing.table()));
          }
        });
    return new ChartFiles(pictures, tables, notDrawn);
  }
}
