package optbench.spec;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import optbench.spec.Vocabulary.HyperParameterWords;
import optbench.spec.Vocabulary.OptimizerWords;
import optbench.spec.key.Key;
import optbench.spec.key.KindsType;
import optbench.spec.key.ListType;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/**
 * One optimizer to compare, as asked for: what is not given comes from the profile.
 *
 * @param optimizer its name in the registry, such as {@code adam}
 * @param label what tables and charts call it, if not the optimizer's own name
 * @param profile if not the experiment's
 * @param variant the form of the update rule, if not the profile's
 * @param hyperParameters given values by name, such as {@code learning_rate}
 * @param techniques combined with it
 * @param batchSize if neither the experiment's nor the one that belongs to the optimizer
 */
public record OptimizerSpec(
    String optimizer,
    Optional<String> label,
    Optional<Profile> profile,
    Optional<String> variant,
    Map<String, Double> hyperParameters,
    Techniques techniques,
    Optional<BatchSize> batchSize) {
  /** The optimizers of the articles, compared when none are asked for. */
  private static final List<String> DEFAULT =
      List.of("sgd", "momentum", "adagrad", "rmsprop", "adadelta", "adam");

  private static final int MOST = 1000;

  private static final int LONGEST_LABEL = 60;

  /** The key, a list of entries. */
  static Key<List<OptimizerSpec>> key(List<OptimizerWords> optimizers) {
    KindsType<OptimizerSpec> entry =
        new KindsType<>(
            "optimizer",
            "An optimizer, by name or with settings",
            "An optimizer, with everything from the profile",
            optimizers.stream()
                .<ObjectType<? extends OptimizerSpec>>map(OptimizerSpec::kind)
                .toList(),
            OptimizerSpec::optimizer);
    ListType<OptimizerSpec> list = ValueType.list("optimizers", "What to compare", 1, MOST, entry);
    return Key.of("optimizers", list)
        .byDefault(DEFAULT, "the optimizers that articles for beginners compare");
  }

  private static ObjectType<OptimizerSpec> kind(OptimizerWords words) {
    Key<String> label =
        Key.of(
            "label",
            ValueType.text(
                    "What tables and charts call it, if not by the optimizer's name",
                    "1 to 60 printable characters")
                .pattern(
                    "^[^\\u0000-\\u001f\\u007f-\\u009f]*\\S[^\\u0000-\\u001f\\u007f-\\u009f]*$")
                .atMost(LONGEST_LABEL));
    Key<String> variant =
        Key.of(
            "variant",
            ValueType.words(
                "variant of " + words.id(),
                "The form of the update rule, if not the profile's",
                words.variants()));
    Key<BatchSize> batchSize =
        Key.of(
            "batch_size",
            BatchSize.type(
                "How many samples one step of this optimizer sees, whatever the others do"));
    List<Key<Double>> hyperParameters =
        words.hyperParameters().stream().map(HyperParameterWords::key).toList();
    requireOwnNames(words.id(), hyperParameters, List.of(label, Profile.KEY, variant, batchSize));
    boolean hasRate = hyperParameters.stream().anyMatch(k -> k.name().equals("learning_rate"));
    ObjectType.Builder<OptimizerSpec> kind =
        ObjectType.<OptimizerSpec>of(words.summary())
            .kind("optimizer", words.id())
            .optional(label, OptimizerSpec::label)
            .optional(Profile.KEY, OptimizerSpec::profile)
            .optional(variant, OptimizerSpec::variant)
            .optional(batchSize, OptimizerSpec::batchSize)
            .settings(hyperParameters, OptimizerSpec::hyperParameters)
            .part(Techniques.KEYS, OptimizerSpec::techniques);
    if (hasRate) {
      kind.example("optimizer", words.id(), "learning_rate", 0.01);
    }
    return kind.reads(
        given ->
            new OptimizerSpec(
                words.id(),
                given.find(label),
                given.find(Profile.KEY),
                given.find(variant),
                given.all(hyperParameters),
                given.get(Techniques.KEYS),
                given.find(batchSize)));
  }

  private static void requireOwnNames(
      String optimizer, List<Key<Double>> hyperParameters, List<Key<?>> common) {
    Set<String> taken = new HashSet<>(Techniques.KEYS.keys().keySet());
    common.forEach(key -> taken.add(key.name()));
    taken.add("optimizer");
    hyperParameters.stream()
        .map(Key::name)
        .filter(taken::contains)
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  optimizer
                      + "'s hyper-parameter "
                      + name
                      + " has the name of a key of every optimizer");
            });
  }

  public OptimizerSpec {
    Objects.requireNonNull(optimizer);
    Objects.requireNonNull(label);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(variant);
    hyperParameters = Collections.unmodifiableMap(new TreeMap<>(hyperParameters));
    Objects.requireNonNull(techniques);
    Objects.requireNonNull(batchSize);
    if (label.isPresent()
        && (label.get().isBlank()
            || label.get().length() > LONGEST_LABEL
            || label.get().chars().anyMatch(Character::isISOControl))) {
      throw new SpecException(
          "/label", "must be 1 to 60 printable characters but was '" + label.get() + "'");
    }
  }

  /** One that says nothing of batches. */
  public OptimizerSpec(
      String optimizer,
      Optional<String> label,
      Optional<Profile> profile,
      Optional<String> variant,
      Map<String, Double> hyperParameters,
      Techniques techniques) {
    this(optimizer, label, profile, variant, hyperParameters, techniques, Optional.empty());
  }

  /** An optimizer with everything from the profile. */
  public static OptimizerSpec of(String optimizer) {
    return new OptimizerSpec(
        optimizer, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Techniques.NONE);
  }

  /** What tables and charts call it. */
  public String name() {
    return label.orElse(optimizer);
  }

  /** The same with these hyper-parameters given, too. */
  public OptimizerSpec adding(Map<String, Double> more) {
    Map<String, Double> all = new TreeMap<>(hyperParameters);
    all.putAll(more);
    return with(all);
  }

  /** The same with these hyper-parameters given, and no others. */
  public OptimizerSpec with(Map<String, Double> given) {
    return new OptimizerSpec(optimizer, label, profile, variant, given, techniques, batchSize);
  }

  /** The same with these techniques, and no others. */
  public OptimizerSpec with(Techniques given) {
    return new OptimizerSpec(optimizer, label, profile, variant, hyperParameters, given, batchSize);
  }

  /** The same with this batch size, whatever the experiment's. */
  public OptimizerSpec with(BatchSize given) {
    return new OptimizerSpec(
        optimizer, label, profile, variant, hyperParameters, techniques, Optional.of(given));
  }
}
