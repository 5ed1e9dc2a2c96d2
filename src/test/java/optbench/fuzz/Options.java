package optbench.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines with options that are wrong, too many, too long or empty. */
final class Options implements Generator {
  /**
   * A command that is right: what stands first is kept, and so is where it writes.
   *
   * @param options units of one or two words, of which any may be changed or left out
   */
  private record Line(Command command, List<List<String>> options) {}

  private static final List<String> KEYS =
      List.of(
          "epochs",
          "seeds",
          "batch_size",
          "optimizers",
          "optimizers.adam.learning_rate",
          "optimizers.sgd.weight_decay",
          "optimizers.0",
          "optimizers[0].label",
          "network",
          "network.0.units",
          "data.train_limit",
          "tune.hyper_parameters.learning_rate.log",
          "targets",
          "targets.5",
          "timing.isolate",
          "profile",
          "name",
          "",
          ".",
          "a.b.c",
          "epochs.x",
          "optimizers..adam",
          "optimizers.adam fast.l2");

  @Override
  public Command generate(Dice dice, Box box) {
    Line line = line(dice, box);
    List<List<String>> options = new ArrayList<>(line.options());
    int changes = 1 + dice.below(3);
    for (int i = 0; i < changes; i++) {
      change(options, dice, box);
    }
    Command command = line.command();
    for (List<String> unit : options) {
      command = command.with(unit.toArray());
    }
    boolean asData = command.json() || command.arguments().contains("export");
    // What show says of an optimizer names its forms in the frameworks.
    Command told = command.mentioning("\\b(?:keras|torch|optax|org\\.nd4j)\\.[\\w.]+");
    return asData ? told.printingData() : told;
  }

  private static Line line(Dice dice, Box box) {
    Path results = box.copy("results/plain", box.in("plain"));
    Path spec = box.copy("specs", box.in("specs")).resolve("plain.yaml");
    Path out = box.out("o");
    return switch (dice.below(13)) {
      case 0, 1, 2 ->
          new Line(
              Command.of("validate", spec),
              List.of(List.of(spec.toString()), List.of("--plugins", "x.jar")));
      case 3 ->
          new Line(
              Command.of("run", "--dry-run", spec, "--out", out),
              units("--epochs=2", "--seeds=1,2", "--batch-size=full", "--set=epochs=3"));
      case 4 ->
          new Line(
              Command.of("report", results, "--out", out).writing(out),
              units("--charts=none", "--theme=dark", "--size=300x200", "--targets=0.5,0.9", "-q"));
      case 5 ->
          new Line(
              Command.of("compare", results, results),
              units("--level=0.05", "--margin=0.2", "--map=sgd=Adam fast", "--json"));
      case 6 ->
          new Line(
              Command.of("check", results, "--baseline", Box.resource("baseline.json"))
                  .failingWith("regress"),
              units("--rule=accuracy:0.3pt", "--json"));
      case 7 ->
          new Line(
              Command.of("export", results, "--out", out).writing(out),
              units("--to=csv", "--table=labels"));
      case 8 ->
          new Line(
              Command.of("merge", results, results, "--out", out).writing(out),
              units("--force", "--json", "-q"));
      case 9 -> new Line(Command.of("list"), units("optimizers", "--json", "--plugins=x.jar"));
      case 10 -> new Line(Command.of("show"), units("adam", "--profile=keras", "--json"));
      case 11 ->
          new Line(
              Command.of("path", "--out", out).writing(out),
              units(
                  "saddle",
                  "--steps=3",
                  "--start=1,1",
                  "--learning-rate=0.1",
                  "--optimizers=sgd,adam"));
      default ->
          new Line(
              Command.of("data", dice.pick(List.of("status", "verify", "fetch")), "mnist"),
              units("--data-dir=" + box.in("data"), "--json"));
    };
  }

  private static List<List<String>> units(String... words) {
    List<List<String>> units = new ArrayList<>();
    for (String word : words) {
      units.add(List.of(word));
    }
    return units;
  }

  private static void change(List<List<String>> options, Dice dice, Box box) {
    int at = options.isEmpty() ? 0 : dice.below(options.size());
    switch (dice.below(8)) {
      case 0 -> options.add(List.of("--set", dice.pick(KEYS) + "=" + value(dice)));
      case 1 ->
          options.add(
              List.of(
                  "--set=" + dice.pick(KEYS) + dice.pick(List.of("", "=", "==")) + value(dice)));
      case 2 ->
          options.add(
              List.of(
                  "--"
                      + dice.pick(
                          List.of("epochs", "sed", "x", "", "name", "engine", "jobs", "shard"))
                      + "="
                      + value(dice)));
      case 3 -> options.add(at, List.of(dice.pick(Hostile.TEXTS)));
      case 4 ->
          options.add(
              List.of(
                  "@"
                      + box.write(
                          box.in("words"), Texts.damaged("--epochs 3 'a b' \"c\n#x\n", dice))));
      case 5 -> {
        if (!options.isEmpty()) {
          options.remove(at);
        }
      }
      case 6 -> {
        if (!options.isEmpty()) {
          options.add(options.get(at));
        }
      }
      default -> {
        if (!options.isEmpty()) {
          List<String> unit = options.get(at);
          options.set(at, List.of(unit.get(0).replaceFirst("=.*|$", "=") + value(dice)));
        }
      }
    }
  }

  private static String value(Dice dice) {
    return switch (dice.below(4)) {
      case 0 -> dice.pick(Hostile.NUMBERS).asText();
      case 1 -> Hostile.value(dice).toString();
      default -> dice.pick(Hostile.TEXTS);
    };
  }
}
