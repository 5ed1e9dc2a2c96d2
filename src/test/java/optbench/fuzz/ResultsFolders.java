package optbench.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import optbench.store.RunStore;

/**
 * Results folders of a run, a tuned one and a watched one, with files that were damaged or put
 * there.
 */
final class ResultsFolders implements Generator {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final List<String> FORMATS =
      List.of("csv", "json", "markdown", "latex", "tensorboard");

  /** What a user may keep in a results folder, under names that a report could have. */
  private static final List<String> MINE =
      List.of("mine.txt", "charts/holiday.png", "trials/notes.txt", "published.csv");

  /** Where a run writes, and what would be damaged if it followed a link there. */
  private static final List<String> PLACES =
      List.of(
          ".lock",
          ".lock",
          "trials",
          "charts",
          ".probe",
          "accuracy.csv",
          "report.html",
          "manifest.json",
          ".accuracy.csv.tmp");

  private static final List<String> NAMES =
      List.of("0123456789abcdef.json", "x.json", "ABCDEF.json", ".a.tmp", "\u001b[31m.json");

  @Override
  public Command generate(Dice dice, Box box) {
    String name = dice.pick(List.of("plain", "plain", "tuned", "probed"));
    Path folder = box.copy("results/" + name, box.in(name));
    Path whole = box.copy("results/" + name, box.in("whole"));
    if (dice.oneIn(3)) {
      pack(folder);
    }
    Set<Path> mine = dice.oneIn(2) ? mine(folder, box) : Set.of();
    int changes = 1 + (dice.oneIn(3) ? dice.below(4) : 0);
    for (int i = 0; i < changes; i++) {
      change(folder, dice, box);
    }
    return command(name, folder, whole, dice, box).sparing(mine);
  }

  private static void pack(Path folder) {
    try (RunStore store = RunStore.open(folder)) {
      store.pack();
    }
  }

  private static Set<Path> mine(Path folder, Box box) {
    return MINE.stream()
        .map(folder::resolve)
        .map(file -> box.write(file, "the user's own\n"))
        .collect(Collectors.toSet());
  }

  private static void change(Path folder, Dice dice, Box box) {
    List<Path> files =
        box.files(folder).stream()
            .filter(f -> f.toString().endsWith(".json") || f.toString().endsWith(".jsonl.gz"))
            .toList();
    if (files.isEmpty()) {
      return;
    }
    Path file = dice.oneIn(3) ? folder.resolve("run.json") : dice.pick(files);
    if (!files.contains(file)) {
      return;
    }
    switch (dice.below(15)) {
      case 0, 1 ->
          box.write(file, Texts.damaged(new String(box.read(file), StandardCharsets.UTF_8), dice));
      case 2 -> box.write(file, Texts.damaged(box.read(file), dice));
      case 3 -> put(file, dice, box);
      case 4, 8, 9 -> put(folder.resolve(dice.pick(PLACES)), dice, box);
      case 5 -> lock(folder.resolve(".lock"), dice, box);
      case 6 -> box.write(file.resolveSibling(dice.pick(NAMES)), box.read(file));
      case 7 -> claims(folder, dice, box);
      default -> box.write(file, tree(box.read(file), dice));
    }
  }

  private static byte[] tree(byte[] json, Dice dice) {
    try {
      JsonNode changed = Trees.damaged(JSON.readTree(json), dice);
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(changed);
    } catch (java.io.IOException e) {
      return Texts.damaged(json, dice);
    }
  }

  /** Something that is not a file of ours. */
  private static void put(Path path, Dice dice, Box box) {
    switch (dice.below(9)) {
      case 0 -> box.pipe(path);
      case 1 -> box.link(path, box.beside("holiday.png"), false);
      case 2 -> box.link(path, box.beside("holiday.png"), true);
      case 3 -> box.link(path, box.beside("nowhere"), false);
      case 4 -> box.link(path, box.beside("notes"), false);
      case 5 -> box.link(path, path, false);
      case 6 -> box.link(path, Path.of("/dev/zero"), false);
      case 7 -> box.delete(path);
      default -> {
        box.delete(path);
        box.write(path.resolve("inside"), "");
      }
    }
  }

