package optbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.app.SpecLanguage;
import optbench.optimizer.Optimizers;
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
   * The built-in optimizers and those of these jars, for commands that read no spec: they need not
   * wait for its words.
   *
   * @throws optbench.optimizer.PluginException if a jar cannot be used
   */
  Optimizers optimizers() {
    return jars.isEmpty() ? Optimizers.builtIn() : language().optimizers();
  }

  /**
   * Likewise, with the jars that the group was given which this command belongs to.
   *
   * @throws optbench.optimizer.PluginException if a jar cannot be used
   */
  Optimizers optimizers(PluginOption ofGroup) {
    List<Path> all = new ArrayList<>(ofGroup.jars);
    all.addAll(jars);
    return all.isEmpty() ? Optimizers.builtIn() : SpecLanguage.with(all).optimizers();
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
