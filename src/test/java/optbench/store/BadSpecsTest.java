package optbench.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said about specs that cannot be used, to the letter. */
class BadSpecsTest {
  private static final String TOO_SMALL = ": numbers must be 0, or at least 4.9E-324 in size";
  private static final String OPTIMIZERS =
      "Known: sgd, momentum, adagrad, rmsprop, adadelta, adam, lars";
  private static final String KEYS =
      "Known: name, data, network, epochs, batch_size, profile, optimizers, seeds, engine, timing, targets, equivalence_margin, evaluate, probe, tune, claims, device, cluster";
  private static final String LAYERS =
      "Known: dense, conv2d, max_pool, avg_pool, global_avg_pool, dropout, batch_norm, layer_norm, activation, flatten, residual";
  private static final String SEEDS =
      "seeds must be an integer from 1 to 1000, or a list of 1 to 1000 integers, or a range such as 101..125, or a mapping such as"
          + " {until: decided, from: 3, at_most: 30}, but was ";
  private static final String BATCH =
      "batch_size must be an integer from 1 to 10000000, or full, but was ";
  private static final String TIMING =
      ":1:9: timing must be true or false, or a mapping such as {isolate: true, repeats: 3}, but was ";
  private static final String NAME =
      "name must be 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit (it names a folder) but was ";

  private final SpecFiles specs = new SpecFiles(TestVocabulary.VOCABULARY);
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource({"keys", "values", "words", "entries", "yaml", "tuning"})
  void yamlIsRefused(String spec, String message) throws IOException {
    assertRefused("x.yaml", spec, message);
  }

  @ParameterizedTest
  @MethodSource
  void jsonIsRefused(String spec, String message) throws IOException {
    assertRefused("x.json", spec, message);
  }

