package optbench.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import optbench.file.FileFaultText;
import optbench.file.Inputs;
import optbench.hash.Sha256;
import optbench.intake.ColumnNames;
import optbench.intake.LoggedFile;
import optbench.intake.LoggedRow;
import optbench.intake.TrialName;

/** What others logged, as CSV with a head or as JSON Lines, both in UTF-8. */
public final class LoggedFiles {
  /** As many rows as a hundred trials of a thousand epochs take, several times over. */
  private static final long MOST_BYTES = 64L << 20;

  private static final int MOST_ROWS = 500_000;
  private static final int MOST_COLUMNS = 1000;
  private static final int MOST_FILES = 20_000;
  private static final int MOST_LEVELS = 8;

  /** The key below which hyper-parameters may stand in JSON. */
  private static final String HYPER_PARAMETERS = "hyper_parameters";

  private static final ObjectReader JSON =
      JsonMapper.builder()
          // Python's json writes them so.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private final Path file;
  private final ColumnNames names;
  private final Optional<TrialName> trial;
  private final List<LoggedRow> rows = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<String, String> taken = new LinkedHashMap<>();

  /** Of the last row: most rows have the same. */
  private Set<String> keys = Set.of();

  private Map<String, String> columns = Map.of();

  private LoggedFiles(Path file, ColumnNames names, Optional<TrialName> trial) {
    this.file = file;
    this.names = names;
    this.trial = trial;
  }

  /**
   * Reads a file; its ending says whether it is CSV or JSON Lines.
   *
   * @param trial whose log it is, if its name says so
   * @throws StoreException that says where it cannot be read, and what is expected there
   */
  public static LoggedFile read(Path file, ColumnNames names, Optional<TrialName> trial) {
    byte[] bytes = bytes(file);
    LoggedFiles reader = new LoggedFiles(file, names, trial);
    if (isCsv(file)) {
      reader.csv(bytes);
    } else {
      reader.jsonLines(CsvRows.text(file, bytes));
    }
    return reader.logged(bytes);
  }

  /** Whether a name is that of a log that this can read. */
  public static boolean isLog(Path file) {
    return isCsv(file) || end(file, ".jsonl") || end(file, ".ndjson");
  }

  private static boolean isCsv(Path file) {
    return end(file, ".csv");
  }

  private static boolean end(Path file, String ending) {
    return String.valueOf(file.getFileName()).endsWith(ending);
  }

  /** All bytes of a log. */
  public static byte[] bytes(Path file) {
    try {
      return Inputs.bytes(file, MOST_BYTES);
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + FileFaultText.of(e), e);
    }
  }

  /** When a file was last written to. */
  public static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + FileFaultText.of(e), e);
    }
  }

  /** All regular files below a folder, in the order of their names; links are not followed. */
  public static List<Path> below(Path folder) {
    try (Stream<Path> all = Files.walk(folder, MOST_LEVELS)) {
      List<Path> files =
          all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .limit(MOST_FILES + 1L)
              .sorted()
              .toList();
      if (files.size() > MOST_FILES) {
        throw new StoreException(
            folder + " holds more than " + MOST_FILES + " files: name a folder of logs alone");
      }
      return files;
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException("cannot read " + folder + ": " + FileFaultText.of(cause(e)), e);
    }
  }

  private static IOException cause(Exception e) {
    return e instanceof UncheckedIOException unchecked ? unchecked.getCause() : (IOException) e;
  }

  private void csv(byte[] bytes) {
    List<String> head = new ArrayList<>();
    CsvRows.read(
        file,
        bytes,
        (cells, line) -> {
          if (head.isEmpty()) {
            head.addAll(cells);
            requireHead(head, line);
          } else {
            requireWidth(cells.size(), head.size(), line);
            Map<String, String> byName = new HashMap<>();
            for (int i = 0; i < cells.size(); i++) {
              byName.put(head.get(i), cells.get(i));
            }
            add(byName, line);
          }
        });
  }

  private void requireHead(List<String> head, int line) {
    for (String separator : List.of(";", "\t")) {
      if (head.size() == 1 && head.get(0).contains(separator)) {
        throw fault(line, "columns must be separated by commas, not by semicolons or tabs");
      }
    }
    if (head.size() > MOST_COLUMNS) {
      throw fault(line, "has more than " + MOST_COLUMNS + " columns: is this a log?");
    }
    Set<String> once = new HashSet<>();
    for (String name : head) {
      if (!once.add(name)) {
        throw fault(line, "two columns are called '" + name + "'");
      }
    }
  }

  private void requireWidth(int cells, int columns, int line) {
    if (cells != columns) {
      throw fault(
          line,
          "has "
              + cells
              + (cells == 1 ? " cell" : " cells")
              + " but the head has "
              + columns
              + " columns: put text that holds a comma into quotes, and write decimal points");
    }
  }

  private void jsonLines(String text) {
    int line = 0;
    for (String row : (Iterable<String>) text.lines()::iterator) {
      line++;
      if (!row.isBlank()) {
        Map<String, String> cells = cells(row, line);
        add(cells, line);
      }
    }
  }

  private Map<String, String> cells(String row, int line) {
    JsonNode tree;
    try {
      tree = JSON.readTree(row);
    } catch (JacksonException e) {
      throw CsvRows.fault(
          file, line, "is not JSON: each line must be an object, such as {\"label\": \"adam\"}", e);
    }
    if (tree == null || !tree.isObject()) {
      throw fault(line, "must be an object, such as {\"label\": \"adam\"}");
    }
    if (tree.size() > MOST_COLUMNS) {
      throw fault(line, "has more than " + MOST_COLUMNS + " keys: is this a log?");
    }
    Map<String, String> cells = new LinkedHashMap<>();
    tree.properties()
        .forEach(
            entry -> {
              if (entry.getKey().equals(HYPER_PARAMETERS) && entry.getValue().isObject()) {
                entry
                    .getValue()
                    .properties()
                    .forEach(
                        p ->
                            cells.put(
                                ColumnNames.HYPER_PARAMETER + p.getKey(), text(p.getValue())));
              } else {
                cells.put(entry.getKey(), text(entry.getValue()));
              }
            });
    return cells;
  }

  /** Nothing of what is no single value. */
  private static String text(JsonNode value) {
    return value.isNull() || value.isContainerNode() ? "" : value.asText();
  }

  private void add(Map<String, String> cells, int line) {
    if (rows.size() >= MOST_ROWS) {
      throw fault(line, "has more than " + MOST_ROWS + " rows: log once an epoch");
    }
    if (!cells.keySet().equals(keys)) {
      keys = Set.copyOf(cells.keySet());
      columns = names.in(keys, trial.isPresent());
      seen.addAll(keys);
      taken.putAll(columns);
    }
    rows.add(ColumnNames.row(file + ":" + line, columns, cells, trial));
  }

  private LoggedFile logged(byte[] bytes) {
    Set<String> unused = new HashSet<>(seen);
    unused.removeAll(taken.values());
    return new LoggedFile(
        String.valueOf(file.getFileName()),
        Sha256.hex(bytes),
        modified(file),
        rows,
        unused,
        ColumnNames.renamed(taken));
  }

  private StoreException fault(int line, String words) {
    return CsvRows.fault(file, line, words, null);
  }
}
