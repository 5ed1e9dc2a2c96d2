package optbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.app.SpecLanguage;
import optbench.app.UserConfig;
import optbench.keras.ModelFile;
import optbench.spec.UserDefaults;
import optbench.store.LoadedSpec;
import optbench.store.LoadedSuite;
import optbench.store.SpecOverride;
import optbench.store.SuiteFiles;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What to compare: a spec file, options that override it, or options alone. */
final class SpecOptions {
  // Labels of options with names to complete differ: picocli's script for bash keeps names by
  // label.
  @Parameters(
      arity = "0..1",
      paramLabel = "SPEC",
      description =
          "Experiment spec or suite, YAML or JSON. Without one, options and defaults suffice.")
  private Path spec;

  @Option(
      names = "--optimizers",
      completionCandidates = CompletionCandidates.OptimizerNames.class,
      paramLabel = "A,B",
      description =
          "Optimizers to compare: ${COMPLETION-CANDIDATES} (default: ${bundle:optimizers}).")
  private String optimizers;

  @Option(
      names = "--data",
      completionCandidates = CompletionCandidates.DataNames.class,
      paramLabel = "DATA",
      description =
          "Data set: ${COMPLETION-CANDIDATES} (default: ${bundle:data}, MNIST if it can be had, else synthetic-digits).")
  private String data;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where to look first for the IDX files, in <data>/, MNIST/raw or itself.")
  private Path dataDirectory;

  @Option(
      names = "--network",
      completionCandidates = CompletionCandidates.NetworkNames.class,
      paramLabel = "NETWORK",
      description =
          "Network to train: ${COMPLETION-CANDIDATES}, or the file of a Keras model (default: ${bundle:network}).")
  private String network;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training set (default: ${bundle:epochs}).")
  private String epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Samples a step, or full (default: ${bundle:batch_size}).")
  private String batchSize;

  @Option(
      names = "--seeds",
      paramLabel = "N|A..B|A,B",
      description =
          "How many seeds, or which (default: ${bundle:seeds}, and 5 with more than six optimizers).")
  private String seeds;

  @Option(
      names = "--until",
      paramLabel = "decided",
      description =
          "Add seeds to what is open against the best, until nothing is: from 3 to at most 30 (--set seeds.at_most=50).")
  private String until;

  @Option(
      names = "--profile",
      completionCandidates = CompletionCandidates.ProfileNames.class,
      paramLabel = "PROFILE",
      description = "Whose defaults: ${COMPLETION-CANDIDATES} (default: ${bundle:profile}).")
  private String profile;

  @Option(
      names = "--engine",
      completionCandidates = CompletionCandidates.EngineNames.class,
      paramLabel = "ENGINE",
      description =
          "What trains: ${COMPLETION-CANDIDATES} (default: ${bundle:engine}, the fastest that can train all trials).")
  private String engine;

  @Mixin private DeviceOption device;

  @Mixin private ClusterOption cluster;

  @Option(
      names = "--no-timing",
      description = "Only accuracy is wanted: engines may train optimizers together.")
  private boolean noTiming;

  @Option(
      names = "--isolate",
      description =
          "Train each trial in a JVM of its own, one such run at a time on a machine: for times that can be trusted.")
  private boolean isolate;

  @Option(
      names = "--targets",
      paramLabel = "A,B",
      description =
          "Test accuracies, as fractions, whose cost is reported (default: ${bundle:targets}).")
  private String targets;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Names the run and its results folder.")
  private String name;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override any field, such as optimizers.adam.learning_rate=0.01; repeatable.")
  private List<String> assignments = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * Reads it.
   *
   * @param config says what neither options nor variables nor the spec say
   */
  LoadedSpec read(SpecLanguage language, Map<String, String> environment, UserConfig config) {
    requireOneWish();
    List<String> known = known(language);
    if (optimizers != null && spec != null && !Files.exists(spec)) {
      requireNoOptimizer(spec.toString(), known);
    }
    LoadedSpec loaded =
        language
            .files()
            .read(
                Optional.ofNullable(spec),
                overrides(environment, config.defaults(), known),
                usual(config));
    device.requireUse(Stream.of(loaded.spec().execution().device()));
    return loaded;
  }

  /** The file of the spec where it is a suite. */
  Optional<Path> suite() {
    return Optional.ofNullable(spec).filter(SuiteFiles::isSuite);
  }

