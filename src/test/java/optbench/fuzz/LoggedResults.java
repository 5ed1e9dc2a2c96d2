package optbench.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/** What other frameworks logged: CSV, JSON Lines, event files. */
final class LoggedResults implements Generator {
  private static final String CSV =
      """
      label,seed,epoch,step,test_accuracy,train_loss,seconds,hp.learning_rate
      adam,1,1,10,0.91,0.5,1.5,0.001
      adam,1,2,20,.93,4e-1,3,0.001
      adam,2,1,10,0.92,0.5,1.25,0.001
      adam,2,2,20,0.935,nan,3,0.001
      "SGD, ""plain""\",1,1,10,0.81,0.9,1,0.1
      "SGD, ""plain""\",1,2,20,0.85,0.8,2,0.1
      "SGD, ""plain""\",2,1,10,0.80,,1,0.1
      "SGD, ""plain""\",2,2,20,0.84,0.7,2,0.1
      """;

  private static final String JSON_LINES =
      """
      {"label": "adam", "seed": 1, "epoch": 1, "test_accuracy": 91.5, "hyper_parameters": {"lr": 0.1}}
      {"label": "adam", "seed": 2, "epoch": 1, "test_accuracy": 92.5, "hyper_parameters": {"lr": 0.1}}
      {"label": "größer", "seed": 1, "epoch": 1, "test_accuracy": 81, "test_loss": NaN}
      {"label": "größer", "seed": 2, "epoch": 1, "test_accuracy": 80.25, "test_loss": 0.5, "data": "mnist"}
      """;

  private static final String KERAS =
      """
      epoch,accuracy,loss,val_accuracy,val_loss
      0,0.8,0.9,0.85,0.8
      1,0.9,0.5,NA,0.4
      2,0.92,0.4,0.93,0.3
      """;

  private static final int MASK = 0xa282ead8;

  @Override
  public Command generate(Dice dice, Box box) {
    Command importing =
        switch (dice.below(4)) {
          case 0 -> file(dice, box, "log.csv", CSV);
          case 1 -> file(dice, box, "log.jsonl", JSON_LINES);
          case 2 -> keras(dice, box);
          default -> events(dice, box);
        };
    return option(importing, dice)
        .with("--charts", "none", "--out", box.out("o"))
        .writing(box.out("o"));
  }

  private static Command file(Dice dice, Box box, String name, String original) {
    Path file = box.in(name);
    if (dice.oneIn(30)) {
      special(file, dice, box);
    } else {
      box.write(file, damaged(original, dice));
    }
    return Command.of("import", file);
  }

  private static Command keras(Dice dice, Box box) {
    for (String name : List.of("adam-1.csv", "adam-2.csv", "sgd-1.csv", "sgd-2.csv")) {
      box.write(
          box.in("logs").resolve(name),
          dice.oneIn(3) ? damaged(KERAS, dice) : KERAS.getBytes(StandardCharsets.UTF_8));
    }
    List<String> patterns =
        List.of("{label}-{seed}.csv", "{label}-{seed}.csv", "{seed}", "{label}/{seed}-{label}");
    return Command.of("import", box.in("logs"), "--pattern", dice.pick(patterns));
  }

  private static Command events(Dice dice, Box box) {
    for (String trial : List.of("adam/seed-1", "adam/seed-2", "sgd/seed-1")) {
      byte[] bytes = eventFile(dice);
      if (dice.oneIn(2)) {
        bytes[dice.below(bytes.length)] ^= (byte) (1 << dice.below(8));
      }
      if (dice.oneIn(4)) {
        bytes = Arrays.copyOf(bytes, dice.below(bytes.length));
      }
      box.write(box.in("events").resolve(trial).resolve("events.out.tfevents.1.x"), bytes);
    }
    return Command.of("import", box.in("events"));
  }