  private void assertRefused(String name, String spec, String message) throws IOException {
    Path file = Files.writeString(folder.resolve(name), spec);
    assertThatThrownBy(() -> specs.read(Optional.of(file), List.of()))
        .isInstanceOf(SpecFileException.class)
        .hasMessage(
            message.lines().map(line -> file + line).reduce((a, b) -> a + "\n" + b).orElseThrow());
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        Arguments.of("epoch: 3", ":1:1: unknown key 'epoch': did you mean 'epochs'?"),
        Arguments.of("Epochs: 3", ":1:1: unknown key 'Epochs': did you mean 'epochs'?"),
        Arguments.of("batch: 3", ":1:1: unknown key 'batch': did you mean 'batch_size'?"),
        Arguments.of("batch-size: 3", ":1:1: unknown key 'batch-size': did you mean 'batch_size'?"),
        Arguments.of("colour: red", ":1:1: unknown key 'colour'. " + KEYS),
        Arguments.of("<<: {epochs: 3}", ":1:1: unknown key '<<'. " + KEYS),
        Arguments.of(
            "learning_rate: 0.1",
            ":1:1: unknown key 'learning_rate': it belongs to an entry of optimizers: {optimizer: sgd, learning_rate: ...}"),
        Arguments.of(
            "data: {name: mnist, trainlimit: 5}",
            ":1:21: unknown key 'trainlimit': did you mean 'train_limit'?"),
        Arguments.of(
            "epochs: 0\nseed: 3\n",
            ":1:9: epochs must be an integer from 1 to 100000 but was 0\n"
                + ":2:1: unknown key 'seed': did you mean 'seeds'?"));
  }

  static Stream<Arguments> values() {
    String epochs = ":1:9: epochs must be an integer from 1 to 100000 but was ";
    return Stream.of(
        Arguments.of("epochs: 0", epochs + "0"),
        Arguments.of("epochs: -3", epochs + "-3"),
        Arguments.of("epochs: 100001", epochs + "100001"),
        Arguments.of("epochs: 99999999999999999999", epochs + "99999999999999999999"),
        Arguments.of("epochs: 2.5", epochs + "2.5"),
        Arguments.of("epochs: five", epochs + "'five'"),
        Arguments.of("epochs: '5'", epochs + "'5': write it without quotes"),
        Arguments.of("epochs: 1_000", epochs + "'1_000': write it without '_'"),
        Arguments.of("epochs: 010", epochs + "'010': write it in decimal, with no leading zero"),
        Arguments.of("epochs: 0x10", epochs + "'0x10': write it in decimal, with no leading zero"),
        Arguments.of("epochs: true", epochs + "true"),
        Arguments.of("epochs: [1]", epochs + "a list"),
        Arguments.of("epochs: {}", epochs + "an empty mapping"),
        Arguments.of("epochs:\n", ":1:8" + epochs.substring(4) + "empty"),
        Arguments.of("seeds: 0", ":1:8: " + SEEDS + "0"),
        Arguments.of("seeds: 1001", ":1:8: " + SEEDS + "1001"),
        Arguments.of("seeds: many", ":1:8: " + SEEDS + "'many'"),
        Arguments.of(
            "seeds: [" + "1, ".repeat(1000) + "1]",
            ":1:8: "
                + SEEDS
                + "a list of 1001\n:1:12: seeds must all be different but 1 is there twice"),
        Arguments.of("seeds: []", ":1:8: " + SEEDS + "an empty list"),
        Arguments.of("seeds: [1, 2, 1]", ":1:15: seeds must all be different but 1 is there twice"),
        Arguments.of(
            "seeds: [1, x]",
            ":1:12: an entry of seeds must be an integer of at most 64 bits but was 'x'"),
        Arguments.of(
            "seeds: [99999999999999999999]",
            ":1:9: an entry of seeds must be an integer of at most 64 bits but was 99999999999999999999"),
        Arguments.of(
            "seeds: {from: 3}",
            ":1:8: the key 'until' (decided) is missing here, as in {until: decided, from: 3, at_most: 30}"),
        Arguments.of("seeds: {until: soon}", ":1:16: until must be decided but was 'soon'"),
        Arguments.of(
            "seeds: {until: decided, from: 1}",
            ":1:31: from must be an integer from 2 to 1000 but was 1"),
        Arguments.of(
            "seeds: {until: decided, from: 5, at_most: 4}",
            ":1:43: at_most must be at least from, which is 5, but was 4"),
        Arguments.of(
            "seeds: {until: decided}\ntune: {hyper_parameters: {learning_rate: {log: [0.001, 1], points: 7}}}",
            ":1:8: seeds must be a count or a list where hyper-parameters are tuned, but was {until: decided}"),
        Arguments.of("batch_size: 0", ":1:13: " + BATCH + "0"),
        Arguments.of("batch_size: half", ":1:13: " + BATCH + "'half'"),
        Arguments.of("batch_size: 0.5", ":1:13: " + BATCH + "0.5"),
        Arguments.of("name: ../../x", ":1:7: " + NAME + "'../../x'"),
        Arguments.of("name: ''", ":1:7: " + NAME + "''"),
        Arguments.of("name: 5", ":1:7: " + NAME + "5"),
        Arguments.of("name: \"a\\nb\"", ":1:7: " + NAME + "'a\\nb'"),
        Arguments.of(
            "data: {train_limit: 0}",
            ":1:21: train_limit must be an integer from 1 to 10000000 but was 0"),
        Arguments.of(
            "data: {max_pixel_frequency: 0}",
            ":1:29: max_pixel_frequency must be a number above 0 and at most 1 but was 0"),
        Arguments.of(
            "data: {max_pixel_frequency: 5%}",
            ":1:29: max_pixel_frequency must be a number above 0 and at most 1 but was '5%'"),
        Arguments.of(
            "probe: {images: 0}", ":1:17: images must be an integer from 1 to 10000000 but was 0"),
        Arguments.of("probe: {step: 9}", ":1:9: unknown key 'step': did you mean 'steps'?"),
        Arguments.of(
            "probe: 300",
            ":1:8: probe must be true or false, or a mapping such as {images: 500, steps: 100},"
                + " but was 300"),
        Arguments.of(
            "data: {validation: -1, dir: ''}",
            ":1:20: validation must be an integer from 0 to 10000000 but was -1\n"
                + ":1:29: dir must be a path but was ''"));
  }

  static Stream<Arguments> tuning() {
    String tune = "tune: {hyper_parameters: {learning_rate: ";
    return Stream.of(
        Arguments.of(
            "tune: {}",
            ":1:7: the key 'hyper_parameters' (a mapping such as {learning_rate: {log: [0.001, 1], points: 7}}) is missing here, as in {hyper_parameters: {learning_rate: {log: [0.001, 1], points: 7}}}"),
        Arguments.of(
            "tune: grid",
            ":1:7: tune must be a mapping such as {hyper_parameters: {learning_rate: {log: [0.001, 1], points: 7}}} but was 'grid'"),
        Arguments.of(
            "tune: {hyper_parameters: {}}",
            ":1:26: hyper_parameters must say where to look for at least one, as in {learning_rate: {log: [0.001, 1], points: 7}}"),
        Arguments.of(
            tune + "{values: [1, 2]}}, learning_rate: 1}",
            ":1:61: unknown key 'learning_rate': it belongs under hyper_parameters"),
        Arguments.of(
            "tune: {hyper_parameters: {learning_rat: {values: [1, 2]}}}",
            ":1:27: unknown key 'learning_rat': did you mean 'learning_rate'?"),
        Arguments.of(
            "tune: {hyper_parameters: {nesterov: {values: [0, 1]}}}",
            ":1:27: unknown key 'nesterov'. Known: learning_rate, momentum, epsilon, rho, beta1, beta2, trust"),
        Arguments.of(
            tune + "{points: 3}}}",
            ":1:42: learning_rate must have exactly one of values, linear, log but had none"),
        Arguments.of(
            tune + "{log: [1, 2], values: [1, 2]}}}",
            ":1:42: learning_rate must have exactly one of values, linear, log but had values, log"),
        Arguments.of(
            tune + "{log: [1, 2]}}}",
            ":1:42: learning_rate must say how many points a grid has, as in points: 9"),
        Arguments.of(
            tune + "{log: [1, 2, 3]}}}",
            ":1:48: log must be a list of 2 numbers but was a list of 3"),
        Arguments.of(
            tune + "{log: [0, 2], points: 3}}}",
            ":1:48: log must begin above 0 but was [0.0, 2.0]"),
        Arguments.of(
            tune + "{linear: [2, 1], points: 3}}}",
            ":1:51: linear must go from a smaller to a larger number but was [2.0, 1.0]"),
        Arguments.of(
            tune + "{linear: [1, 2], points: 1}}}",
            ":1:67: points must be an integer from 2 to 1000 but was 1"),
        Arguments.of(
            tune + "{values: [1, 2], points: 2}}}",
            ":1:67: points belongs to linear and log: of values, all are taken"),
        Arguments.of(
            tune + "{values: [1, 1]}}}",
            ":1:51: values must be at least two different numbers but was [1.0, 1.0]"),
        Arguments.of(
            tune + "{log: [1, 2], points: 3}}, search: random}",
            ":1:64: points belongs to a grid: random search draws as many as trials says, so leave it out"),
        Arguments.of(
            tune + "{values: [1, 2]}}, trials: 5}",
            ":1:69: trials belongs to random search: a grid tries all of its points, so leave it out"),
        Arguments.of(
            tune + "{values: [1, 2]}}, search: random, trials: 1}",
            ":1:85: trials must be an integer from 2 to 1000 but was 1"),
        Arguments.of(
            tune + "{linear: [1, 2], points: 900}, epsilon: {values: [1, 2]}}}",
            ":1:26: hyper_parameters must make at most 1000 combinations: take fewer points, or search: random"),
        Arguments.of(
            tune + "{values: [1, 2]}}, search: gird}",
            ":1:69: unknown search 'gird': did you mean 'grid'? Known: grid, random"),
        Arguments.of(
            tune + "{values: [1, 2]}}, select: test_accuracy}",
            ":1:69: unknown figure to select by 'test_accuracy'. Known: validation_accuracy, validation_loss"),
        Arguments.of(
            tune + "{values: [1, 2]}}, seeds: [7, 2]}\nseeds: 2",
            ":1:68: seeds must have none of the experiment's seeds, which the chosen settings are judged by, but had 2"),
        Arguments.of(
            tune + "{values: [1, 2]}}}\noptimizers: [sgd, {optimizer: adam, learning_rate: 0.1}]",
            ":2:52: learning_rate of adam is given here and looked for under tune: leave one out"));
  }

  static Stream<Arguments> words() {
    return Stream.of(
        Arguments.of(
            "data: mnits",
            ":1:7: unknown data set 'mnits': did you mean 'mnist'? Known: auto, mnist, fashion-mnist, kmnist, emnist-balanced, emnist-digits, emnist-letters, qmnist, cifar10, synthetic-digits"),
        Arguments.of(
            "data: 5",
            ":1:7: data must be one of auto, mnist, fashion-mnist, kmnist, emnist-balanced, emnist-digits, emnist-letters, qmnist, cifar10, synthetic-digits, or a mapping such as {name: mnist, train_limit: 1000}, but was 5"),
        Arguments.of(
            "network: mpl",
            ":1:10: unknown network 'mpl': did you mean 'mlp'? Known: mlp, article-cnn, softmax"),
        Arguments.of(
            "network: {layer: dense}",
            """
            :1:10: the key 'keras' (a path) is missing here, as in {keras: model.keras}
            :1:11: unknown key 'layer': layers stand in a list, even one: network: [{layer: ...}]"""),
        Arguments.of(
            "profile: kreas",
            ":1:10: unknown profile 'kreas': did you mean 'keras'? Known: keras, pytorch, dl4j, paper"),
        Arguments.of(
            "profile: [keras]",
            ":1:10: profile must be one of keras, pytorch, dl4j, paper but was a list"),
        Arguments.of("timing: no", TIMING + "'no'"),
        Arguments.of("timing: 1", TIMING + "1"),
        Arguments.of("timing: [true]", TIMING + "a list"),
        Arguments.of(
            "timing: {isolate: yes}", ":1:19: isolate must be true or false but was 'yes'"),
        Arguments.of(
            "timing: {isolate: true, repeats: 0}",
            ":1:34: repeats must be an integer from 1 to 100 but was 0"),
        Arguments.of(
            "timing: {isolate: true, repeat: 2}",
            ":1:25: unknown key 'repeat': did you mean 'repeats'?"),
        Arguments.of(
            "timing: {repeats: 3}", ":1:19: repeats must be 1 unless isolate is true but was 3"),
        Arguments.of(
            "targets: 0.9", ":1:10: targets must be a list of 1 to 20 accuracies but was 0.9"),
        Arguments.of(
            "targets: []",
            ":1:10: targets must be a list of 1 to 20 accuracies but was an empty list"),
        Arguments.of(
            "targets: [0.9, 97]",
            ":1:16: an entry of targets must be a number above 0.1 and below 1 but was 97"),
        Arguments.of(
            "targets: [0.1]",
            ":1:11: an entry of targets must be a number above 0.1 and below 1 but was 0.1"),
        Arguments.of(
            "targets: [0.9, 0.97, 0.95]",
            ":1:22: an entry of targets must be greater than the one before it, 0.97, but was 0.95"),
        Arguments.of(
            "equivalence_margin: 0",
            ":1:21: equivalence_margin must be a number above 0 and below 1 but was 0"),
        Arguments.of("timings: false", ":1:1: unknown key 'timings': did you mean 'timing'?"),
        Arguments.of(
            "engine: dl4",
            ":1:9: unknown engine 'dl4': did you mean 'dl4j'? Known: auto, dl4j, lockstep"),
        Arguments.of(
            "optimizers: [sgd, adm]",
            ":1:19: unknown optimizer 'adm': did you mean 'adam'? " + OPTIMIZERS),
        Arguments.of(
            "optimizers: [Adam]",
            ":1:14: unknown optimizer 'Adam': did you mean 'adam'? " + OPTIMIZERS),
        Arguments.of("optimizers: [bfgs]", ":1:14: unknown optimizer 'bfgs'. " + OPTIMIZERS),
        Arguments.of(
            "optimizers: [{optimizer: adam, variant: kreas, profile: torch}]",
            ":1:41: unknown variant of adam 'kreas': did you mean 'keras'? Known: keras, pytorch\n"
                + ":1:57: unknown profile 'torch': did you mean 'pytorch'? Known: keras, pytorch, dl4j, paper"),
        Arguments.of(
            "network: [flaten]",
            ":1:11: unknown layer 'flaten': did you mean 'flatten'? " + LAYERS),
        Arguments.of(
            "network: [{layer: dens, units: 3}]",
            ":1:19: unknown layer 'dens': did you mean 'dense'? " + LAYERS),
        Arguments.of(
            "network: [{layer: dense, units: 3, activation: rleu, init: he}]",
            ":1:48: unknown activation 'rleu': did you mean 'relu'? Known: relu, tanh, sigmoid, linear, gelu\n"
                + ":1:60: unknown initialization 'he'. Known: glorot_uniform, glorot_normal, he_uniform, he_normal, lecun_uniform, lecun_normal, glorot_truncated_normal, he_truncated_normal, lecun_truncated_normal"));
  }

  static Stream<Arguments> entries() {
    String rate = "learning_rate must be a number of at least 0 but was ";
    return Stream.of(
        Arguments.of(
            "optimizers: adam",
            ":1:13: optimizers must be a list of 1 to 1000 optimizers but was 'adam': write [adam]"),
        Arguments.of(
            "optimizers: []",
            ":1:13: optimizers must be a list of 1 to 1000 optimizers but was an empty list"),
        Arguments.of(
            "optimizers: [5]",
            ":1:14: an entry of optimizers must be one of sgd, momentum, adagrad, rmsprop, adadelta, adam, lars, or a mapping such as {optimizer: sgd, learning_rate: 0.01}, but was 5"),
        Arguments.of(
            "optimizers:\n  - sgd\n  - {optimizer: sgd, label: b, beta1: 0.9}",
            ":3:32: sgd has no beta1: that is adam's. sgd takes: learning_rate"),
        Arguments.of(
            "optimizers: [{optimizer: momentum, rho: 0.9}]",
            ":1:36: momentum has no rho: that is rmsprop's and adadelta's. momentum takes: learning_rate, momentum, nesterov"),
        Arguments.of(
            "optimizers: [{optimizer: sgd, lr: 0.9}]",
            ":1:31: unknown key 'lr': did you mean 'learning_rate'?"),
        Arguments.of(
            "optimizers: [{optimizer: adm, learning_rate: 0.9}]",
            ":1:26: unknown optimizer 'adm': did you mean 'adam'? " + OPTIMIZERS),
        Arguments.of(
            "optimizers: [{optimizer: 5}]",
            ":1:26: optimizer must be one of sgd, momentum, adagrad, rmsprop, adadelta, adam, lars but was 5"),
        Arguments.of(
            "optimizers: [{learning_rate: 0.9}]",
            ":1:14: the key 'optimizer' is missing here, as in {optimizer: sgd, learning_rate: 0.01}"),
        Arguments.of(
            "optimizers:\n  - adam:\n      learning_rate: 0.9",
            ":2:5: 'adam' must be the value of the key 'optimizer', as in {optimizer: adam, learning_rate: 0.01}"),
        Arguments.of("optimizers: [{optimizer: adam, learning_rate: -1}]", ":1:47: " + rate + "-1"),
        Arguments.of(
            "optimizers: [{optimizer: adam, learning_rate: \"0.01\"}]",
            ":1:47: " + rate + "'0.01': write it without quotes"),
        Arguments.of(
            "optimizers: [{optimizer: adam, learning_rate: .NaN}]",
            ":1:47: " + rate + "'.NaN': numbers must be finite"),
        Arguments.of(
            "optimizers: [{optimizer: adam, learning_rate: -.inf}]",
            ":1:47: " + rate + "'-.inf': numbers must be finite"),
        Arguments.of(
            "optimizers: [{optimizer: adam, learning_rate: 1e999}]",
            ":1:47: " + rate + "'1e999': numbers must be finite"),
        Arguments.of(
            "optimizers: [{optimizer: adam, learning_rate: 1e-400}]",
            ":1:47: " + rate + "'1e-400'" + TOO_SMALL),
        Arguments.of(
            "optimizers: [{optimizer: adam, learning_rate: .1e-399}]",
            ":1:47: " + rate + "'.1e-399'" + TOO_SMALL),
        Arguments.of(
            "optimizers: [{optimizer: adam, learning_rate: -1e-400}]",
            ":1:47: " + rate + "'-1e-400'" + TOO_SMALL),
        Arguments.of(
            "optimizers: [{optimizer: adam, learning_rate: 0.0000001E-330}]",
            ":1:47: " + rate + "'0.0000001E-330'" + TOO_SMALL),
        Arguments.of(
            "optimizers: [{optimizer: adam, learning_rate: 1.e-324}]",
            ":1:47: " + rate + "'1.e-324'" + TOO_SMALL),
        Arguments.of(
            "{\"optimizers\": [{\"optimizer\": \"adam\", \"learning_rate\": 1e-400}]}",
            ":1:56: " + rate + "'1e-400'" + TOO_SMALL),
        Arguments.of(
            "targets: [0.5, 1e-400]",
            ":1:16: an entry of targets must be a number above 0.1 and below 1 but was '1e-400'"
                + TOO_SMALL),
        Arguments.of(
            "optimizers: [{optimizer: adam, learning_rate: 0x1p-3}]",
            ":1:47: " + rate + "'0x1p-3'"),
        Arguments.of(
            "optimizers: [{optimizer: adam, learning_rate: 1_0e-400}]",
            ":1:47: " + rate + "'1_0e-400'"),
        Arguments.of(
            "optimizers: [{optimizer: adam, learning_rate: 1:30}]", ":1:47: " + rate + "'1:30'"),
        Arguments.of(
            "optimizers: [{optimizer: adam, learning_rate: '0,01'}]",
            ":1:47: " + rate + "'0,01': write a decimal point"),
        Arguments.of(
            "optimizers: [{optimizer: adam, learning_rate: 0,01}]",
            ":1:49: unknown key '01': write a decimal point, not a comma"),
        Arguments.of(
            "optimizers: [{optimizer: adam, beta1: 1}]",
            ":1:39: beta1 must be a number of at least 0 and below 1 but was 1"),
        Arguments.of(
            "optimizers: [{optimizer: lars, trust: 0}]",
            ":1:39: trust must be a number above 0 and at most 1 but was 0"),
        Arguments.of(
            "optimizers: [{optimizer: momentum, nesterov: yes}]",
            ":1:46: nesterov must be true or false but was 'yes'"),
        Arguments.of(
            "optimizers: [{optimizer: momentum, nesterov: 1}]",
            ":1:46: nesterov must be true or false but was 1"),
        Arguments.of(
            "optimizers: [{optimizer: adam, l2: -1, weight_decay: x}]",
            ":1:36: l2 must be a number of at least 0 but was -1\n"
                + ":1:54: weight_decay must be a number of at least 0, or a mapping such as"
                + " {decoupled: 0.01}, but was 'x'"),
        Arguments.of(
            "optimizers: [{optimizer: adam, weight_decay: {decoupled: -1}}]",
            ":1:58: decoupled must be a number of at least 0 but was -1"),
        Arguments.of(
            "optimizers: [{optimizer: adam, weight_decay: {}}]",
            ":1:46: the key 'decoupled' (a number of at least 0) is missing here, as in"
                + " {decoupled: 0.01}"),
        Arguments.of(
            "optimizers: [{optimizer: adam, weight_decay: {decoupled: 1, coupled: 1}}]",
            ":1:61: unknown key 'coupled': what is added to the gradient is l2, a key of the"
                + " entry"),
        Arguments.of(
            "optimizers: [{optimizer: adam, clip: {value:1}}]",
            ":1:39: unknown key 'value:1': write a space after the colon"),
        Arguments.of(
            "optimizers: [{optimizer: adam, schedule: cosin}]",
            ":1:42: unknown schedule 'cosin': did you mean 'cosine'? Known: constant, exponential,"
                + " inverse_time, polynomial, cosine, one_cycle"),
        Arguments.of(
            "optimizers: [{optimizer: adam, schedule: {cosine: {warmup: 1}}}]",
            ":1:52: unknown key 'warmup': did you mean 'warmup_steps'?"),
        Arguments.of(
            "optimizers: [{optimizer: adam, schedule: {cosine: {}, step: {}}}]",
            ":1:42: schedule must have exactly one of constant, step, exponential, inverse_time,"
                + " polynomial, cosine, one_cycle but had cosine, step"),
        Arguments.of(
            "optimizers: [{optimizer: adam, clip: {global_norm: -1}}]",
            ":1:52: global_norm must be a number above 0 but was -1"),
        Arguments.of(
            "optimizers: [{optimizer: adam, clip: {}}]",
            ":1:38: clip must have exactly one of value, layer_norm, global_norm but had none"),
        Arguments.of(
            "optimizers: [{optimizer: adam, gradient_noise: {gamma: 1}}]",
            ":1:48: the key 'eta' (a number above 0) is missing here, as in {eta: 0.01}"),
        Arguments.of(
            "optimizers: [{optimizer: adam, ema: 1}]",
            ":1:37: ema must be a number of at least 0 and below 1 but was 1"),
        Arguments.of(
            "optimizers: [{optimizer: adam, dropout: 0.5}]",
            ":1:32: unknown key 'dropout'. Known: optimizer, label, profile, variant, batch_size,"
                + " learning_rate, beta1, beta2, epsilon, schedule, l1, l2, weight_decay, decay_all, clip,"
                + " gradient_noise, ema"),
        Arguments.of(
            "optimizers: [{optimizer: adam, label: ' '}]",
            ":1:39: label must be 1 to 60 printable characters but was ' '"),
        Arguments.of(
            "optimizers: [{optimizer: adam, label: \"\\e[31mred\"}]",
            ":1:39: label must be 1 to 60 printable characters but was '\\u001b[31mred'"),
        Arguments.of(
            "optimizers: [adam, {optimizer: sgd, label: adam}]",
            ":1:44: two entries are called 'adam': give each a label of its own"),
        Arguments.of(
            "tune: {hyper_parameters: {learning_rate: [1, 2]}}",
            ":1:42: learning_rate must be a mapping such as {log: [0.001, 1], points: 7} but was a"
                + " list"),
        Arguments.of(
            "network: [dense]", ":1:11: 'dense' needs settings: write {layer: dense, units: 128}"),
        Arguments.of(
            "network: [{layer: dense}]",
            ":1:11: the key 'units' (an integer from 1 to 1000000) is missing here, as in {layer: dense, units: 128}"),
        Arguments.of(
            "network: [{dense: 10}]",
            ":1:12: 'dense' must be the value of the key 'layer', as in {layer: dense, units: 128}"),
        Arguments.of(
            "network: [{layer: dense, units: 10, filters: 3}]",
            ":1:37: dense has no filters: that is conv2d's. dense takes: units, activation, init"),
        Arguments.of(
            "network: [{layer: flatten, units: 10}]",
            ":1:28: flatten has no units: that is dense's. flatten takes no settings"),
        Arguments.of(
            "network: [residual]",
            ":1:11: 'residual' needs settings: write {residual: [{layer: dense, units: 128}, batch_norm], activation: relu}"),
        Arguments.of(
            "network: [{residual: []}]",
            ":1:22: residual must be a list of 1 to 100 layers but was an empty list"),
        Arguments.of(
            "network: [{residual: [{residual: [batch_norm]}]}]",
            ":1:23: a residual block holds no other one: write them one after the other"),
        Arguments.of(
            "network: [{residual: [{layer: dropout, rate: 0.5}]}]",
            ":1:23: a residual block holds no dropout: write it before or after the block"),
        Arguments.of(
            "network: [{residual: [batch_norm], filters: 3}]",
            ":1:36: residual has no filters: that is conv2d's. residual takes: residual, shortcut, activation"),
        Arguments.of(
            "network: [{layer: dropout, rate: 1}]",
            ":1:34: rate must be a number of at least 0 and below 1 but was 1"),
        Arguments.of(
            "network: [{layer: batch_norm, epsilon: 0}]",
            ":1:40: epsilon must be a number above 0 and at most 1 but was 0"));
  }

  static Stream<Arguments> yaml() {
    String bomb =
        """
        a: &a [x, x, x, x, x, x, x, x, x]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b]
        """;
    String anchors = "anchors (&name) and aliases (*name) are not allowed: write the value out";
    String mapping =
        ": the spec must be a mapping such as {data: mnist, epochs: 10, optimizers: [sgd, adam], seeds: 5} but was ";
    return Stream.of(
        Arguments.of("", ": is empty: a spec holds at least {}"),
        Arguments.of("\n  \n", ": is empty: a spec holds at least {}"),
        Arguments.of("# only a comment\n", ":1:1: is empty: a spec holds at least {}"),
        Arguments.of("[1, 2]", mapping + "a list"),
        Arguments.of("hello", mapping + "'hello'"),
        Arguments.of("~", mapping + "empty"),
        Arguments.of(bomb, ":1:4: " + anchors),
        Arguments.of("epochs: *x", ":1:9: " + anchors),
        Arguments.of("&x epochs: 1", ":1:1: " + anchors),
        Arguments.of(
            "epochs: !!int 5", ":1:9: tags (!name) are not allowed: write the value without"),
        Arguments.of("epochs: 1\nepochs: 2", ":2:1: key 'epochs' is given twice, first in line 1"),
        Arguments.of(
            "epochs: 1\n---\nepochs: 2\n",
            ":3:1: a second document begins here: a spec is one document"),
        Arguments.of("epochs:\n\tx: 1", ":2:1: not valid YAML: a tab: indent with spaces"),
        Arguments.of(
            "epochs: 5: 6",
            ":1:10: not valid YAML: a ':' too many: check the indentation, and put text that contains ': ' in quotes"),
        Arguments.of("seeds: [1, 2", ":1:8: not valid YAML: this bracket is not closed"),
        Arguments.of("name: 'x", ":1:7: not valid YAML: this quote is not closed"),
        Arguments.of("optimizers: [sgd,,adam]", ":1:18: not valid YAML: a comma too many"),
        Arguments.of(
            "name: @x", ":1:7: not valid YAML: text that begins with '@' must be in quotes"),
        Arguments.of(
            "- a\nb: 1",
            ":2:1: not valid YAML: this does not line up with what is above it: check the indentation"),
        Arguments.of(
            "{epochs: 1}}",
            ":1:12: not valid YAML: the spec has ended before this: check brackets and indentation"),
        Arguments.of(
            "seeds: - 1",
            ":1:8: not valid YAML: a list must begin on a line of its own, or stand in [brackets]"),
        Arguments.of("? [a]\n: b", ":1:4: not valid YAML: a key must be a word"),
        Arguments.of("epochs: 1\nname: a\0b", ":2:8: holds a NUL: is it a text file?"),
        Arguments.of(
            "name: a\u0001b", ":1:8: holds a control character (U+0001): is it a text file?"),
        Arguments.of(
            "x: " + "[".repeat(1000) + "]".repeat(1000),
            ":1:23: must not be nested deeper than 20 levels"),
        Arguments.of(
            "seeds: [" + "1, ".repeat(30_000) + "2]",
            ":1:60003: must not hold more than 20000 values: is this a spec?"));
  }

  static Stream<Arguments> jsonIsRefused() {
    return Stream.of(
        Arguments.of(
            "{\"epochs\": 0}", ":1:12: epochs must be an integer from 1 to 100000 but was 0"),
        Arguments.of(
            "{\"optimizers\": [{\"optimizer\": \"adam\",\n  \"learning_rate\": -1e-3}]}",
            ":2:20: learning_rate must be a number of at least 0 but was -1e-3"),
        Arguments.of(
            "{\n  \"epochs\": 1,\n  \"epochs\": 2}",
            ":3:3: key 'epochs' is given twice, first in line 2"),
        Arguments.of("{\"epochs\": 1,}", ":1:14: not valid JSON: a comma too many"),
        Arguments.of("{\"epochs\": #1}", ":1:12: not valid JSON: a value is missing before '#'"),
        Arguments.of("{\"epochs\" 1}", ":1:11: not valid JSON: a colon is missing before '1'"),
        Arguments.of(
            "{\"epochs\": 1 \"seeds\": 2}",
            ":1:14: not valid JSON: a comma or a closing bracket is missing before '\"'"),
        Arguments.of("{\"seeds\": [1,]}", ":1:14: not valid JSON: a comma too many"),
        Arguments.of(
            "{\"epochs\": 1",
            ":1:13: not valid JSON: it ends too early: is a bracket or a quote not closed?"),
        Arguments.of(
            "{\"epochs\": 1} {}", ":1:15: a second document begins here: a spec is one document"),
        Arguments.of("{epochs: 1}", ":1:2: not valid JSON: a key must be in double quotes"),
        Arguments.of("{\"epochs\": NaN}", ":1:15: not valid JSON: numbers must be finite"),
        Arguments.of(
            "// x\n{}",
            ":1:1: not valid JSON: it has no comments: use a .yaml file for a spec with comments"),
        Arguments.of(
            "{\"name\": run}",
            ":1:10: not valid JSON: 'run' is no value: texts must be in double quotes"),
        Arguments.of(
            "{\"name\": \"a\tb\"}",
            ":1:12: not valid JSON: a tab or the end of the line inside quotes"));
  }
}
