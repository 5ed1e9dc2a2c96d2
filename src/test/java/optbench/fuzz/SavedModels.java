package optbench.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Models that Keras has saved: JSON, zip and HDF5. */
final class SavedModels implements Generator {
  private static final Path MODELS = Path.of("src/test/resources/optbench/keras");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> DESCRIPTIONS =
      List.of(
          "article-cnn.json",
          "deep-chain-2.json",
          "deep-chain-3.json",
          "every-kind.json",
          "mlp-2.1.json");

  private static final List<String> WITH_WEIGHTS =
      List.of("article-cnn.h5", "digits.h5", "imported-2.h5", "misfit.h5");

  /** More than anybody describes a model with, in a few kilobytes of zip. */
  private static final int BOMB = 20 << 20;

  @Override
  public Command generate(Dice dice, Box box) {
    Path model =
        switch (dice.below(5)) {
          case 0, 1 -> box.write(box.in("model.json"), description(dice));
          case 2 -> box.write(box.in("model.keras"), zip(dice));
          case 3 ->
              box.write(box.in("model.h5"), Texts.damaged(read(dice.pick(WITH_WEIGHTS)), dice));
          default -> special(dice, box);
        };
    if (dice.oneIn(10)) {
      return Command.of("run", "--dry-run", "--data=synthetic-digits", "--set=data.train_limit=200")
          .with("--network=" + model, "--optimizers=sgd", "--out=" + box.out("r"));
    }
    Path spec =
        box.write(
            box.in("spec.yaml"),
            "network: {keras: '"
                + model
                + "'"
                + (dice.oneIn(2) ? ", weights: imported}\n" : "}\n"));
    return Command.of("validate", spec);
  }

  private static byte[] read(String name) {
    try {
      return Files.readAllBytes(MODELS.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] description(Dice dice) {
    String text = new String(read(dice.pick(DESCRIPTIONS)), StandardCharsets.UTF_8);
    try {
      JsonNode changed = Trees.damaged(JSON.readTree(text), dice);
      return dice.oneIn(4)
          ? Texts.damaged(text, dice)
          : JSON.writeValueAsString(changed).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] zip(Dice dice) {
    byte[] content = dice.oneIn(40) ? new byte[BOMB] : description(dice);
    String name =
        dice.oneIn(20) ? dice.pick(List.of("config.json/", "../config.json")) : "config.json";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("metadata.json"));
      zip.putNextEntry(new ZipEntry(name));
      if (!name.endsWith("/")) {
        zip.write(content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return dice.oneIn(2) ? Texts.damaged(bytes.toByteArray(), dice) : bytes.toByteArray();
  }

  private static Path special(Dice dice, Box box) {
    Path file = box.in("model." + dice.pick(List.of("json", "keras", "h5", "hdf5", "onnx")));
    switch (dice.below(7)) {
      case 0 -> box.pipe(file);
      case 1 -> box.link(file, Path.of("/dev/zero"), false);
      case 2 -> box.link(file, box.beside("nowhere"), false);
      case 3 -> box.write(file.resolve("a-folder"), "");
      case 4 -> box.write(file, read("weights-only.h5"));
      case 5 -> box.write(file, "");
      default -> box.write(file, read(dice.pick(List.of("article-cnn.keras", "imported-3.keras"))));
    }
    return file;
  }
}
