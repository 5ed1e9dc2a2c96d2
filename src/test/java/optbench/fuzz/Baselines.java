package optbench.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import optbench.hash.Sha256;

/** Baselines, changed by hand and sealed again or not. */
final class Baselines implements Generator {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  @Override
  public Command generate(Dice dice, Box box) {
    Path results = box.copy("results/plain", box.in("plain"));
    Path file = box.in("baseline.json");
    byte[] original = box.read(Box.resource("baseline.json"));
    if (dice.oneIn(25)) {
      special(file, dice, box);
    } else if (dice.oneIn(4)) {
      box.write(file, Texts.damaged(new String(original, StandardCharsets.UTF_8), dice));
    } else {
      box.write(file, changed(original, dice));
    }
    Command check =
        Command.of("check", results, "--baseline", file).failingWith("(?i)regress|worse");
    return switch (dice.below(5)) {
      case 0 -> check.with("--json").printingData();
      case 1 ->
          check.with("--junit", box.out("j.xml"), "--summary", box.out("s.md")).writing(box.out());
      case 2 -> check.with("--accept").writing(file);
      default -> check;
    };
  }

  private static void special(Path file, Dice dice, Box box) {
    switch (dice.below(4)) {
      case 0 -> box.pipe(file);
      case 1 -> box.link(file, Path.of("/dev/zero"), false);
      case 2 -> box.link(file, file, false);
      default -> box.write(file.resolve("a-folder"), "");
    }
  }

  private static byte[] changed(byte[] original, Dice dice) {
    try {
      JsonNode tree = Trees.damaged(JSON.readTree(original), dice);
      if (tree instanceof ObjectNode object && !dice.oneIn(4)) {
        seal(object);
      }
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the format says: the SHA-256 of the other keys' content, sorted and without blanks. */
  private static void seal(ObjectNode tree) throws IOException {
    tree.remove("seal");
    byte[] canonical = JSON.writeValueAsBytes(JSON.treeToValue(tree, Object.class));
    tree.put("seal", Sha256.hex(canonical));
  }
}
