package optbench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import optbench.app.SpecCheck;
import optbench.network.Network;
import optbench.network.Networks;
import optbench.optimizer.HyperParameter;
import optbench.optimizer.Optimizer;
import optbench.optimizer.Optimizers;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.text.NumberText;

/**
 * How much an optimizer keeps from step to step, in vectors as long as the parameters.
 *
 * @param vectors at the defaults, by their names in the formula
 * @param more hyper-parameters that add vectors when they are turned on, and how many
 */
record StateSize(List<String> vectors, Map<String, Integer> more) {
  static StateSize of(Optimizer optimizer, Optimizers registry) {
    List<String> vectors = vectors(optimizer, registry, Map.of());
    Map<String, Integer> more = new LinkedHashMap<>();
    for (HyperParameter p : optimizer.hyperParameters()) {
      double on = p.range().allows(0.5) ? 0.5 : 1;
      int added = vectors(optimizer, registry, Map.of(p.name(), on)).size() - vectors.size();
      if (added > 0) {
        more.put(p.name(), added);
      }
    }
    return new StateSize(vectors, more);
  }

  private static List<String> vectors(
      Optimizer optimizer, Optimizers registry, Map<String, Double> values) {
    OptimizerSpec spec = OptimizerSpec.of(optimizer.description().id()).with(values);
    return Optimizers.stateVectors(registry.resolve(spec, Profile.KERAS));
  }

  /** In a sentence or two. */
  String text() {
    String extra =
        more.entrySet().stream()
            .map(e -> e.getValue() + " more with " + e.getKey())
            .collect(Collectors.joining(", "));
    if (vectors.isEmpty()) {
      return "none" + (extra.isEmpty() ? "" : "; " + extra.replace(" more with", " with"));
    }
    Network mlp = Networks.builtIn().resolve(new NetworkSpec.Preset(NetworkSpec.DEFAULT));
    long bytes = SpecCheck.parameters(mlp).orElseThrow() * Float.BYTES * vectors.size();
    return String.format(
        Locale.ROOT,
        "%d x the parameters (%s): %s for %s%s",
        vectors.size(),
        String.join(", ", vectors),
        NumberText.bytes(bytes),
        mlp.name(),
        extra.isEmpty() ? "" : "; " + extra);
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("vectors_per_parameter", vectors.size());
    tree.put("vectors", vectors);
    tree.put("more_with", more);
    return tree;
  }
}
