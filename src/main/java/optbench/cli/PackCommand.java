package optbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.store.RunFiles;
import optbench.store.RunStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** All trials of a run in one file, and back. */
@Command(
    name = "pack",
    description = {
      "Put all trials of a finished run into one file, trials.jsonl.gz, in the place of trials/*.json.",
      "Every command reads it as it reads the files; what is trained later gets files of its own."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  optbench pack results/run",
      "  optbench pack results/* --undo",
      "",
      "For results that are to be committed: a sixth of the size, and one file for hundreds. The file",
      "is JSON Lines: zcat results/run/trials.jsonl.gz | jq .label"
    })
final class PackCommand extends Subcommand {
  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Results folders of runs.")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--undo", description = "Give each trial a file of its own again.")
  private boolean undo;

  @Override
  public Integer call() {
    folders.forEach(folder -> requireFolder("argument DIR", folder));
    folders.forEach(RunFiles::requireRun);
    for (Path folder : folders) {
      try (RunStore store = RunStore.open(folder, terminal().notes())) {
        int trials = undo ? store.unpack() : store.pack();
        print(folder + ": " + count(trials) + (undo ? " unpacked" : " packed"));
      }
    }
    return ExitCode.OK;
  }

  private static String count(int trials) {
    return trials + (trials == 1 ? " trial" : " trials");
  }
}
