package optbench.app;

import java.nio.file.Path;
import java.util.List;
import optbench.network.Networks;
import optbench.optimizer.Optimizers;
import optbench.plan.Planner;
import optbench.plugin.PluginException;
import optbench.plugin.PluginFile;
import optbench.plugin.PluginKind;
import optbench.store.SpecFiles;

/**
 * What a spec may say: with the optimizers and networks that are built in, those of plug-ins, and
 * the engines that there are.
 *
 * @param optimizers all that may be named
 * @param networks likewise
 * @param plugins jars that some of them come from
 * @param files reads and writes specs in these words
 */
public record SpecLanguage(
    Optimizers optimizers, Networks networks, List<Path> plugins, SpecFiles files) {
  private static final List<PluginKind> KINDS = List.of(Optimizers.PLUGINS, Networks.PLUGINS);

  /** Without plug-ins. */
  public static SpecLanguage builtIn() {
    return of(Optimizers.builtIn(), Networks.builtIn(), List.of());
  }

  /**
   * With the optimizers and networks of jars.
   *
   * @throws PluginException if a jar cannot be used
   */
  public static SpecLanguage with(List<Path> jars) {
    Optimizers optimizers = Optimizers.builtIn();
    Networks networks = Networks.builtIn();
    for (Path path : jars) {
      PluginFile jar = PluginFile.open(path, KINDS);
      optimizers = optimizers.with(jar);
      networks = networks.with(jar);
    }
    try {
      return of(optimizers, networks, jars);
    } catch (IllegalArgumentException e) {
      // Which keys are taken is known to the schema alone.
      throw new PluginException("--plugins: " + e.getMessage() + ": rename it", e);
    }
  }

  /** Decides what a spec in these words leaves open. */
  public Planner planner() {
    return new Planner(optimizers, networks, files::weights);
  }

  private static SpecLanguage of(Optimizers optimizers, Networks networks, List<Path> plugins) {
    SpecFiles files =
        new SpecFiles(new Planner(optimizers, networks).vocabulary(Engines.ALL.words()));
    return new SpecLanguage(optimizers, networks, List.copyOf(plugins), files);
  }
}
