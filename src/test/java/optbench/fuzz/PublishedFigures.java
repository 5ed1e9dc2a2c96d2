package optbench.fuzz;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tables in CSV as spreadsheets and people write them. */
final class PublishedFigures implements Generator {
  private static final String ORIGINAL =
      """
      source,label,epoch,test_accuracy,tolerance
      article,sgd,1,0.3122,0.02
      "a ""second"" one",Adam fast,2,.1399,0.02
      Größe,sgd,2,0.3884,1e-2
      """;

  @Override
  public Command generate(Dice dice, Box box) {
    Path results = box.copy("results/plain", box.in("plain"));
    Path file = box.in("published.csv");
    if (dice.oneIn(30)) {
      special(file, dice, box);
    } else {
      String text = ORIGINAL;
      int changes = 1 + dice.below(3);
      for (int i = 0; i < changes; i++) {
        text = change(text, dice);
      }
      Charset charset = dice.oneIn(12) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
      box.write(file, dice.oneIn(3) ? Texts.damaged(text, dice) : text.getBytes(charset));
    }
    Command report =
        Command.of("report", results, "--charts", "none", "--published", file)
            .with("--out", box.out("o"))
            .writing(box.out("o"));
    return dice.oneIn(4) ? report.with("-q") : report;
  }

  private static void special(Path file, Dice dice, Box box) {
    switch (dice.below(4)) {
      case 0 -> box.pipe(file);
      case 1 -> box.link(file, Path.of("/dev/zero"), false);
      case 2 -> box.write(file.resolve("a-folder"), "");
      default -> box.write(file, "");
    }
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
      case 5 -> {
        return text.replace(',', dice.pick(List.of(';', '\t', '|')));
      }
      case 6 -> {
        return text.replace("\n", dice.pick(List.of("\r\n", "\r", "\n\n", " \n", ",\n")));
      }
      case 7 -> lines.add(at, dice.pick(List.of("", " ", ",,,,", "# comment", "\u0000")));
      case 8 -> lines.add(lines.get(at));
      default -> cells.set(cell, dice.pick(Hostile.TEXTS));
    }
    if (!cells.isEmpty() && at < lines.size()) {
      lines.set(at, String.join(",", cells));
    }
    return String.join("\n", lines);
  }
}
