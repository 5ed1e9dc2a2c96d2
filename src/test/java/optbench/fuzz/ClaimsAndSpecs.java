package optbench.fuzz;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Claims, the specs of their experiments, and the results that they are held against. */
final class ClaimsAndSpecs implements Generator {
  @Override
  public Command generate(Dice dice, Box box) {
    Path folder = box.in("claims");
    for (String spec : new String[] {"plain.yaml", "probed.yaml"}) {
      byte[] content = box.read(Box.resource("specs/" + spec));
      String text = new String(content, StandardCharsets.UTF_8);
      box.write(
          folder.resolve("specs").resolve(spec),
          dice.oneIn(12) ? Specs.damaged(text, false, dice) : content);
    }
    boolean json = dice.oneIn(4);
    String original = new String(box.read(Box.resource("claims.yaml")), StandardCharsets.UTF_8);
    Path claims =
        box.write(
            folder.resolve(json ? "claims.json" : "claims.yaml"),
            Specs.damaged(original, json, dice));
    if (dice.oneIn(30)) {
      box.pipe(claims);
    }
    Path out = box.out("o");
    if (dice.oneIn(2)) {
      box.copy("results/plain", out.resolve("plain"));
      box.copy("results/probed", out.resolve("probed"));
    }
    Command command = Command.of("claims", claims, "--out", out).writing(out);
    return switch (dice.below(20)) {
      case 0 -> command.with("--dry-run");
      case 1 -> command.with("--dry-run", "--only", dice.pick(Hostile.TEXTS));
      case 2, 3, 4 -> command.with("--report-only", "--json").printingData();
      case 5 -> command.with("--report-only", "--only", "adam-best");
      default -> command.with("--report-only");
    };
  }
}
