package optbench.e2e;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import optbench.Folders;

/** A results folder, seen from outside. */
record Folder(Path path) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  JsonNode json(Path file) {
    return json(text(file));
  }

  String text(String name) {
    return text(path.resolve(name));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file by its name relative to the folder, with its bytes in hex. */
  Map<String, String> content() {
    Map<String, String> content = new TreeMap<>();
    for (Path file : files()) {
      try {
        content.put(
            path.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return content;
  }

  /** Every file that is there, also while a run writes and renames beside it. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(path, new Collector(files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Collections.sort(files);
    return files;
  }

  /** A file that was listed and is gone before it is looked at is none. */
  private static final class Collector extends SimpleFileVisitor<Path> {
    private final List<Path> files;

    Collector(List<Path> files) {
      this.files = files;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }

  /** Files of whole trials. */
  List<Path> trials() {
    return files().stream()
        .filter(file -> file.getParent().endsWith("trials"))
        .filter(file -> file.toString().endsWith(".json"))
        .filter(file -> !file.getFileName().toString().startsWith("."))
        .toList();
  }

  /** Files that a write which was cut off would leave behind. */
  List<Path> leftOvers() {
    return files().stream().filter(file -> file.toString().endsWith("-tmp")).toList();
  }

  /** Every trial without what the clock decides, by label and seed. */
  Map<String, JsonNode> metrics() {
    Map<String, JsonNode> metrics = new TreeMap<>();
    for (Path file : trials()) {
      ObjectNode trial = (ObjectNode) json(file);
      trial.remove(List.of("time", "finished_at"));
      for (String times : List.of("epochs", "step_evaluations")) {
        trial.path(times).forEach(one -> ((ObjectNode) one).remove("train_seconds"));
      }
      metrics.put(
          trial.get("label").asText() + " " + trial.get("settings").get("seed").asText(), trial);
    }
    return metrics;
  }

  /** A table, each row by its columns' names. */
  List<Map<String, String>> csv(String name) {
    List<String> lines = text(name).lines().toList();
    String[] head = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new TreeMap<>();
      for (int i = 0; i < head.length; i++) {
        row.put(head[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  /** All of it, elsewhere. */
  Folder copyTo(Path target) {
    return new Folder(Folders.copy(path, target));
  }
}