  /** Reads the suite; options are for every task. */
  LoadedSuite readSuite(
      Path file, SpecLanguage language, Map<String, String> environment, UserConfig config) {
    requireOneWish();
    LoadedSuite suite =
        language
            .files()
            .suites()
            .read(file, overrides(environment, config.defaults(), known(language)), usual(config));
    device.requireUse(suite.tasks().stream().map(task -> task.spec().spec().execution().device()));
    return suite;
  }

  private void requireOneWish() {
    if (isolate && noTiming) {
      throw new ParameterException(
          command.commandLine(), "--isolate is about training times, which --no-timing forgoes");
    }
  }

  private static List<String> known(SpecLanguage language) {
    return language.optimizers().all().stream().map(o -> o.description().id()).toList();
  }

  /** What stands alone behind {@code --optimizers} may have been meant to belong to it. */
  private void requireNoOptimizer(String word, List<String> known) {
    if (known.contains(TypedWord.meant(word, known))) {
      throw new ParameterException(
          command.commandLine(),
          "separate optimizers with commas: --optimizers " + optimizers + "," + word);
    }
  }

  /** What stands for keys that the spec does not have. */
  private static List<SpecOverride> usual(UserConfig config) {
    List<SpecOverride> usual = new ArrayList<>();
    config
        .defaults()
        .device()
        .ifPresent(
            d -> usual.add(SpecOverride.ofText("device", d.id(), config.file() + ": device")));
    config
        .defaults()
        .cluster()
        .ifPresent(
            c ->
                usual.add(
                    SpecOverride.ofText("cluster", c.address(), config.file() + ": cluster")));
    return usual;
  }

  private List<SpecOverride> overrides(
      Map<String, String> environment, UserDefaults defaults, List<String> known) {
    List<SpecOverride> overrides = new ArrayList<>();
    device.override(environment, defaults).ifPresent(overrides::add);
    addList(overrides, "optimizers", "--optimizers", meant(optimizers, known), true);
    addText(overrides, "data", "--data", meant(data, new CompletionCandidates.DataNames()));
    addText(
        overrides,
        "data.dir",
        "--data-dir",
        dataDirectory == null ? null : dataDirectory.toString());
    addNetwork(overrides);
    add(overrides, "epochs", "--epochs", epochs);
    add(overrides, "batch_size", "--batch-size", batchSize);
    addList(overrides, "seeds", "--seeds", seeds, false);
    addText(overrides, "seeds.until", "--until", until);
    addText(
        overrides, "profile", "--profile", meant(profile, new CompletionCandidates.ProfileNames()));
    addText(overrides, "engine", "--engine", meant(engine, new CompletionCandidates.EngineNames()));
    cluster.override().ifPresent(overrides::add);
    if (isolate) {
      overrides.add(new SpecOverride("timing.isolate", "true", "--isolate"));
    }
    if (noTiming) {
      overrides.add(new SpecOverride("timing", "false", "--no-timing"));
    }
    addList(overrides, "targets", "--targets", targets, true);
    addText(overrides, "name", "--name", name);
    assignments.forEach(a -> overrides.add(SpecOverride.parse("--set", a)));
    return overrides;
  }

  private void addNetwork(List<SpecOverride> overrides) {
    if (network != null && ModelFile.of(network).isPresent()) {
      addText(overrides, "network.keras", "--network", network);
    } else {
      addText(
          overrides,
          "network",
          "--network",
          meant(network, new CompletionCandidates.NetworkNames()));
    }
  }

  private static String meant(String words, Iterable<String> known) {
    return words == null ? null : TypedWord.eachMeant(words, known);
  }

  private static void addText(
      List<SpecOverride> overrides, String path, String option, String value) {
    if (value != null) {
      overrides.add(SpecOverride.ofText(path, value, option + " " + value));
    }
  }

  private static void add(List<SpecOverride> overrides, String path, String option, String value) {
    if (value != null) {
      overrides.add(new SpecOverride(path, value, option + " " + value));
    }
  }

  /** A list is written with commas and without brackets. */
  private static void addList(
      List<SpecOverride> overrides, String path, String option, String value, boolean always) {
    if (value != null) {
      boolean list = !value.startsWith("[") && (always || value.contains(","));
      overrides.add(new SpecOverride(path, list ? "[" + value + "]" : value, option + " " + value));
    }
  }
}
