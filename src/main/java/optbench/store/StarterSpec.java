package optbench.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A spec for people who have none yet: every key is there, with what may stand after it. */
public final class StarterSpec {
  private StarterSpec() {}

  /**
   * Writes it, in place of what may be there.
   *
   * @param file to write; its folder is made if need be
   * @param schema a schema that editors can be pointed to
   * @param defaults what keys that are left out mean, by key
   * @throws StoreException if the disk will not have it
   */
  public static void write(Path file, Optional<Path> schema, Map<String, String> defaults) {
    String text = schema.map(s -> pointer(file, s)).orElse("") + body(defaults);
    if (Files.isDirectory(file)) {
      throw new StoreException(file + " is a folder: name a file in it");
    }
    OutputFile.write(file, text);
  }

  /** Relative where spec and schema move together; the address of the schema elsewhere. */
  private static String pointer(Path file, Path schema) {
    Path from = file.toAbsolutePath().normalize().getParent();
    Path to = schema.toAbsolutePath().normalize();
    Path checkout = to.getParent().getParent();
    boolean together = checkout != null && from.startsWith(checkout);
    String address =
        together ? from.relativize(to).toString().replace('\\', '/') : to.toUri().toString();
    return "# yaml-language-server: $schema=" + address + "\n";
  }

  private static String body(Map<String, String> defaults) {
    try (InputStream in = StarterSpec.class.getResourceAsStream("starter.yaml")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> usual : defaults.entrySet()) {
        text = text.replace("${" + usual.getKey() + "}", usual.getValue());
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
