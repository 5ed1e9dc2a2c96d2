package optbench.report;

import java.util.List;
import java.util.Optional;
import optbench.table.Table;

/**
 * Charts on their way to a results folder.
 *
 * @param pictures PNG and SVG files
 * @param tables the figures in them
 * @param notDrawn such as {@code time-split: times were taken with different numbers of jobs}, one
 *     for each chart that was asked for and could not be drawn
 * @param fault why no picture at all could be drawn on this machine; empty if they were
 */
public record ChartFiles(
    List<Artifact> pictures, List<Figure> tables, List<String> notDrawn, Optional<String> fault) {
  public ChartFiles {
    pictures = List.copyOf(pictures);
    tables = List.copyOf(tables);
    notDrawn = List.copyOf(notDrawn);
  }

  /**
   * What a chart shows, in figures.
   *
   * @param name path below the folder, without extension, such as {@code charts/time-split}
   */
  public record Figure(String name, Table table) {}
}