  /** Whole, or with a record that is framed rightly and holds anything. */
  private static byte[] eventFile(Dice dice) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int epoch = 1; epoch <= 3; epoch++) {
      float accuracy = dice.oneIn(20) ? Float.NaN : 0.9f + epoch / 100f;
      Summary.Builder summary =
          Summary.newBuilder()
              .addValue(
                  Summary.Value.newBuilder()
                      .setTag(dice.oneIn(20) ? "\u001b[31m" : "accuracy/test")
                      .setSimpleValue(accuracy));
      Event event =
          Event.newBuilder()
              .setStep(dice.oneIn(20) ? -1 : 100L * epoch)
              .setSummary(summary)
              .build();
      byte[] record = event.toByteArray();
      if (dice.oneIn(10)) {
        record[dice.below(record.length)] = (byte) dice.below(256);
      }
      frame(out, record);
    }
    return out.toByteArray();
  }

  private static void frame(ByteArrayOutputStream out, byte[] record) {
    byte[] length = little(Long.BYTES).putLong(record.length).array();
    out.writeBytes(length);
    out.writeBytes(little(Integer.BYTES).putInt(masked(length)).array());
    out.writeBytes(record);
    out.writeBytes(little(Integer.BYTES).putInt(masked(record)).array());
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }

  private static Command option(Command command, Dice dice) {
    return switch (dice.below(10)) {
      case 0 -> command.with("--shared-seeds");
      case 1 -> command.with("--accuracy", dice.pick(List.of("percent", "fraction", "points")));
      case 2 -> command.with("--seconds", "epoch");
      case 3 ->
          command.with("--columns", "test_accuracy=" + dice.pick(List.of("a", "loss", "step")));
      case 4 -> command.with("--steps-per-epoch", dice.pick(List.of("10", "0", "2147483647")));
      case 5 -> command.with("--data", dice.pick(Hostile.TEXTS));
      case 6 -> command.with("-q");
      default -> command;
    };
  }

  private static void special(Path file, Dice dice, Box box) {
    switch (dice.below(4)) {
      case 0 -> box.pipe(file);
      case 1 -> box.link(file, Path.of("/dev/zero"), false);
      case 2 -> box.write(file.resolve("a-folder"), "");
      default -> box.write(file, "");
    }
  }

  private static byte[] damaged(String original, Dice dice) {
    String text = original;
    int changes = 1 + dice.below(3);
    for (int i = 0; i < changes; i++) {
      text = change(text, dice);
    }
    return dice.oneIn(3) ? Texts.damaged(text, dice) : text.getBytes(StandardCharsets.UTF_8);
  }

  private static String change(String text, Dice dice) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    int at = dice.below(lines.size());
    List<String> cells = new ArrayList<>(Arrays.asList(lines.get(at).split(",", -1)));
    int cell = dice.below(cells.size());
    switch (dice.below(12)) {
      case 0 -> cells.remove(cell);
      case 1 -> cells.add(cell, dice.pick(Hostile.TEXTS));
      case 2 -> cells.set(cell, "\"" + cells.get(cell));
      case 3 -> cells.set(cell, cells.get(cell).replace('.', ','));
      case 4 -> cells.set(cell, dice.pick(Hostile.NUMBERS).asText());
      case 5 -> cells.set(cell, dice.pick(List.of("nan", "-inf", "1e400", "1e-400", "100.0001")));
      case 6 -> {
        return text.replace("\n", dice.pick(List.of("\r\n", "\r", "\n\n", " \n", ",\n")));
      }
      case 7 -> lines.add(at, dice.pick(List.of("", " ", ",,,,", "# comment", "{}", "[1]")));
      case 8 -> lines.add(lines.get(at));
      case 9 -> lines.remove(at);
      default -> cells.set(cell, dice.pick(Hostile.TEXTS));
    }
    if (!cells.isEmpty() && at < lines.size()) {
      lines.set(at, String.join(",", cells));
    }
    return String.join("\n", lines);
  }
}
