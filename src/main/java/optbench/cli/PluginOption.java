package optbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.optimizer.Optimizers;
import optbench.optimizer.PluginException;
import optbench.optimizer.Plugins;
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
   * The built-in optimizers, and those of the jars.
   *
   * @throws PluginException if a jar cannot be used
   */
  Optimizers optimizers() {
    return optimizers(jars);
  }

  /**
   * Likewise, for jars from elsewhere.
   *
   * @throws PluginException if a jar cannot be used
   */
  static Optimizers optimizers(List<Path> jars) {
    if (jars.isEmpty()) {
      return Optimizers.builtIn();
    }
    Optimizers all = Optimizers.builtIn().with(Plugins.load(jars));
    try {
      SpecOptions.files(all);
    } catch (IllegalArgumentException e) {
      // Which keys are taken is known to the schema alone.
      throw new PluginException("--plugins: " + e.getMessage() + ": rename it", e);
    }
    return all;
  }
}
