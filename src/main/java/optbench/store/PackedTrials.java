package optbench.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import optbench.file.FileFaultText;
import optbench.file.Inputs;
import optbench.result.TrialResult;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * All trials of a run in one file: JSON Lines, compressed by gzip, a trial a line and in the order
 * of their ids. Each line is what the trial's own file holds, without its line ends.
 *
 * @param byId those that can be read
 * @param trees the same as they stand there
 * @param unreadable lines that cannot be read
 */
record PackedTrials(
    Map<String, TrialResult> byId, Map<String, JsonNode> trees, List<UnreadableTrial> unreadable) {
  static final String NAME = "trials.jsonl.gz";

  /** Of tens of thousands of trials; what unpacks to more was not made by us, and is cut off. */
  private static final long MOST_BYTES = 1L << 30;

  /** Whether a folder has one; a link of its name is none. */
  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
  }

  /** All trials of a folder's; none if it has none. */
  static PackedTrials read(Path folder) {
    PackedTrials content = new PackedTrials(new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    if (!isIn(folder)) {
      return content;
    }
    Path file = folder.resolve(NAME);
    int number = 1;
    try (BufferedReader lines = lines(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        add(content, file, number, line);
        number++;
      }
    } catch (ZipException | EOFException e) {
      content.unreadable().add(new UnreadableTrial(file, "damaged from line " + number + " on"));
    } catch (IOException e) {
      content.unreadable().add(new UnreadableTrial(file, "cannot be read: " + FileFaultText.of(e)));
    }
    return content;
  }

  private static void add(PackedTrials content, Path file, int number, String line) {
    try {
      JsonNode tree = StoredJson.tree(line.getBytes(StandardCharsets.UTF_8));
      TrialResult trial = TrialFiles.trial(tree.deepCopy());
      content.byId().put(trial.id(), trial);
      content.trees().put(trial.id(), tree);
    } catch (StoreException e) {
      content.unreadable().add(new UnreadableTrial(file, "line " + number + ": " + e.getMessage()));
    }
  }

  private static BufferedReader lines(Path file) throws IOException {
    InputStream unpacked =
        BoundedInputStream.builder()
            .setInputStream(new GZIPInputStream(Inputs.open(file)))
            .setMaxCount(MOST_BYTES)
            .get();
    return new BufferedReader(new InputStreamReader(unpacked, StandardCharsets.UTF_8));
  }

  /** The bytes of such a file: the same for the same trials. */
  static byte[] bytes(Collection<JsonNode> trees) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      for (JsonNode tree : trees) {
        gzip.write(line(tree).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static String line(JsonNode tree) throws JsonProcessingException {
    return Json.MAPPER.writer().writeValueAsString(tree) + "\n";
  }
}
