package optbench.stats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import optbench.store.RunFiles;

/**
 * How often the two intervals of a difference hold what is true: with other seeds on the same
 * images, and with other images, too.
 */
public final class IntervalCoverage {
  private static final List<Integer> SEEDS = List.of(2, 3, 5, 10);
  private static final List<Integer> IMAGES = List.of(1_000, 10_000);

  private IntervalCoverage() {}

  /** Arguments: results of a run with many seeds, directory to write into, experiments. */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println(
          "arguments must be RESULTS DIRECTORY EXPERIMENTS but there were "
              + args.length
              + ": try -Dbench.arguments=\"results/reference/statistics/answers"
              + " results/reference/statistics 4000\"");
      System.exit(2);
    }
    int experiments = Integer.parseInt(args[2]);
    List<AnswerSource> sources =
        List.of(
            new StoredAnswers(RunFiles.read(Path.of(args[0])).run()),
            new PlantedAnswers("planted: images suit both alike", 0.1),
            new PlantedAnswers("planted: images suit one of the two", 0.4));
    StringBuilder csv = new StringBuilder(CoverageTally.HEAD).append('\n');
    for (AnswerSource source : sources) {
      for (int images : IMAGES) {
        for (int seeds : SEEDS) {
          CoverageTally.of(source, seeds, images, experiments).forEach(t -> csv.append(t.row()));
        }
      }
    }
    Path directory = Files.createDirectories(Path.of(args[1]));
    Files.writeString(directory.resolve("interval-coverage.csv"), csv);
  }
}
