package optbench.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import optbench.result.Circumstances;
import optbench.result.RunRecord;
import optbench.result.TrialResult;
import optbench.spec.ReportSpec;

/** Records as JSON files: which format they are in, and whether they are whole. */
final class TrialFiles {
  static final String ENDING = ".json";

  private static final String FORMAT = "format_version";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8,64}");

  private static final Pattern MISSING = Pattern.compile("Missing .*property '(.*?)'.*");

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

  /** All trials in a folder; none if there is no such folder. */
  static StoredTrials read(Path folder) {
    Map<String, TrialResult> results = new TreeMap<>();
    List<UnreadableTrial> unreadable = new ArrayList<>();
    for (Path file : list(folder)) {
      try {
        TrialResult result = read(file, TrialResult.class);
        requireName(file, result.id());
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

  private static List<Path> list(Path folder) {
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
      throw new StoreException("cannot read " + folder + ": " + Reasons.of(e), e);
    }
  }

  /**
   * Reads a record.
   *
   * @throws StoreException that says why it cannot be read, but not where it is
   */
  static <T> T read(Path file, Class<T> type) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new StoreException(
            Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? "not a file" : "no such file");
      }
      JsonNode tree = Json.MAPPER.readTree(Files.readAllBytes(file));
      requireFormat(tree);
      addLaterKeys(tree);
      return Json.MAPPER.treeToValue(tree, type);
    } catch (JsonEOFException e) {
      throw new StoreException("cut off in the middle", e);
    } catch (JacksonException e) {
      throw new StoreException("damaged: " + problem(e), e);
    } catch (IOException e) {
      throw new StoreException("cannot be read: " + Reasons.of(e), e);
    }
  }

  /** Files of before these keys were written say by their absence what was always so then. */
  private static void addLaterKeys(JsonNode tree) {
    if (tree.path("time") instanceof ObjectNode time) {
      later(time, "shared_by", IntNode.valueOf(1));
      later(time, "jobs", IntNode.valueOf(1));
      later(time, "spread", NullNode.getInstance());
      later(time, "circumstances", Json.MAPPER.valueToTree(Circumstances.UNKNOWN));
    }
    if (tree instanceof ObjectNode trial && tree.path("settings") instanceof ObjectNode settings) {
      later(trial, "probe", NullNode.instance);
      later(settings, "probe", NullNode.instance);
      later(settings, "correction", NullNode.instance);
      tree.path("epochs").forEach(epoch -> later((ObjectNode) epoch, "probe", NullNode.instance));
    }
    if (tree instanceof ObjectNode run && tree.path("trials").isArray()) {
      later(run, "timing", BooleanNode.TRUE);
      later(run, "tuning", NullNode.getInstance());
      later(run, "shard", NullNode.getInstance());
      later(run, "origins", Json.MAPPER.createArrayNode());
      later(run, "targets", Json.MAPPER.valueToTree(ReportSpec.DEFAULT.targets()));
      later(run, "equivalence_margin", DoubleNode.valueOf(ReportSpec.DEFAULT_EQUIVALENCE_MARGIN));
    }
    addLaterKeysOfMachine(tree);
    tree.path("origins").forEach(TrialFiles::addLaterKeysOfMachine);
  }

  private static void addLaterKeysOfMachine(JsonNode tree) {
    if (tree.path("environment") instanceof ObjectNode environment) {
      later(environment, "clock_source", NullNode.getInstance());
      later(environment, "gpu", NullNode.getInstance());
      later(environment, "device_reason", NullNode.getInstance());
    }
  }

  private static void later(ObjectNode node, String key, JsonNode before) {
    if (!node.has(key)) {
      node.set(key, before);
    }
  }

  private static String problem(JacksonException e) {
    String line = e.getOriginalMessage().lines().findFirst().orElse("");
    Matcher missing = MISSING.matcher(line);
    return missing.matches() ? "there is no " + missing.group(1) : line;
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
