package optbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import optbench.app.SpecLanguage;
import optbench.network.Networks;
import optbench.optimizer.Optimizers;
import picocli.CommandLine.Option;

/** Optimizers and networks of the user's own. */
final class PluginOption {
  @Option(
      names = "--plugins",
      split = ",",
      paramLabel = "JAR",
      description = "Jars with optimizers or networks of your own; repeatable, or with commas.")
  private List<Path> jars = new ArrayList<>();

  /** As they were given. */
  List<Path> jars() {
    return List.copyOf(jars);
  }

  /**
   * The built-in optimizers and those of these jars, for commands that read no spec: they need not
   * wait for its words.
   *
   * @throws optbench.plugin.PluginException if a jar cannot be used
   */
  Optimizers optimizers() {
    return jars.isEmpty() ? Optimizers.builtIn() : language().optimizers();
  }

  /**
   * Likewise, with the jars that the group was given which this command belongs to.
   *
   * @throws optbench.plugin.PluginException if a jar cannot be used
   */
  Optimizers optimizers(PluginOption ofGroup) {
    return with(ofGroup).optimizers();
  }

  /**
   * The built-in networks and those of the jars of both.
   *
   * @throws optbench.plugin.PluginException if a jar cannot be used
   */
  Networks networks(PluginOption ofGroup) {
    PluginOption both = with(ofGroup);
    return both.jars.isEmpty() ? Networks.builtIn() : both.language().networks();
  }

  private PluginOption with(PluginOption ofGroup) {
    PluginOption both = new PluginOption();
    both.jars.addAll(ofGroup.jars);
    both.jars.addAll(jars);
    return both;
  }

  /**
   * What specs may say with these jars.
   *
   * @throws optbench.plugin.PluginException if a jar cannot be used
   */
  SpecLanguage language() {
    return SpecLanguage.with(jars);
  }
}
