package optbench.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import optbench.data.DataStatus;
import optbench.data.DataStatus.FileStatus;
import optbench.spec.DataSpec;
import optbench.table.Column;
import optbench.table.Table;
import optbench.table.TerminalTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Data sets on this machine. */
@Command(
    name = "data",
    description = "Find, download and verify data sets.",
    synopsisSubcommandLabel = "status|fetch|verify",
    commandListHeading = "%nWhat to do:%n",
    footerHeading = "%nExample:%n",
    footer = "  optbench data fetch mnist")
final class DataCommand extends Subcommand {
  @Override
  public Integer call() {
    throw UsageFaults.noSubcommand(spec());
  }

  @Command(
      description = {
        "Say which files are there, without reading them.",
        "Exit code 3 if one is missing; without NAME, of a data set of which others are there."
      },
      footerHeading = "%nExample:%n",
      footer = "  optbench data status mnist")
  int status(
      @Mixin DataName name,
      @Mixin DataDirectoryOption directory,
      @Mixin JsonOption output,
      @Mixin CommonOptions common) {
    List<DataStatus> all =
        names(name).stream().map(n -> datasets().status(n, directory.asked())).toList();
    if (output.json) {
      terminal().json(all.stream().map(DataText::tree).toList());
    } else {
      all.forEach(this::print);
    }
    return exitCode(name, all, DataStatus::usable);
  }

  @Command(
      description = "Download what is missing, and verify all of it by checksum.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  optbench data fetch",
        "  optbench data fetch fashion-mnist --data-dir ~/datasets"
      })
  int fetch(
      @Parameters(
              arity = "0..1",
              paramLabel = "NAME",
              description = "Which one (default: mnist): ${COMPLETION-CANDIDATES}.",
              completionCandidates = CompletionCandidates.DataSets.class)
          String name,
      @Mixin DataDirectoryOption directory,
      @Option(
              names = {"-q", "--quiet"},
              description = "No progress.")
          boolean quiet,
      @Mixin CommonOptions common) {
    String wanted = name == null ? DataSpec.MNIST : known(name);
    DataStatus status =
        datasets().fetch(wanted, directory.asked(), DownloadLines.on(terminal(), quiet));
    print(status);
    return status.verified() ? ExitCode.OK : ExitCode.MISSING;
  }

  @Command(
      description = {
        "Read every file and compare its checksum, where one is published.",
        "Exit code 3 if one is missing or corrupt; without NAME, what is not there is not judged."
      },
      footerHeading = "%nExample:%n",
      footer = "  optbench data verify mnist")
  int verify(
      @Mixin DataName name,
      @Mixin DataDirectoryOption directory,
      @Mixin JsonOption output,
      @Mixin CommonOptions common) {
    List<DataStatus> all =
        names(name).stream().map(n -> datasets().verify(n, directory.asked())).toList();
    if (output.json) {
      terminal().json(all.stream().map(DataText::tree).toList());
    } else {
      all.forEach(this::print);
    }
    return exitCode(name, all, DataStatus::verified);
  }

  /** One data set, or all of them. */
  static final class DataName {
    @Parameters(
        arity = "0..1",
        paramLabel = "NAME",
        description = "Which one (default: all): ${COMPLETION-CANDIDATES}.",
        completionCandidates = CompletionCandidates.DataSets.class)
    private String name;
  }

  /** Who asks for all wants to know what is wrong with what there is. */
  private static int exitCode(DataName asked, List<DataStatus> all, Predicate<DataStatus> inOrder) {
    boolean fine =
        all.stream().allMatch(s -> inOrder.test(s) || (asked.name == null && s.absent()));
    return fine ? ExitCode.OK : ExitCode.MISSING;
  }

  private List<String> names(DataName asked) {
    return asked.name == null ? datasets().names() : List.of(known(asked.name));
  }

  private String known(String name) {
    if (!datasets().names().contains(name)) {
      throw UsageFaults.unknown(spec(), "data set", name, datasets().names());
    }
    return name;
  }

  private void print(DataStatus status) {
    print(status.name() + ": " + DataText.state(status) + ", " + DataText.where(status));
    if (status.directory().isEmpty()) {
      return;
    }
    Table table =
        Table.of(
            List.of(
                Column.text("", f -> DataText.word(f.state())),
                Column.text("", FileStatus::name),
                Column.text("", f -> f.detail().lines().findFirst().orElse(""))),
            status.files());
    terminal().out().println(TerminalTable.plain(table, terminal().tableWidth(), "  "));
    if (!status.usable()) {
      print("  " + whatToDo(status));
    }
  }

  private static String whatToDo(DataStatus status) {
    Optional<String> corrupt =
        status.files().stream()
            .filter(file -> file.state() == DataStatus.State.CORRUPT)
            .flatMap(file -> file.path().stream())
            .map(Object::toString)
            .findFirst();
    boolean byHand = !status.byHand().isEmpty();
    String fetch = "optbench data fetch " + status.name();
    return corrupt
        .map(
            file ->
                "Move "
                    + file
                    + " elsewhere, or point --data-dir at another folder, then: "
                    + (byHand ? status.byHand() : fetch))
        .orElse(byHand ? status.byHand() : "Download it: " + fetch);
  }
}
