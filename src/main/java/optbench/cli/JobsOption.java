package optbench.cli;

import java.util.Optional;
import optbench.run.Jobs;
import optbench.spec.UserDefaults;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many trainings run at once. */
final class JobsOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--jobs",
      paramLabel = "N|auto",
      description =
          "Train so many at once; auto: as many as cores and memory allow (default: auto where no times are reported, else 1). Metrics stay the same, times are marked. On a GPU it is always one group at a time.")
  private String jobs;

  /** Empty where it is left to the experiment. */
  Optional<Jobs> wanted(UserDefaults defaults) {
    try {
      return Optional.ofNullable(jobs).or(defaults::jobs).map(Jobs::parse);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--jobs " + e.getMessage());
    }
  }
}
