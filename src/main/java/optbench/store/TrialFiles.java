package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import optbench.file.FileFaultText;
import optbench.result.Circumstances;
import optbench.result.RunRecord;
import optbench.result.TrialResult;
import optbench.spec.ReportSpec;

/** Records as JSON files: which format they are in, and whether they are whole. */
final class TrialFiles {
  static final String ENDING = ".json";

  /** Below a results folder. */
  static final String FOLDER = "trials";

  private static final String FORMAT = "format_version";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8,64}");

  /** More than a hundred thousand epochs take. */
  static final long MOST_BYTES = 64L << 20;

  private TrialFiles() {}

  /** Ids are hashes: anything else in a name could lead out of the folder. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** The trial, its format's version first. */
  static ObjectNode tree(TrialResult result) {
    ObjectNode tree = Json.MAPPER.createObjectNode();
    tree.put(FORMAT, RunRecord.FORMAT_VERSION);
    tree.setAll((ObjectNode) Json.MAPPER.valueToTree(result));
    return tree;
  }

  /**
   * All trials of a results folder, packed ones too; none if there is no such folder. A file of its
   * own is later than what is packed.
   */
  static StoredTrials readAll(Path results) {
    PackedTrials packed = PackedTrials.read(results);
    Map<String, TrialResult> byId = new TreeMap<>(packed.byId());
    StoredTrials single = read(results.resolve(FOLDER));
    byId.putAll(single.byId());
    List<UnreadableTrial> unreadable = new ArrayList<>(packed.unreadable());
    unreadable.addAll(single.unreadable());
    return new StoredTrials(byId, unreadable);
  }

  /**
   * A trial, of which the keys that came later may be missing.
   *
   * @param tree is changed
   */
  static TrialResult trial(JsonNode tree) {
    TrialResult result = record(tree, TrialResult.class);
    requireId(result.id());
    requireEnvironment(result);
    return result;
  }

  private static void requireId(String id) {
    if (!isId(id)) {
      throw new StoreException("its id is not one that optbench gives: '" + id + "'");
    }
  }

  /** All trials in files of their own. */
  private static StoredTrials read(Path folder) {
    Map<String, TrialResult> results = new TreeMap<>();
    List<UnreadableTrial> unreadable = new ArrayList<>();
    for (Path file : list(folder)) {
      try {
        TrialResult result = read(file, TrialResult.class);
        requireName(file, result.id());
        requireEnvironment(result);
        results.put(result.id(), result);
      } catch (StoreException e) {
        unreadable.add(new UnreadableTrial(file, e.getMessage()));
      }
    }
    return new StoredTrials(results, unreadable);
  }

  private static void requireName(Path file, String id) {
    String name = file.getFileName().toString();
    if (!isId(id) || !name.equals(id + ENDING)) {
      throw new StoreException("its name should be its id, and that is '" + id + "'");
    }
  }

  private static void requireEnvironment(TrialResult result) {
    if (!result.environment().map(TrialFiles::isId).orElse(true)) {
      throw new StoreException("it names an environment by what is no id");
    }
  }

  static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(ENDING))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new StoreException("cannot read " + folder + ": " + FileFaultText.of(e), e);
    }
  }

  /** Whether a file is a trial that can be read, under its own name. */
  static boolean isTrial(Path file) {
    try {
      requireName(file, read(file, TrialResult.class).id());
      return true;
    } catch (StoreException e) {
      return false;
    }
  }

  /**
   * Reads a record.
   *
   * @throws StoreException that says why it cannot be read, but not where it is
   */
  static <T> T read(Path file, Class<T> type) {
    return record(StoredJson.tree(file, MOST_BYTES), type);
  }

  private static <T> T record(JsonNode tree, Class<T> type) {
    requireFormat(tree);
    addLaterKeys(tree);
    return StoredJson.value(tree, type);
  }

  /** Files of before these keys were written say by their absence what was always so then. */
  static void addLaterKeys(JsonNode tree) {
    if (tree.path("time") instanceof ObjectNode time) {
      later(time, "shared_by", IntNode.valueOf(1));
      later(time, "jobs", IntNode.valueOf(1));
      later(time, "spread", NullNode.getInstance());
      later(time, "circumstances", Json.MAPPER.valueToTree(Circumstances.UNKNOWN));
    }
    if (tree instanceof ObjectNode trial && tree.path("settings") instanceof ObjectNode settings) {
      later(trial, "step_evaluations", Json.MAPPER.createArrayNode());
      later(trial, "test_answers", NullNode.instance);
      later(trial, "probe", NullNode.instance);
      later(trial, "environment", NullNode.instance);
      later(settings, "probe", NullNode.instance);
      later(settings, "correction", NullNode.instance);
      tree.path("epochs").forEach(epoch -> later(epoch, "probe", NullNode.instance));
    }
    if (tree instanceof ObjectNode run && tree.path("trials").isArray()) {
      later(run, "timing", BooleanNode.TRUE);
      later(run, "tuning", NullNode.getInstance());
      later(run, "imported", NullNode.getInstance());
      later(run, "test_set", NullNode.getInstance());
      later(run, "shard", NullNode.getInstance());
      later(run, "origins", Json.MAPPER.createArrayNode());
      later(run, "environments", Json.MAPPER.createObjectNode());
      later(run, "targets", Json.MAPPER.valueToTree(ReportSpec.DEFAULT.targets()));
      later(run, "looks", NullNode.instance);
      later(run, "equivalence_margin", DoubleNode.valueOf(ReportSpec.DEFAULT.equivalenceMargin()));
    }
    addLaterKeysOfMachine(tree.path("environment"));
    tree.path("origins").forEach(origin -> addLaterKeysOfMachine(origin.path("environment")));
    tree.path("environments").forEach(TrialFiles::addLaterKeysOfMachine);
  }

  private static void addLaterKeysOfMachine(JsonNode machine) {
    if (machine instanceof ObjectNode environment) {
      later(environment, "clock_source", NullNode.getInstance());
      later(environment, "gpu", NullNode.getInstance());
      later(environment, "device_reason", NullNode.getInstance());
      later(environment, "jvm_options", NullNode.getInstance());
      later(environment, "cluster", NullNode.getInstance());
    }
  }

  private static void later(JsonNode node, String key, JsonNode before) {
    if (node instanceof ObjectNode object && !object.has(key)) {
      object.set(key, before);
    }
  }

  private static void requireFormat(JsonNode tree) {
    JsonNode version = tree.path(FORMAT);
    if (tree.isMissingNode() || tree.isEmpty()) {
      throw new StoreException("empty");
    }
    if (!version.isIntegralNumber()) {
      throw new StoreException("no format_version in it: not written by optbench");
    }
    if (version.asLong() > RunRecord.FORMAT_VERSION) {
      throw new StoreException(
          "written in format "
              + version.asText()
              + ", and this optbench knows formats up to "
              + RunRecord.FORMAT_VERSION
              + ": use a newer one");
    }
  }
}
