package optbench.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import optbench.Page;

/** Specs, damaged as trees and as text. */
final class Specs implements Generator {
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final boolean json;

  Specs(boolean json) {
    this.json = json;
  }

  /** All that are known to be valid: this project's, and those of its documentation. */
  private static final class Originals {
    static final List<String> TEXTS = read();

    private static List<String> read() {
      List<String> texts = new ArrayList<>();
      try {
        for (Path folder : List.of(Box.resource("specs"), Path.of("configs"))) {
          try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
              texts.add(Files.readString(file));
            }
          }
        }
        Page.all().forEach(page -> page.blocks("yaml").forEach(texts::add));
        return List.copyOf(texts);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public Command generate(Dice dice, Box box) {
    String suffix =
        dice.oneIn(40) ? dice.pick(List.of("", ".txt", ".YAML", ".json", ".yml")) : ending();
    Path spec = box.write(box.in("spec" + suffix), damaged(dice.pick(Originals.TEXTS), json, dice));
    return commandOn(spec, dice, box);
  }

  private String ending() {
    return json ? ".json" : ".yaml";
  }

  /** Mostly validated: what is planned has to draw its data first. */
  private static Command commandOn(Path spec, Dice dice, Box box) {
    return switch (dice.below(40)) {
      case 0 ->
          Command.of("run", spec, "--dry-run", "--data", "synthetic-digits", "--out", box.out("r"))
              .with("--set", "data.train_limit=40");
      case 1 ->
          Command.of("run", spec, "--dry-run", "--json", "--network", "softmax")
              .with("--data", "synthetic-digits", "--out", box.out("r"))
              .printingData();
      case 2, 3 -> Command.of("validate", spec, Box.resource("specs/plain.yaml"), spec);
      default -> Command.of("validate", spec);
    };
  }

  /** A text in YAML with changes, in YAML or JSON. */
  static byte[] damaged(String original, boolean json, Dice dice) {
    try {
      boolean asTree = json || dice.oneIn(2);
      String text = original;
      if (asTree) {
        JsonNode tree = YAML.readTree(original);
        JsonNode changed = dice.oneIn(4) ? tree : Trees.damaged(tree, dice);
        text = (json ? JSON : YAML).writerWithDefaultPrettyPrinter().writeValueAsString(changed);
      }
      return asTree && dice.oneIn(2)
          ? text.getBytes(StandardCharsets.UTF_8)
          : Texts.damaged(text, dice);
    } catch (JsonProcessingException e) {
      // The writer of YAML will not have half of a surrogate pair.
      return Texts.damaged(original, dice);
    }
  }
}
