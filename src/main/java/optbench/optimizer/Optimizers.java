package optbench.optimizer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import optbench.plugin.PluginException;
import optbench.plugin.PluginFile;
import optbench.plugin.PluginKind;
import optbench.spec.BatchSize;
import optbench.spec.Float32;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.SpecException;

/**
 * A registry of optimizers, in the order in which they are listed: the built-in ones, a line each,
 * and more.
 */
public final class Optimizers {
  /** What a jar may bring. */
  public static final PluginKind PLUGINS =
      new PluginKind(Optimizer.class, "optimizer", "optimizers");

  private static final Optimizers BUILT_IN =
      new Optimizers(
          List.of(
              new Sgd(),
              new GradientDescent(),
              new Momentum(),
              new Nesterov(),
              new AdaGrad(),
              new RmsProp(),
              new AdaDelta(),
              new Adam(),
              new AdamW(),
              new AdaMax(),
              new Nadam(),
              new AmsGrad(),
              new RAdam(),
              new AdaBelief(),
              new ScheduleFreeAdamW(),
              new Rprop(),
              new Lion(),
              new Lamb(),
              new Muon(),
              new Lbfgs()));

  private final Map<String, Optimizer> byId;

  private Optimizers(List<Optimizer> optimizers) {
    Map<String, Optimizer> named = new LinkedHashMap<>();
    for (Optimizer optimizer : optimizers) {
      String id = optimizer.description().id();
      if (named.put(id, optimizer) != null) {
        throw new PluginException("two optimizers are called " + id + ": rename one");
      }
    }
    byId = Collections.unmodifiableMap(named);
  }

  /** Those that come with optbench. */
  public static Optimizers builtIn() {
    return BUILT_IN;
  }

  /**
   * These, and those of a jar at the end.
   *
   * @throws PluginException if two have one name, or one of them is not sound
   */
  public Optimizers with(PluginFile jar) {
    return with(jar.all(PLUGINS, Optimizer.class, found -> PluginOptimizer.of(found, jar)));
  }

  /**
   * These, and more at the end.
   *
   * @throws PluginException if two have one name
   */
  public Optimizers with(List<? extends Optimizer> more) {
    List<Optimizer> all = new ArrayList<>(byId.values());
    all.addAll(more);
    return new Optimizers(all);
  }

  /** All of them. */
  public List<Optimizer> all() {
    return List.copyOf(byId.values());
  }

  /** The one of this name. */
  public Optional<Optimizer> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** How many samples a step of an entry sees: its own word, else its optimizer's, else this. */
  public BatchSize batchSize(OptimizerSpec spec, BatchSize experiments) {
    return spec.batchSize()
        .or(() -> find(spec.optimizer()).flatMap(Optimizer::batchSize))
        .orElse(experiments);
  }

  /**
   * Fills every gap from the profile.
   *
   * @param experimentProfile serves where the entry names none
   * @throws SpecException if a name is unknown or a value out of range; its path is relative to the
   *     entry
   */
  public OptimizerSettings resolve(OptimizerSpec spec, Profile experimentProfile) {
    Optimizer optimizer =
        find(spec.optimizer())
            .orElseThrow(
                () ->
                    new SpecException(
                        "/optimizer",
                        "must be one of "
                            + String.join(", ", byId.keySet())
                            + " but was "
                            + spec.optimizer()));
    optimizer.requireSupported(spec.techniques());
    Profile profile = spec.profile().orElse(experimentProfile);
    ProfileDefaults defaults = optimizer.defaults(profile);
    String variant = variant(optimizer, spec, defaults);
    requireMeant(spec, profile, defaults);
    Map<String, Double> values = new TreeMap<>(defaults.values());
    if (!variant.equals(defaults.variant())) {
      values.putAll(optimizer.numbersOf(variant));
    }
    spec.hyperParameters()
        .forEach((name, value) -> values.put(checked(optimizer, name, value), value));
    return new OptimizerSettings(
        optimizer,
        profile,
        variant,
        values,
        spec.techniques()
            .withWeightDecay(spec.techniques().weightDecay().orElse(defaults.weightDecay())));
  }

  /**
   * What an optimizer remembers from step to step: the names of vectors, each as long as the
   * parameters, as in its formula.
   */
  public static List<String> stateVectors(OptimizerSettings settings) {
    if (settings.optimizer() instanceof LineSearchOptimizer searching) {
      return searching.stateVectors(settings);
    }
    return settings.rule().state().stream().map(UpdateRule.StateVector::name).toList();
  }

  /** What takes the steps, if these settings are of an optimizer that searches along lines. */
  public static Optional<Minimizer> minimizer(OptimizerSettings settings, ParameterLayout layout) {
    return settings.optimizer() instanceof LineSearchOptimizer searching
        ? Optional.of(searching.minimizer(settings, layout))
        : Optional.empty();
  }

  private static String variant(Optimizer optimizer, OptimizerSpec spec, ProfileDefaults defaults) {
    String variant = spec.variant().orElse(defaults.variant());
    if (!optimizer.variants().contains(variant)) {
      throw new SpecException(
          "/variant",
          "must be one of " + String.join(", ", optimizer.variants()) + " but was " + variant);
    }
    return variant;
  }

  /** Weight decay by its mere name must be what the profile understands by it. */
  private static void requireMeant(OptimizerSpec spec, Profile profile, ProfileDefaults defaults) {
    double decay = spec.techniques().weightDecay().orElse(0.0);
    if (decay > 0 && !spec.techniques().decoupled()) {
      defaults
          .decayKind()
          .refusal(spec.optimizer(), profile, decay)
          .ifPresent(
              message -> {
                throw new SpecException("/weight_decay", message);
              });
    }
  }

  private static String checked(Optimizer optimizer, String name, double value) {
    HyperParameter parameter =
        optimizer.hyperParameters().stream()
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new SpecException("/" + name, "unknown: " + takes(optimizer)));
    if (!parameter.range().allows(value)) {
      throw new SpecException(
          "/" + name, "must be " + parameter.range().words() + " but was " + value);
    }
    Float32.require("/" + name, value);
    return name;
  }

  private static String takes(Optimizer optimizer) {
    return optimizer.description().id()
        + " takes "
        + optimizer.hyperParameters().stream()
            .map(HyperParameter::name)
            .collect(Collectors.joining(", "));
  }
}
