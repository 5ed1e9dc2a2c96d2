package optbench.app;

import java.nio.file.Path;
import java.util.List;
import optbench.optimizer.Optimizers;
import optbench.optimizer.PluginException;
import optbench.optimizer.Plugins;
import optbench.plan.Planner;
import optbench.store.SpecFiles;

/**
 * What a spec may say: with the optimizers that are built in, those of plug-ins, and the engines
 * that there are.
 *
 * @param optimizers all that may be named
 * @param plugins jars that some of them come from
 * @param files reads and writes specs in these words
 */
public record SpecLanguage(Optimizers optimizers, List<Path> plugins, SpecFiles files) {
  /** Without plug-ins. */
  public static SpecLanguage builtIn() {
    return of(Optimizers.builtIn(), List.of());
  }

  /**
   * With the optimizers of jars.
   *
   * @throws PluginException if a jar cannot be used
   */
  public static SpecLanguage with(List<Path> jars) {
    if (jars.isEmpty()) {
      return builtIn();
    }
    Optimizers all = Optimizers.builtIn().with(Plugins.load(jars));
    try {
      return of(all, jars);
    } catch (IllegalArgumentException e) {
      // Which keys are taken is known to the schema alone.
      throw new PluginException("--plugins: " + e.getMessage() + ": rename it", e);
    }
  }

  private static SpecLanguage of(Optimizers optimizers, List<Path> plugins) {
    SpecFiles files = new SpecFiles(new Planner(optimizers).vocabulary(Engines.ALL.words()));
    return new SpecLanguage(optimizers, List.copyOf(plugins), files);
  }
}
