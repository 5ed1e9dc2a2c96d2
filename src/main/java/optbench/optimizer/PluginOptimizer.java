package optbench.optimizer;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import optbench.optimizer.UpdateRule.StateVector;
import optbench.plugin.PluginAnswers;
import optbench.plugin.PluginException;
import optbench.plugin.PluginFile;
import optbench.spec.BatchSize;
import optbench.spec.Profile;
import optbench.spec.SpecException;
import optbench.spec.Techniques;

/**
 * An optimizer from a jar. All that it says of itself is asked once and checked, so that from then
 * on it is as sound as a built-in one; its rule alone is asked again.
 */
final class PluginOptimizer implements Optimizer {
  private final Optimizer origin;
  private final PluginAnswers answers;
  private final String edition;
  private final Description description;
  private final List<HyperParameter> hyperParameters;
  private final List<String> variants;
  private final Optional<BatchSize> batchSize;
  private final Map<Profile, ProfileDefaults> defaults = new EnumMap<>(Profile.class);
  private final Map<String, Map<String, Double>> numbersOf = new LinkedHashMap<>();

  private PluginOptimizer(Optimizer origin, PluginAnswers answers, String edition) {
    this.origin = origin;
    this.answers = answers;
    this.edition = edition;
    description = answers.ask("description()", origin::description);
    hyperParameters = answers.askAll("hyperParameters()", origin::hyperParameters);
    variants = answers.askAll("variants()", origin::variants);
    batchSize = answers.ask("batchSize()", origin::batchSize);
    for (Profile profile : Profile.values()) {
      defaults.put(
          profile, answers.ask("defaults(" + profile + ")", () -> origin.defaults(profile)));
    }
    for (String variant : variants) {
      numbersOf.put(
          variant, askNumbers("numbersOf(" + variant + ")", () -> origin.numbersOf(variant)));
    }
  }

  /**
   * An optimizer as found in a jar.
   *
   * @throws PluginException if it throws, or if what it says of itself does not fit together
   */
  static PluginOptimizer of(Optimizer origin, PluginFile jar) {
    PluginOptimizer optimizer = new PluginOptimizer(origin, jar.answersOf(origin), jar.edition());
    optimizer.checkDescription();
    optimizer.checkHyperParameters();
    optimizer.checkVariants();
    optimizer.checkDefaults();
    optimizer.checkRules();
    return optimizer;
  }

  @Override
  public Description description() {
    return description;
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return hyperParameters;
  }

  @Override
  public List<String> variants() {
    return variants;
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return defaults.get(profile);
  }

  @Override
  public Map<String, Double> numbersOf(String variant) {
    return numbersOf.get(variant);
  }

  @Override
  public String edition() {
    return edition;
  }

  @Override
  public Optional<BatchSize> batchSize() {
    return batchSize;
  }

  @Override
  public void requireSupported(Techniques techniques) {
    try {
      answers.askInTime(
          () -> {
            origin.requireSupported(techniques);
            return true;
          });
    } catch (SpecException | PluginException e) {
      throw e;
    } catch (Throwable e) {
      throw answers.fault("requireSupported(...) threw " + PluginException.words(e), e);
    }
  }

  @Override
  public UpdateRule rule(OptimizerSettings settings) {
    return answers.ask("rule(...)", () -> origin.rule(settings));
  }

  private void checkDescription() {
    answers.requireName("the id of its description", description.id());
    require(description.family() != null, "the family of its description is null");
    answers.requireLine("the title of its description", description.title());
    answers.requireLine("the paper of its description", description.paper());
    answers.requireLine("the summary of its description", description.summary());
    answers.requireLine("the differences of its description", description.differences());
    require(
        description.formula() != null && !description.formula().isBlank(),
        "the formula of its description is empty");
  }

  private void checkHyperParameters() {
    Set<String> names = new HashSet<>();
    for (HyperParameter p : hyperParameters) {
      answers.requireName("the name of a hyper-parameter", p.name());
      require(names.add(p.name()), "two hyper-parameters are called " + p.name());
      answers.requireLine("the symbol of " + p.name(), p.symbol());
      answers.requireLine("the meaning of " + p.name(), p.meaning());
      require(p.range() != null, "the range of " + p.name() + " is null");
    }
    require(
        !hyperParameters.isEmpty()
            && hyperParameters.get(0).name().equals(HyperParameter.LEARNING_RATE),
        "its first hyper-parameter must be " + HyperParameter.LEARNING_RATE);
  }

  private void checkVariants() {
    require(!variants.isEmpty(), "it must have a variant: one, such as default, is enough");
    variants.forEach(variant -> answers.requireName("a variant", variant));
    require(Set.copyOf(variants).size() == variants.size(), "two variants have one name");
  }

  private void checkDefaults() {
    defaults.forEach(
        (profile, d) -> {
          String what = "defaults(" + profile + ")";
          require(
              variants.contains(d.variant()),
              what
                  + " must have a variant of "
                  + String.join(", ", variants)
                  + " but had "
                  + d.variant());
          for (HyperParameter p : hyperParameters) {
            require(d.values().get(p.name()) != null, what + " has no " + p.name());
          }
          checkValues(what, d.values());
          require(
              d.weightDecay() >= 0 && d.weightDecay() < Double.POSITIVE_INFINITY,
              what + " must have a weight decay of at least 0 but had " + d.weightDecay());
          answers.requireLine("the source of " + what, d.source());
        });
    numbersOf.forEach((variant, values) -> checkValues("numbersOf(" + variant + ")", values));
  }

  private void checkValues(String what, Map<String, Double> values) {
    Map<String, HyperParameter> byName =
        hyperParameters.stream().collect(Collectors.toMap(HyperParameter::name, p -> p));
    values.forEach(
        (name, value) -> {
          HyperParameter p = byName.get(name);
          require(p != null, what + " has " + name + ", which is no hyper-parameter of it");
          require(
              value != null && p.range().allows(value),
              name + " of " + what + " must be " + p.range().words() + " but was " + value);
        });
  }

  /** Whether there is a rule for every variant, at the numbers that a spec without any gets. */
  private void checkRules() {
    defaults.forEach(
        (profile, d) ->
            variants.forEach(
                variant -> {
                  Map<String, Double> values = new LinkedHashMap<>(d.values());
                  if (!variant.equals(d.variant())) {
                    values.putAll(numbersOf.get(variant));
                  }
                  checkRule(
                      new OptimizerSettings(
                              this,
                              profile,
                              variant,
                              values,
                              Techniques.NONE.withWeightDecay(d.weightDecay()))
                          .rule());
                }));
  }

  private void checkRule(UpdateRule rule) {
    List<StateVector> state = answers.askAll("the rule's state()", rule::state);
    state.forEach(vector -> answers.requireLine("the name of a state vector", vector.name()));
    answers.ask("the rule's scalars()", rule::scalars);
    answers.ask("the rule's scope()", rule::scope);
    answers.ask("the rule's evaluation()", rule::evaluation);
  }

  private void require(boolean fine, String fault) {
    answers.require(fine, fault);
  }

  private Map<String, Double> askNumbers(String what, Supplier<Map<String, Double>> question) {
    Map<String, Double> answer = answers.ask(what, question);
    return answers.ask(
        what,
        () -> {
          answer.forEach(
              (name, value) ->
                  require(
                      name != null && value != null, what + " has a name or number that is null"));
          return Map.copyOf(answer);
        });
  }
}
