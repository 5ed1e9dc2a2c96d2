package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import optbench.claims.ClaimsKeys;
import optbench.spec.ExperimentKeys;
import optbench.spec.SuiteKeys;
import optbench.spec.key.ObjectType;
import org.junit.jupiter.api.Test;

/**
 * Files are checked by the declared keys, editors check them by the JSON Schema that comes from the
 * same keys: both accept and refuse the same files, by the word of a validator that is not ours.
 */
class SchemaAgreementTest {
  private static final int DAMAGED = 1000;

  private static final String SPEC =
      """
      {$schema: s.json, name: everything, claims: c.yaml, device: auto, cluster: "spark://a:7077,b:7077", engine: lockstep, epochs: 1e1,
       data: {name: mnist, dir: d, train_limit: 10, validation: 1, max_pixel_frequency: 0.5, idx: a, npz: b, csv: c,
        label: l, test: t, test_share: 0.5, shape: [28, 28, 3], scale: 255, title: "A title"},
       network: [{layer: conv2d, filters: 2, kernel: 3, stride: 2, padding: same, activation: tanh, init: he_normal},
        max_pool, {layer: max_pool, size: 3, stride: 1}, {layer: dropout, rate: 0.25}, batch_norm,
        {layer: avg_pool, size: 3, stride: 1}, global_avg_pool, layer_norm, {layer: layer_norm, epsilon: 1e-5}, activation,
        {residual: [{layer: dense, units: 3}, batch_norm], shortcut: [{layer: dense, units: 3}], activation: relu},
        {layer: batch_norm, momentum: 0.9, epsilon: 1e-5}, flatten, {layer: dense, units: 12}],
       batch_size: full, profile: pytorch, seeds: [7, -1, 9], timing: {isolate: true, repeats: 3},
       targets: [0.5, 0.9], equivalence_margin: 0.01, probe: {images: 5, steps: 7},
       evaluate: {from: 5, per_decade: 9, samples: 70},
       optimizers: [adam, {optimizer: momentum, label: one, profile: paper, variant: keras, batch_size: 5,
         learning_rate: 1e-4, momentum: 0, nesterov: true, l1: 0.5, l2: 0, weight_decay: {decoupled: 5},
         decay_all: true, clip: {value: 1}, gradient_noise: {eta: 1, gamma: 2}, ema: 0.5},
        {optimizer: lars, trust: 1, weight_decay: 0.1, schedule: {cosine: {warmup_steps: 3, per: epoch, end: 0.1}}},
        {optimizer: sgd, schedule: cosine, clip: {global_norm: 2}},
        {optimizer: adam, label: two, schedule: {step: {factor: 0.5, every_epochs: 2}}}],
       tune: {search: random, trials: 5, select: validation_loss, seeds: 2,
        hyper_parameters: {epsilon: {values: [1, 2]}, rho: {linear: [0, 1]}, trust: {log: [0.1, 1], points: 3}}}}
      """;

  /** What the other one has no room for. */
  private static final String MODEL =
      """
      {network: {keras: no-such.h5, weights: imported, model: {sha256: "%s", weights: "%s", input: [28, 28, 1], classes: 10,
       layers: [flatten, {layer: dense, units: 5}]}}}
      """
          .replace("%s", "0a".repeat(32));

  private static final String CLAIMS =
      """
      {level: 0.01, notice: n, experiments: {final: final.yaml, grid: ../grid.yaml},
       sources: {CT: {title: t, by: b, url: u}},
       claims: [{id: a, sources: [CT], text: t, note: n, tests: [
         {measure: test_accuracy, of: final/adam, greater_than: [final/sgd, {labels: [grid/a], take: mean}], margin: 0.3pt},
         {measure: steps_to, target: 0.97, of: final/adam, less_than: final/sgd, factor: 1.5, margin: 10%},
         {measure: loss_drop_late, epoch: 3, of: {labels: grid/a, take: worst}, greater_than: 0.5, margin: 0.01}]},
        {id: b, text: t, untestable: u}]}
      """;

  private static final String SUITE =
      """
      {$schema: s.json, name: several, epochs: 3, seeds: [7, 9], timing: false, optimizers: [adam, sgd],
       tasks: {one: {data: mnist, network: mlp, target: 0.5, epochs: 2},
        two: {spec: s.yaml, data: {name: mnist, train_limit: 10}, batch_size: full, optimizers: [adam, {optimizer: sgd, label: x}]},
        three: {network: [max_pool, {layer: dense, units: 12}], tune: {seeds: 2, hyper_parameters: {rho: {linear: [0, 1]}}}}}}
      """;

