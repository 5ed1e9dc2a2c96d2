package optbench.export;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import optbench.hash.Sha256;
import optbench.intake.ColumnNames;
import optbench.intake.IntakeFault;
import optbench.intake.LoggedFile;
import optbench.intake.LoggedRow;
import optbench.intake.TrialName;
import optbench.store.LoggedFiles;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;
import org.tensorflow.proto.TensorProto;

/**
 * Scalars that others wrote for TensorBoard. Each event is a row: its step, and what it says by
 * tag. Keras writes a folder for training and one for validation, with the same tags, whose steps
 * are epochs.
 */
public final class EventLogs {
  private static final String STEP = "step";
  private static final String EPOCH = "epoch";

  /** What tags of Keras begin with that are written once an epoch. */
  private static final String OF_EPOCH = "epoch_";

  private static final int MOST_EVENTS = 500_000;
  private static final int MOST_TAGS = 1000;

  private final Path file;
  private final String validation;
  private final Set<String> tags = new LinkedHashSet<>();
  private final List<Map<String, String>> events = new ArrayList<>();

  private EventLogs(Path file, String validation) {
    this.file = file;
    this.validation = validation;
  }

  /** Whether a name is that of an event file. */
  public static boolean isLog(Path file) {
    return String.valueOf(file.getFileName()).contains("tfevents");
  }

  /** The folder that is named after the trial: without Keras' own below it. */
  public static Path folder(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    return isPart(folder) && folder.getParent() != null ? folder.getParent() : folder;
  }

  private static boolean isPart(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return name.equals("train") || name.equals("validation");
  }

  /**
   * Reads a file, up to its end or to a last record that is not whole.
   *
   * @throws IntakeFault that says where it is damaged
   */
  public static LoggedFile read(Path file, ColumnNames names, TrialName trial) {
    byte[] bytes = LoggedFiles.bytes(file);
    boolean ofValidation = file.toAbsolutePath().getParent().endsWith("validation");
    EventLogs logs = new EventLogs(file, ofValidation ? "val_" : "");
    List<byte[]> records = TfRecords.read(file.toString(), bytes);
    for (int i = 0; i < records.size(); i++) {
      logs.add(records.get(i), i + 1);
    }
    return logs.logged(bytes, names, trial);
  }

  private void add(byte[] record, int number) {
    Event event;
    try {
      event = Event.parseFrom(record);
    } catch (InvalidProtocolBufferException e) {
      throw new IntakeFault(file.toString(), "record " + number + " is no event of TensorBoard");
    }
    Map<String, String> cells = new LinkedHashMap<>();
    boolean byEpoch = false;
    for (Summary.Value value : event.getSummary().getValueList()) {
      Optional<String> scalar = scalar(value);
      if (scalar.isPresent()) {
        boolean ofEpoch = value.getTag().startsWith(OF_EPOCH);
        byEpoch |= ofEpoch;
        String tag =
            ofEpoch ? validation + value.getTag().substring(OF_EPOCH.length()) : value.getTag();
        cells.put(tag, scalar.get());
      }
    }
    if (cells.isEmpty()) {
      return;
    }
    if (events.size() >= MOST_EVENTS || tags.size() > MOST_TAGS) {
      throw new IntakeFault(
          file.toString(),
          "has more than " + MOST_EVENTS + " events, or " + MOST_TAGS + " tags: log once an epoch");
    }
    tags.addAll(cells.keySet());
    cells.put(byEpoch ? EPOCH : STEP, Long.toString(Math.max(0, event.getStep())));
    events.add(cells);
  }

  /** As short as it reads back the same: 32 bits hold 0.9731 as 0.97310001. */
  private static Optional<String> scalar(Summary.Value value) {
    if (value.getValueCase() == Summary.Value.ValueCase.SIMPLE_VALUE) {
      return Optional.of(Float.toString(value.getSimpleValue()));
    }
    TensorProto tensor = value.getTensor();
    ByteBuffer content = tensor.getTensorContent().asReadOnlyByteBuffer();
    content.order(ByteOrder.LITTLE_ENDIAN);
    if (tensor.getDtype() == DataType.DT_FLOAT) {
      if (tensor.getFloatValCount() == 1) {
        return Optional.of(Float.toString(tensor.getFloatVal(0)));
      }
      return content.remaining() == Float.BYTES
          ? Optional.of(Float.toString(content.getFloat()))
          : Optional.empty();
    }
    if (tensor.getDtype() == DataType.DT_DOUBLE) {
      if (tensor.getDoubleValCount() == 1) {
        return Optional.of(Double.toString(tensor.getDoubleVal(0)));
      }
      return content.remaining() == Double.BYTES
          ? Optional.of(Double.toString(content.getDouble()))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private LoggedFile logged(byte[] bytes, ColumnNames names, TrialName trial) {
    Set<String> all = new LinkedHashSet<>(tags);
    events.forEach(event -> all.addAll(event.keySet()));
    Map<String, String> columns = names.in(all, true);
    List<LoggedRow> rows = new ArrayList<>();
    for (Map<String, String> event : events) {
      LoggedRow row = ColumnNames.row(file.toString(), columns, event, Optional.of(trial));
      if (!row.figures().isEmpty()) {
        rows.add(row);
      }
    }
    Set<String> unused = new LinkedHashSet<>(tags);
    unused.removeAll(columns.values());
    return new LoggedFile(
        String.valueOf(file.getFileName()),
        Sha256.hex(bytes),
        LoggedFiles.modified(file),
        rows,
        unused,
        ColumnNames.renamed(columns));
  }
}
