package optbench.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import optbench.network.InitialWeights;
import optbench.network.Shape;
import optbench.result.RecordedSpec;
import optbench.spec.ExperimentKeys;
import optbench.spec.ExperimentSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.Vocabulary;
import optbench.spec.key.KeyReference;
import optbench.spec.key.ObjectType;

/**
 * Reads and writes experiment specs, in YAML or JSON: the same model, told apart by the file's
 * ending.
 *
 * <p>A relative {@code data.dir}, {@code network.keras} or {@code claims} is relative to the
 * current folder, not to the spec's.
 */
public final class SpecFiles {
  /** What an experiment is called that no file names. */
  private static final String DEFAULT_NAME = "run";

  private final ObjectType<ExperimentSpec> keys;

  /**
   * @param vocabulary the optimizers, networks and engines that may be named
   */
  public SpecFiles(Vocabulary vocabulary) {
    this.keys = ExperimentKeys.of(vocabulary, KerasFiles::read);
  }

  /**
   * The weights that a network starts from, of which the spec has the checksum alone.
   *
   * @param keras whose weights are imported
   * @param sample shape of one of the data's
   * @throws StoreException if its file is not there any more, or has other weights
   */
  public InitialWeights weights(NetworkSpec.Keras keras, Shape sample) {
    return KerasFiles.weights(keras, sample);
  }

  /** The JSON Schema of specs, indented, with a line end at its end. */
  public String schema() {
    return Json.pretty(keys.document("optbench experiment")) + "\n";
  }

  /** Suites in the same words. */
  public SuiteFiles suites() {
    return new SuiteFiles(keys);
  }

  /** What keys that are left out mean, by key, as it could stand in a YAML file. */
  public Map<String, String> defaults() {
    Map<String, String> defaults = new HashMap<>();
    keys.keys().forEach((name, key) -> key.usualText().ifPresent(text -> defaults.put(name, text)));
    return defaults;
  }

  /** All keys of specs, as a page in Markdown. */
  public String reference() {
    return KeyReference.of("Keys of a spec", keys);
  }

  /**
   * What makes a spec train some of its optimizers alone.
   *
   * @param wanted whether to train the one of a label
   * @param origin names it in faults
   */
  public SpecOverride only(ExperimentSpec spec, Predicate<String> wanted, String origin) {
    Map<String, Object> tree = tree(spec);
    List<String> labels = new RecordedSpec(tree).labels();
    List<?> optimizers = (List<?>) tree.get("optimizers");
    List<Object> kept = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      if (wanted.test(labels.get(i))) {
        kept.add(optimizers.get(i));
      }
    }
    return new SpecOverride("optimizers", Json.pretty(kept), origin);
  }

  /**
   * Reads a spec.
   *
   * @param file if empty, there are only the overrides, and defaults for the rest
   * @param overrides wider ones are applied first, whatever their order: {@code optimizers} before
   *     {@code optimizers.adam.learning_rate}
   * @throws SpecFileException with every fault that was found
   */
  public LoadedSpec read(Optional<Path> file, List<SpecOverride> overrides) {
    return read(file, overrides, List.of());
  }

  /**
   * Likewise.
   *
   * @param usual of keys that neither the file nor the overrides have
   */
  public LoadedSpec read(
      Optional<Path> file, List<SpecOverride> overrides, List<SpecOverride> usual) {
    SourceTree tree = file.map(TreeReader::file).orElseGet(SourceTree::empty);
    List<Fault> faults = new ArrayList<>(Overrides.apply(tree, overrides, keys));
    faults.addAll(Overrides.applyWhereMissing(tree, usual, keys));
    faults.addAll(tree.faults(keys));
    if (!faults.isEmpty()) {
      throw SpecFileException.of(faults);
    }
    String name = file.map(SpecFiles::nameOf).orElse(DEFAULT_NAME);
    return new LoadedSpec(tree.read(keys, Map.of("name", name)), tree);
  }

  /** The spec in the language of spec files, with every default written out. */
  public Map<String, Object> tree(ExperimentSpec spec) {
    return keys.write(spec);
  }

  /** The spec as a JSON file. */
  public String json(ExperimentSpec spec) {
    return Json.pretty(tree(spec)) + "\n";
  }

  /** The spec as a YAML file. */
  public String yaml(ExperimentSpec spec) {
    YAMLMapper mapper =
        YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();
    try {
      return mapper.writeValueAsString(tree(spec));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a spec is maps, lists, texts and numbers", e);
    }
  }

  /** The file's name without its ending, changed so that it can name a results folder. */
  static String nameOf(Path file) {
    String name =
        String.valueOf(file.getFileName())
            .replaceFirst("\\.[^.]*$", "")
            .replaceAll("[^A-Za-z0-9._-]+", "-")
            .replaceFirst("^[^A-Za-z0-9]+", "");
    return name.isEmpty() ? DEFAULT_NAME : name.substring(0, Math.min(name.length(), 64));
  }
}
