package optbench.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import optbench.file.Inputs;
import optbench.random.SeededRandom;

/**
 * A table of numbers with a header, a sample a row: one column is the label, all others are what is
 * learnt from.
 *
 * @param label name of the column of labels
 * @param test a second file, with the same columns; if empty, some of the rows are held out
 * @param testShare how large a share of the rows is held out for the test where there is no second
 *     file
 * @param shape of a sample that is an image
 */
record CsvFiles(
    Path path, String label, Optional<Path> test, double testShare, Optional<List<Integer>> shape)
    implements FileSource {
  private static final int MOST_SHOWN = 8;

  /** Decides which rows are held out, and so never changes. */
  private static final String PURPOSE = "rows held out for the test";

  /** All of a file. */
  @SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
  private record Table(List<String> columns, StoredNumbers numbers, long[] labels) {}

  @Override
  public String title() {
    return FileTitle.of(path);
  }

  @Override
  public Map<String, Path> files() {
    Map<String, Path> files = new HashMap<>(Map.of("csv", path));
    test.ifPresent(second -> files.put("test", second));
    return files;
  }

  @Override
  public Contents read() {
    Table all = table(path);
    if (test.isEmpty()) {
      return divided(all);
    }
    Table second = table(test.get());
    if (!second.columns().equals(all.columns())) {
      throw new DataException(
          DataException.Reason.CORRUPT,
          test.get() + ": must have the same columns as " + path + ", in the same order.");
    }
    return new Contents(part(all, path), Optional.empty(), part(second, test.get()), List.of());
  }

  private LabelledNumbers part(Table table, Path file) {
    return part(table.columns(), table.numbers(), table.labels(), file);
  }

  private LabelledNumbers part(
      List<String> columns, StoredNumbers numbers, long[] labels, Path file) {
    String source = file.toString();
    List<Integer> sides = GivenShape.of(shape, List.of(columns.size() - 1), source);
    return new LabelledNumbers(Layout.of(sides, source), numbers, labels, source, source);
  }

  private Contents divided(Table all) {
    int rows = all.labels().length;
    int held = (int) Math.round(rows * testShare);
    if (held < 1 || held >= rows) {
      throw new DataException(
          DataException.Reason.CORRUPT,
          path
              + ": test_share must leave a row on both sides, but of "
              + rows
              + " rows it takes "
              + held
              + ": say test: with a second file, or another test_share.");
    }
    int[] order = SeededRandom.of(0, PURPOSE).permutation(rows);
    int[] forTest = IntStream.of(Arrays.copyOf(order, held)).sorted().toArray();
    int[] others = IntStream.of(Arrays.copyOfRange(order, held, rows)).sorted().toArray();
    return new Contents(
        part(all, others),
        Optional.empty(),
        part(all, forTest),
        List.of(
            String.format(
                Locale.ROOT,
                "%d of %d rows (test_share %s) are the test set, always the same ones",
                held,
                rows,
                testShare)));
  }

  private LabelledNumbers part(Table all, int[] rows) {
    long[] labels = IntStream.of(rows).mapToLong(row -> all.labels()[row]).toArray();
    StoredNumbers numbers = all.numbers().rows(rows, all.columns().size() - 1);
    return part(all.columns(), numbers, labels, path);
  }

  private Table table(Path file) {
    try (InputStream in = Inputs.open(file)) {
      CsvLines lines = new CsvLines(in, file.toString());
      List<String> columns = lines.header();
      int labelAt = labelColumn(columns, file);
      StoredNumbers numbers = StoredNumbers.from(file.toString());
      long[] labels = new long[1024];
      int rows = 0;
      while (lines.next()) {
        if (rows == labels.length) {
          labels = Arrays.copyOf(labels, 2 * rows);
        }
        labels[rows++] = readRow(lines, columns, labelAt, numbers);
      }
      return new Table(columns, numbers, Arrays.copyOf(labels, rows));
    } catch (IOException e) {
      throw new DataException(
          DataException.Reason.MISSING,
          file + ": cannot be read (" + Failures.describe(e) + ").",
          e);
    }
  }

  private static long readRow(
      CsvLines lines, List<String> columns, int labelAt, StoredNumbers numbers) {
    if (lines.cells() != columns.size()) {
      throw lines.fault("has " + lines.cells() + " cells, but the header has " + columns.size());
    }
    long label = 0;
    for (int c = 0; c < columns.size(); c++) {
      double number;
      try {
        number = lines.number(c);
      } catch (NumberFormatException e) {
        throw lines.fault(c, columns.get(c), "must be a number");
      }
      if (c == labelAt) {
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
          throw lines.fault(c, columns.get(c), "the label must be a whole number");
        }
        label = (long) number;
      } else if (Math.abs(number) <= Float.MAX_VALUE) {
        numbers.add(number);
      } else {
        throw lines.fault(c, columns.get(c), "must be at most 3.4e38");
      }
    }
    return label;
  }

  private int labelColumn(List<String> columns, Path file) {
    int found = columns.indexOf(label);
    if (found >= 0 && columns.lastIndexOf(label) == found && columns.size() > 1) {
      return found;
    }
    List<String> shown = new ArrayList<>(columns.subList(0, Math.min(MOST_SHOWN, columns.size())));
    if (columns.size() > MOST_SHOWN) {
      shown.add("and " + (columns.size() - MOST_SHOWN) + " more");
    }
    String finding =
        columns.isEmpty()
            ? "is empty"
            : found < 0
                ? "has no column '"
                    + label
                    + "' in its first line, which has "
                    + String.join(", ", shown)
                : "must have one column '"
                    + label
                    + "' and others, but has "
                    + String.join(", ", shown);
    throw new DataException(
        DataException.Reason.CORRUPT,
        file
            + ": "
            + finding
            + ". Its first line must be the names of the columns, and label: one of them.");
  }
}