  @Test
  void keysAndSchemaAgreeOnSpecs() throws IOException {
    ObjectType<?> keys = ExperimentKeys.of(TestVocabulary.VOCABULARY, KerasFiles::read);
    assertAgreement(SPEC, keys, new SpecFiles(TestVocabulary.VOCABULARY).schema());
    assertAgreement(MODEL, keys, new SpecFiles(TestVocabulary.VOCABULARY).schema());
  }

  @Test
  void keysAndSchemaAgreeOnClaims() throws IOException {
    assertAgreement(CLAIMS, ClaimsKeys.ALL, new ClaimsFiles().schema());
  }

  @Test
  void keysAndSchemaAgreeOnSuites() throws IOException {
    SuiteFiles suites = new SpecFiles(TestVocabulary.VOCABULARY).suites();
    assertAgreement(
        SUITE,
        SuiteKeys.of(ExperimentKeys.of(TestVocabulary.VOCABULARY, KerasFiles::read)),
        suites.schema());
  }

  private static void assertAgreement(String text, ObjectType<?> keys, String json)
      throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Json.MAPPER.readTree(json));
    assertThat(TreeReader.option(text, "").faults(keys)).isEmpty();
    int accepted = 0;
    for (int seed = 0; seed < DAMAGED; seed++) {
      SourceTree tree = TreeReader.option(text, "");
      Damage damage = new Damage(new SplittableRandom(seed));
      tree.setRoot(damage.of(tree.root()));
      List<Fault> faults = tree.faults(keys);
      boolean valid = schema.validate(Json.MAPPER.valueToTree(tree.root())).isEmpty();
      assertThat(faults.isEmpty())
          .as("%s of seed %s: schema %s, keys %s", tree.root(), seed, valid, faults)
          .isEqualTo(valid);
      accepted += valid ? 1 : 0;
    }
    // Neither of them is asked the same thing again and again.
    assertThat(accepted).isBetween(DAMAGED / 20, DAMAGED * 19 / 20);
  }

  /** Changes one thing somewhere in a tree. */
  private static final class Damage {
    private static final List<Object> VALUES =
        List.of(
            0L,
            1L,
            2L,
            -1L,
            1000L,
            1001L,
            10_000_001L,
            Long.MAX_VALUE,
            0.1,
            0.5,
            1.0,
            1.5,
            1e-4,
            1e10,
            true,
            false,
            "",
            "a",
            "adam",
            "full",
            "auto",
            "cosine",
            "step",
            "dense",
            "flatten",
            "a/b",
            "0.2pt",
            "\u0001",
            "x".repeat(61),
            List.of(),
            Map.of());
    private static final List<String> KEYS =
        List.of(
            "points",
            "values",
            "linear",
            "layer",
            "units",
            "optimizer",
            "learning_rate",
            "label",
            "epochs",
            "decoupled",
            "value",
            "cosine",
            "step",
            "per",
            "target",
            "less_than",
            "colour",
            "trials",
            "validation",
            "rate",
            "a b");

    private final SplittableRandom random;

    Damage(SplittableRandom random) {
      this.random = random;
    }

    /** Goes down to some value, and puts another in its place. */
    Object of(Object value) {
      if (value instanceof Map<?, ?> mapping && !mapping.isEmpty() && random.nextInt(12) > 0) {
        return inMapping(mapping);
      }
      if (value instanceof List<?> list && !list.isEmpty() && random.nextInt(12) > 0) {
        return inList(list);
      }
      return random.nextInt(10) == 0 ? null : pick(VALUES);
    }

    private Object inMapping(Map<?, ?> mapping) {
      Map<Object, Object> changed = new LinkedHashMap<>(mapping);
      Object key = pick(new ArrayList<>(mapping.keySet()));
      switch (random.nextInt(12)) {
        case 0 -> changed.remove(key);
        case 1 -> changed.put(pick(KEYS), pick(VALUES));
        case 2 -> changed.put(pick(KEYS), mapping.get(key));
        default -> changed.put(key, of(mapping.get(key)));
      }
      return changed;
    }

    private Object inList(List<?> list) {
      List<Object> changed = new ArrayList<>(list);
      int index = random.nextInt(list.size());
      switch (random.nextInt(12)) {
        case 0 -> changed.remove(index);
        case 1 -> changed.add(list.get(index));
        default -> changed.set(index, of(list.get(index)));
      }
      return changed;
    }

    private <T> T pick(List<T> some) {
      return some.get(random.nextInt(some.size()));
    }
  }
}
