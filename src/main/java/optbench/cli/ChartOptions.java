package optbench.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import optbench.report.ChartFiles;
import optbench.report.ChartFormat;
import optbench.report.ChartKind;
import optbench.report.ChartRequest;
import optbench.report.ChartSize;
import optbench.report.ChartTheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which charts to draw, and how. */
final class ChartOptions {
  private static final String ALL = "all";
  private static final String NONE = "none";

  @Option(
      names = "--charts",
      split = ",",
      paramLabel = "C,D",
      hideParamSyntax = true,
      completionCandidates = CompletionCandidates.ChartNames.class,
      description =
          "Charts to draw: all, none, or some of optbench list charts (default: the usual ones).")
  private List<String> charts;

  @Option(
      names = "--format",
      split = ",",
      paramLabel = "A,B",
      hideParamSyntax = true,
      description =
          "As what: png, svg, csv for the figures that are drawn (default: png,svg; with --charts csv too).")
  private List<String> formats;

  @Option(
      names = "--theme",
      paramLabel = "THEME",
      description = "Ground of the charts, light or dark (default: light).")
  private String theme;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description =
          "Size of the charts in logical pixels; PNG has twice as many (default: 900x540).")
  private String size;

  /** What may be asked for. */
  static List<String> words() {
    return Stream.concat(Stream.of(ALL, NONE), ChartKind.ids().stream()).toList();
  }

  /**
   * The charts of a run.
   *
   * @throws ParameterException if there is no such chart, format or theme, or the size is none
   */
  ChartRequest request(CommandSpec command) {
    return new ChartRequest(
        charts == null ? ChartRequest.STANDARD.kinds() : kinds(command),
        formats(command, charts != null),
        theme(command),
        size(command));
  }

  /** The charts of several runs: both or none. */
  ChartRequest requestOfProfile(CommandSpec command) {
    if (charts != null && !charts.equals(List.of(ALL)) && !charts.equals(List.of(NONE))) {
      throw new ParameterException(
          command.commandLine(),
          "--charts must be all or none for several folders but was '"
              + String.join(",", charts)
              + "': their charts are the profiles");
    }
    boolean none = charts != null && charts.equals(List.of(NONE));
    return new ChartRequest(
        none ? List.of() : List.of(ChartKind.values()),
        formats(command, true),
        theme(command),
        size(command));
  }

  /**
   * Says which of the charts that were named could not be drawn.
   *
   * @return the exit code that follows
   */
  static int say(ChartFiles files, ChartRequest request, Terminal terminal) {
    // The usual ones are those that there are figures for.
    if (!request.kinds().equals(ChartRequest.STANDARD.kinds())) {
      files.notDrawn().forEach(chart -> terminal.note("no chart " + chart));
    }
    files.fault().ifPresent(terminal::error);
    return files.fault().isPresent() ? ExitCode.MISSING : ExitCode.OK;
  }

  private List<ChartKind> kinds(CommandSpec command) {
    if (charts.contains(ALL) || charts.contains(NONE)) {
      if (charts.size() > 1) {
        throw new ParameterException(
            command.commandLine(),
            "--charts must be " + ALL + ", " + NONE + " or names, not several of these at once");
      }
      return charts.contains(ALL) ? List.of(ChartKind.values()) : List.of();
    }
    List<ChartKind> kinds = new ArrayList<>();
    for (String name : charts) {
      kinds.add(known(command, "chart", name, ChartKind::of, words()));
    }
    return kinds;
  }

  private Set<ChartFormat> formats(CommandSpec command, boolean figures) {
    if (formats == null) {
      return figures ? EnumSet.allOf(ChartFormat.class) : ChartRequest.STANDARD.formats();
    }
    List<String> names = Stream.of(ChartFormat.values()).map(ChartFormat::id).toList();
    Set<ChartFormat> asked = EnumSet.noneOf(ChartFormat.class);
    formats.forEach(f -> asked.add(known(command, "format", f, ChartFormat::of, names)));
    return asked;
  }

  private ChartTheme theme(CommandSpec command) {
    List<String> names = Stream.of(ChartTheme.values()).map(ChartTheme::id).toList();
    return theme == null ? ChartTheme.LIGHT : known(command, "theme", theme, ChartTheme::of, names);
  }

  private ChartSize size(CommandSpec command) {
    try {
      return size == null ? ChartSize.STANDARD : ChartSize.parse(size);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--size " + e.getMessage());
    }
  }

  private static <T> T known(
      CommandSpec command,
      String kind,
      String word,
      Function<String, Optional<T>> of,
      List<String> names) {
    return of.apply(word).orElseThrow(() -> UsageFaults.unknown(command, kind, word, names));
  }
}
