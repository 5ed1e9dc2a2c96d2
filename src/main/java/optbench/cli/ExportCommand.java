package optbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import optbench.app.StoredRunLoader;
import optbench.export.Export;
import optbench.export.ExportFile;
import optbench.export.Format;
import optbench.store.OutputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Hands results to other tools. */
@Command(
    name = "export",
    description = {
      "Write the results of a run in the format of another tool.",
      "csv: tidy tables. json: one document with everything. markdown: tables for a README.",
      "latex: tables for a paper, with booktabs. tensorboard: event files."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  optbench export results/run --to latex > tables.tex",
      "  optbench export results/run --to csv --out epochs.csv",
      "  optbench export results/run --to csv --table labels",
      "  optbench export results/run --to tensorboard --out logs"
    })
final class ExportCommand extends Subcommand {
  private static final String STDOUT = "-";

  private static final String EPOCHS = "epochs";
  private static final String STEPS = "steps";
  private static final String LABELS = "labels";

  /** What may stand after {@code --to}. */
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Format.values()).map(Format::toString).iterator();
    }
  }

  /** What may stand after {@code --table}. */
  static final class Tables implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(EPOCHS, STEPS, LABELS).iterator();
    }
  }

  @Parameters(paramLabel = "DIR", description = "Results folder of a run.")
  private Path folder;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      completionCandidates = Formats.class,
      description = "${COMPLETION-CANDIDATES}.")
  private String to;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "PATH",
      defaultValue = STDOUT,
      description =
          "File to write, or - for stdout (default: -). For tensorboard, a folder, and needed.")
  private String out;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      completionCandidates = Tables.class,
      description =
          "With --to csv: ${COMPLETION-CANDIDATES}: a row for each trial and epoch, for each evaluation within the first epoch, or for each label (default: epochs).")
  private String table;

  @Override
  List<Path> reads() {
    return List.of(folder);
  }

  @Override
  public Integer call() {
    requireFolder("argument DIR", folder);
    Format format = format();
    requirePath(format);
    Export export = Export.of(new StoredRunLoader(console()).load(folder));
    if (format == Format.TENSORBOARD) {
      write(export.tensorboard());
    } else if (out.equals(STDOUT)) {
      terminal().document(text(export, format));
    } else {
      OutputFile.write(Path.of(out), text(export, format));
    }
    return ExitCode.OK;
  }

  private String csv(Export export) {
    return switch (table == null ? EPOCHS : table) {
      case LABELS -> export.labelsCsv();
      case STEPS -> export.stepsCsv();
      default -> export.epochsCsv();
    };
  }

  private String text(Export export, Format format) {
    return switch (format) {
      case CSV -> csv(export);
      case JSON -> export.json();
      case MARKDOWN -> export.markdown();
      case LATEX -> export.latex();
      case TENSORBOARD -> throw new IllegalStateException("it is several files");
    };
  }

  private void write(List<ExportFile> files) {
    for (ExportFile file : files) {
      OutputFile.writeWithin(Path.of(out), file.name(), file.content());
    }
    terminal()
        .err()
        .println(
            files.size()
                + (files.size() == 1 ? " event file" : " event files")
                + " written: tensorboard --logdir "
                + out);
  }

  private Format format() {
    return Arrays.stream(Format.values())
        .filter(f -> f.toString().equals(to))
        .findFirst()
        .orElseThrow(() -> UsageFaults.unknown(spec(), "format", to, words(new Formats())));
  }

  private static List<String> words(Iterable<String> words) {
    List<String> list = new ArrayList<>();
    words.forEach(list::add);
    return list;
  }

  private void requirePath(Format format) {
    if (table != null && !words(new Tables()).contains(table)) {
      throw UsageFaults.unknown(spec(), "table", table, words(new Tables()));
    }
    if (table != null && format != Format.CSV) {
      throw new ParameterException(
          spec().commandLine(), "--table is about --to csv, but the format is " + format);
    }
    if (out.isEmpty()) {
      throw new ParameterException(spec().commandLine(), "--out must name a file but was ''");
    }
    boolean folderWanted = format == Format.TENSORBOARD;
    if (folderWanted && out.equals(STDOUT)) {
      throw new ParameterException(
          spec().commandLine(), "--to tensorboard writes several files: name a folder with --out");
    }
    if (!out.equals(STDOUT) && Files.exists(Path.of(out))) {
      boolean isFolder = Files.isDirectory(Path.of(out));
      if (isFolder != folderWanted) {
        throw new ParameterException(
            spec().commandLine(),
            "--out must be a "
                + (folderWanted ? "folder" : "file")
                + " but "
                + out
                + " is a "
                + (isFolder ? "folder" : "file"));
      }
    }
  }
}
