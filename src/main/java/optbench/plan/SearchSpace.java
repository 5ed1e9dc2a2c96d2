package optbench.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import optbench.optimizer.HyperParameter;
import optbench.optimizer.Optimizer;
import optbench.random.SeededRandom;
import optbench.spec.Float32;
import optbench.spec.SearchRange;
import optbench.spec.SpecException;
import optbench.spec.TuneSpec;

/**
 * Which settings an optimizer tries.
 *
 * <p>Every optimizer tries equally many: with more, a worse one would have more chances to look
 * good. A grid over hyper-parameters that some of them lack cannot give them that, and is refused.
 * Random search can: each draws all that it has. The n-th setting of one optimizer has the same
 * learning rate as the n-th of any other, so that no optimizer has the luckier draws; and more
 * trials go on where fewer ended, so that nothing is tried twice.
 */
final class SearchSpace {
  /** Draws without a new setting after which there is none to expect. */
  private static final int MOST_REPEATS = 10_000;

  private final TuneSpec tune;

  SearchSpace(TuneSpec tune) {
    this.tune = tune;
  }

  /**
   * Makes sure that the search can be carried out with these optimizers.
   *
   * @param optimizers by label
   * @throws SpecException if it cannot; its path points into the spec
   */
  void requireFair(Map<String, Optimizer> optimizers) {
    for (String name : tune.hyperParameters().keySet()) {
      List<String> without =
          optimizers.entrySet().stream()
              .filter(o -> parameter(o.getValue(), name) == null)
              .map(Map.Entry::getKey)
              .toList();
      if (without.size() == optimizers.size()) {
        throw new SpecException(path(name), "no optimizer of this spec has " + name);
      }
      boolean nothingLeft =
          optimizers.values().stream()
              .anyMatch(
                  o ->
                      tune.hyperParameters().keySet().stream()
                          .allMatch(n -> parameter(o, n) == null));
      if (!without.isEmpty() && (tune.search() == TuneSpec.Search.GRID || nothingLeft)) {
        throw new SpecException(
            path(name),
            String.join(", ", without)
                + (without.size() == 1 ? " has no " : " have no ")
                + name
                + " and would try fewer settings than the others: leave it out"
                + (nothingLeft ? ", or these optimizers" : ", or write search: random"));
      }
    }
  }

  /** The settings of one optimizer, each with the hyper-parameters that it has. */
  List<Map<String, Double>> settings(Optimizer optimizer, String label) {
    Map<String, SearchRange> own = new LinkedHashMap<>();
    tune.hyperParameters()
        .forEach(
            (name, range) -> {
              if (parameter(optimizer, name) != null) {
                own.put(name, range);
              }
            });
    List<Map<String, Double>> settings =
        tune.search() == TuneSpec.Search.GRID ? grid(own) : random(own, label);
    settings.forEach(setting -> requireAllowed(optimizer, label, setting));
    return settings;
  }

  /** Such as {@code learning_rate=0.001 momentum=0.9}. */
  static String text(Map<String, Double> setting) {
    return setting.entrySet().stream()
        .map(e -> e.getKey() + "=" + number(e.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static List<Map<String, Double>> grid(Map<String, SearchRange> ranges) {
    List<Map<String, Double>> settings = List.of(Map.of());
    for (Map.Entry<String, SearchRange> range : ranges.entrySet()) {
      List<Map<String, Double>> longer = new ArrayList<>();
      for (Map<String, Double> setting : settings) {
        for (double value : range.getValue().grid()) {
          Map<String, Double> more = new LinkedHashMap<>(setting);
          more.put(range.getKey(), value);
          longer.add(more);
        }
      }
      settings = longer;
    }
    return settings;
  }

  private List<Map<String, Double>> random(Map<String, SearchRange> ranges, String label) {
    int wanted = tune.trials().orElseThrow();
    Set<Map<String, Double>> settings = new LinkedHashSet<>();
    for (long draw = 0; settings.size() < wanted; draw++) {
      if (draw == (long) wanted + MOST_REPEATS) {
        throw new SpecException(
            "/tune/trials",
            "must be at most "
                + settings.size()
                + ", for "
                + label
                + " has no more settings, but was "
                + wanted);
      }
      settings.add(draw(ranges, draw));
    }
    return List.copyOf(settings);
  }

  /** Each hyper-parameter has a stream of its own: another one changes none of its numbers. */
  private Map<String, Double> draw(Map<String, SearchRange> ranges, long draw) {
    long seed = tune.seeds().values().get(0);
    Map<String, Double> setting = new LinkedHashMap<>();
    ranges.forEach(
        (name, range) ->
            setting.put(name, range.at(SeededRandom.of(seed, "tune " + name, draw).nextDouble())));
    return setting;
  }

  private static void requireAllowed(
      Optimizer optimizer, String label, Map<String, Double> setting) {
    setting.forEach(
        (name, value) -> {
          HyperParameter.Range range = parameter(optimizer, name).range();
          if (!range.allows(value)) {
            throw new SpecException(
                path(name),
                name
                    + " of "
                    + label
                    + " must be "
                    + range.words()
                    + " but would also be "
                    + number(value));
          }
          Float32.fault(value)
              .ifPresent(
                  fault -> {
                    throw new SpecException(path(name), name + " of " + label + " " + fault);
                  });
        });
  }

  private static HyperParameter parameter(Optimizer optimizer, String name) {
    return optimizer.hyperParameters().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static String path(String name) {
    return "/tune/hyper_parameters/" + name;
  }

  private static String number(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
