package optbench.spec;

import java.util.List;
import optbench.spec.key.Key;
import optbench.spec.key.NumberType;
import optbench.spec.key.ValueType;

/**
 * The words that may stand in a spec, for its schema and for suggestions.
 *
 * @param networks names of presets
 */
public record Vocabulary(
    List<OptimizerWords> optimizers, List<String> networks, List<String> engines) {
  public Vocabulary {
    optimizers = List.copyOf(optimizers);
    networks = List.copyOf(networks);
    engines = List.copyOf(engines);
  }

  /**
   * What may be said of one optimizer.
   *
   * @param id its name, such as {@code adam}
   * @param summary one line
   * @param variants forms of its update rule, such as {@code keras}
   */
  public record OptimizerWords(
      String id, String summary, List<String> variants, List<HyperParameterWords> hyperParameters) {
    public OptimizerWords {
      variants = List.copyOf(variants);
      hyperParameters = List.copyOf(hyperParameters);
    }
  }

  /**
   * One hyper-parameter.
   *
   * @param flag whether it is true or false; stored as 1 and 0
   * @param minimum smallest value allowed, or the bound below if {@code minimumExclusive}
   * @param maximum largest value allowed, or the bound above if {@code maximumExclusive}; may be
   *     infinite
   */
  public record HyperParameterWords(
      String name,
      String meaning,
      boolean flag,
      double minimum,
      boolean minimumExclusive,
      double maximum,
      boolean maximumExclusive) {
    /** The key that gives it. */
    Key<Double> key() {
      if (flag) {
        return Key.of(
            name, ValueType.flag(meaning).as(on -> on ? 1.0 : 0.0, number -> number != 0));
      }
      NumberType number = ValueType.number(meaning);
      number = minimumExclusive ? number.above(minimum) : number.atLeast(minimum);
      return Key.of(name, maximumExclusive ? number.below(maximum) : number.atMost(maximum));
    }
  }

  /** Those hyper-parameters that can be looked for: what is true or false is no quantity. */
  List<String> quantities() {
    return optimizers.stream()
        .flatMap(optimizer -> optimizer.hyperParameters().stream())
        .filter(parameter -> !parameter.flag())
        .map(HyperParameterWords::name)
        .distinct()
        .toList();
  }
}
