package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import optbench.file.AtomicFile;
import optbench.file.FileFaultText;

/**
 * Puts the trials of a results folder into one file, and gives each a file of its own again.
 * Nothing is removed before what takes its place has been read back.
 *
 * @param folder of results, kept for this process
 * @param owned the same, as far as files are ours
 */
record TrialPacker(Path folder, OwnedFolder owned) {
  /** Answers how many were packed. */
  int pack() {
    List<Path> files = TrialFiles.list(folder.resolve(TrialFiles.FOLDER));
    if (files.isEmpty()) {
      return 0;
    }
    requireReadable(TrialFiles.readAll(folder).unreadable());
    Map<String, JsonNode> trees = new TreeMap<>(PackedTrials.read(folder).trees());
    for (Path file : files) {
      JsonNode tree = StoredJson.tree(file, TrialFiles.MOST_BYTES);
      trees.put(tree.path("id").asText(), tree);
    }
    owned.write(PackedTrials.NAME, PackedTrials.bytes(trees.values()));
    if (!PackedTrials.read(folder).trees().equals(trees)) {
      throw new StoreException(
          folder.resolve(PackedTrials.NAME)
              + " does not read as it was written: no trial was removed");
    }
    try {
      for (Path file : files) {
        Files.delete(file);
      }
      owned.removeIfEmpty(folder.resolve(TrialFiles.FOLDER));
      return files.size();
    } catch (IOException e) {
      throw new StoreException("cannot pack " + folder + ": " + FileFaultText.of(e), e);
    }
  }

  /** Answers how many were unpacked. */
  int unpack() {
    if (!PackedTrials.isIn(folder)) {
      return 0;
    }
    PackedTrials packed = PackedTrials.read(folder);
    requireReadable(packed.unreadable());
    Path trials = folder.resolve(TrialFiles.FOLDER);
    try {
      owned.requirePart(trials);
      for (Map.Entry<String, JsonNode> trial : packed.trees().entrySet()) {
        Path file = trials.resolve(trial.getKey() + TrialFiles.ENDING);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          byte[] json = (Json.pretty(trial.getValue()) + "\n").getBytes(StandardCharsets.UTF_8);
          AtomicFile.write(file, out -> out.write(json));
        }
      }
      Files.delete(folder.resolve(PackedTrials.NAME));
      return packed.trees().size();
    } catch (IOException e) {
      throw new StoreException("cannot unpack " + folder + ": " + FileFaultText.of(e), e);
    }
  }

  private static void requireReadable(List<UnreadableTrial> unreadable) {
    if (!unreadable.isEmpty()) {
      throw new StoreException(
          unreadable.get(0)
              + ": nothing was changed: take the file back from where it came, or remove it and train"
              + " that trial again");
    }
  }
}
