package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import optbench.file.Inputs;
import optbench.hash.Sha256;

/**
 * Folders without a manifest: of before there were any, or committed without it. What is ours in
 * them is told by name and form together: a picture must be one that we drew, a table must have our
 * columns.
 */
final class OlderFolders {
  private static final long MOST_BYTES = 64L << 20;

  /** All that were drawn then, and that committed results may have. */
  private static final Pattern CHART =
      Pattern.compile(
          "((charts/)?(loss-by-epoch|accuracy-by-epoch|accuracy-by-step|loss-by-time|final-accuracy"
              + "|epochs-to-target|time-to-target|winner-by-target|probe-loss"
              + "|learning-rate-sensitivity|best-of-k|time-split|accuracy-by-state|seed-curves"
              + "|profile-[a-z-]+|compare-[a-z-]+))\\.(png|svg|csv)");

  /** How the first lines of tables begin. */
  private static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("accuracy.csv", "label,optimizer,data,network,"),
          Map.entry("timing.csv", "label,optimizer,engine,"),
          Map.entry("targets.csv", "label,optimizer,target,"),
          Map.entry("target-winners.csv", "cost,target_low,"),
          Map.entry("comparisons.csv", "first,second,seeds,"),
          Map.entry("ranks.csv", "label,optimizer,seeds,mean_rank,"),
          Map.entry("tuning.csv", "label,optimizer,setting,"),
          Map.entry("probes.csv", "label,seed,epoch,"),
          Map.entry("probe-loss.csv", "label,seed,step,"),
          Map.entry("published.csv", "label,epoch,test_accuracy_mean,"),
          Map.entry("claims.csv", "id,verdict,measure,"),
          Map.entry("profile.csv", "cost_in,task,label,"),
          Map.entry("suite.csv", "task,data,network,label,"),
          Map.entry("compare.csv", "label,label_a,"));

  private static final Map<String, List<String>> KEYS =
      Map.of(
          "run.json", List.of("format_version", "spec", "environment", "trials"),
          "summary.json", List.of("name", "conditions"),
          "claims.json", List.of("level", "experiments"),
          "suite.json", List.of("format_version", "tasks"),
          "compare.json", List.of("a", "b", "protocol"));

  private static final Pattern TEXTS =
      Pattern.compile(
          "(accuracy|timing|targets|comparisons|tuning|published|claims|profile|compare|suite)\\.md"
              + "|(report|claims|suite)\\.html");

  /** Where a PNG of ours has its first pixels: at once, without a word of who made it. */
  private static final int PIXELS = 37;

  private OlderFolders() {}

  /** Whether optbench wrote into a folder: a run, claims, a profile, a comparison, a suite. */
  static boolean isOurs(Path folder) throws IOException {
    for (String name :
        List.of("run.json", "claims.json", "profile.csv", "compare.json", "suite.json")) {
      if (isOurs(folder, name)) {
        return true;
      }
    }
    // Experiments of claims that were never judged.
    List<Path> all = visible(folder);
    boolean runs = !all.isEmpty();
    for (Path path : all) {
      runs = runs && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && isOurs(path, "run.json");
    }
    return runs;
  }

  /** What is in a folder, without what begins with a dot. */
  static List<Path> visible(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> !path.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  /**
   * SHA-256 by name of all that is ours.
   *
   * @param parts folders below it that we write to
   */
  static Map<String, String> hashes(Path folder, List<String> parts) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (Path path : visible(folder)) {
      add(hashes, folder, path.getFileName().toString());
    }
    for (String part : parts) {
      Path below = folder.resolve(part);
      if (Files.isDirectory(below, LinkOption.NOFOLLOW_LINKS)) {
        for (Path path : visible(below)) {
          add(hashes, folder, part + "/" + path.getFileName());
        }
      }
    }
    return hashes;
  }

  private static void add(Map<String, String> hashes, Path folder, String name) throws IOException {
    if (isOurs(folder, name)) {
      hashes.put(name, Sha256.hex(Inputs.bytes(folder.resolve(name), MOST_BYTES)));
    }
  }

  private static boolean isOurs(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || Files.size(file) > MOST_BYTES
        || !Files.isReadable(file)) {
      return false;
    }
    byte[] content = Inputs.bytes(file, MOST_BYTES);
    if (KEYS.containsKey(name)) {
      return hasKeys(content, KEYS.get(name));
    }
    if (name.equals(PackedTrials.NAME)) {
      return !PackedTrials.read(folder).trees().isEmpty();
    }
    String text = new String(content, StandardCharsets.UTF_8);
    if (COLUMNS.containsKey(name)) {
      return text.startsWith(COLUMNS.get(name));
    }
    if (CHART.matcher(name).matches()) {
      return isChart(name, content, text);
    }
    return TEXTS.matcher(name).matches()
        && (name.endsWith(".md")
            ? text.startsWith("### ")
            : text.startsWith("<!DOCTYPE html>") && text.contains("optbench"));
  }

  private static boolean isChart(String name, byte[] content, String text) {
    if (name.endsWith(".csv")) {
      return text.startsWith("label,") || text.startsWith("cost,") || text.startsWith("target_");
    }
    if (name.endsWith(".svg")) {
      return text.startsWith("<svg role=\"img\"") && text.contains("www.jfree.org/jfreesvg");
    }
    byte[] pixels = "IDAT".getBytes(StandardCharsets.US_ASCII);
    return content.length > PIXELS + pixels.length
        && text.startsWith("PNG", 1)
        && Arrays.equals(content, PIXELS, PIXELS + pixels.length, pixels, 0, pixels.length);
  }

  private static boolean hasKeys(byte[] content, List<String> keys) {
    try {
      JsonNode tree = Json.MAPPER.readTree(content);
      return keys.stream().allMatch(tree::has);
    } catch (IOException e) {
      // No JSON, or bytes that are no text in any encoding of JSON.
      return false;
    }
  }
}
