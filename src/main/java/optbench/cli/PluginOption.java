package optbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.app.SpecLanguage;
import picocli.CommandLine.Option;

/** Optimizers of the user's own. */
final class PluginOption {
  @Option(
      names = "--plugins",
      split = ",",
      paramLabel = "JAR",
      description = "Jars with optimizers of your own; repeatable, or with commas.")
  private List<Path> jars = new ArrayList<>();

  /** As they were given. */
  List<Path> jars() {
    return List.copyOf(jars);
  }

  /**
   * What specs may say with the optimizers of these jars.
   *
   * @throws optbench.optimizer.PluginException if a jar cannot be used
   */
  SpecLanguage language() {
    return SpecLanguage.with(jars);
  }
}