  private static void lock(Path lock, Dice dice, Box box) {
    box.write(
        lock,
        dice.pick(
            List.of(
                "",
                "1",
                "0",
                "-1",
                "99999999999999999999",
                "\u001b[31m",
                "1\n2",
                "9".repeat(4_000))));
  }

  /** A run that names claims: a file that it reads again. */
  private static void claims(Path folder, Dice dice, Box box) {
    Path run = folder.resolve("run.json");
    if (!Files.isRegularFile(run)) {
      return;
    }
    try {
      ObjectNode tree = (ObjectNode) JSON.readTree(box.read(run));
      Path pipe = box.in("pipe.yaml");
      box.pipe(pipe);
      String named = dice.oneIn(2) ? pipe.toString() : dice.pick(Hostile.TEXTS);
      tree.withObject("/spec").put("claims", named);
      box.write(run, JSON.writeValueAsString(tree));
    } catch (JsonProcessingException | RuntimeException e) {
      box.write(run, "{}");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Claims whose experiments have their results in the damaged folder. */
  private static Command claims(Path results, Box box) {
    Path claims =
        box.write(box.root().resolve("claims.yaml"), box.read(Box.resource("claims.yaml")));
    box.copy("specs", box.root().resolve("specs"));
    return Command.of("claims", claims, "--report-only", "--out", results).writing(results);
  }

  private static Command packing(Path folder, boolean undo) {
    return undo ? Command.of("pack", folder, "--undo") : Command.of("pack", folder);
  }

  private static Command command(String name, Path folder, Path whole, Dice dice, Box box) {
    Path out = box.out("o");
    Path baseline = Box.resource("baseline.json");
    Path spec = Box.resource("specs/" + name + ".yaml");
    return switch (dice.below(24)) {
      case 0, 1 -> Command.of("report", folder, "--charts", "none").writing(folder);
      case 2 ->
          Command.of("report", folder, "--charts", "none", "--json").writing(folder).printingData();
      case 3 -> Command.of("report", folder, "--watch", "--charts", "none").writing(folder);
      case 4 ->
          dice.oneIn(10)
              ? Command.of("report", folder, "--charts", "all", "--out", out).writing(out)
              : Command.of("report", folder, "--charts", "none", "--out", out).writing(out);
      case 5 -> Command.of("report", folder, whole, "--charts", "none", "--out", out).writing(out);
      case 6, 7 -> Command.of("compare", whole, folder);
      case 8 -> Command.of("compare", folder, whole, "--json").printingData();
      case 9, 10 ->
          Command.of("check", folder, "--baseline", baseline).failingWith("(?i)regress|worse");
      case 11 ->
          Command.of("check", folder, "--baseline", baseline, "--json")
              .with("--junit", box.out("j.xml"), "--summary", box.out("s.md"))
              .writing(box.out())
              .failingWith("(?i)regress|worse")
              .printingData();
      case 12, 13 ->
          Command.of("baseline", "save", folder, "--out", box.out("b.json")).writing(box.out());
      case 14, 15, 16 ->
          Command.of("export", folder, "--to", dice.pick(FORMATS), "--out", out).writing(out);
      case 17 -> Command.of("export", folder, "--to", "csv").printingData();
      case 18, 19 -> Command.of("merge", folder, whole, "--out", out, "-q").writing(out);
      case 20 ->
          Command.of("merge", whole, folder, "--out", folder, "-q", "--force").writing(folder);
      case 21 ->
          dice.oneIn(8)
              ? Command.of("run", spec, "--out", folder, "--charts", "none", "-q").writing(folder)
              : claims(folder.getParent(), box);
      case 22 ->
          dice.oneIn(8)
              ? Command.of("run", spec, "--out", folder, "--charts", "none", "-q", "--force")
                  .writing(folder)
              : Command.of("compare", folder, whole, "--out", out).writing(out);
      default ->
          dice.oneIn(3)
              ? Command.of("compare", folder, folder.resolve("trials"))
              : packing(folder, dice.oneIn(2)).writing(folder);
    };
  }
}
