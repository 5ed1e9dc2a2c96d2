package optbench.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Many inputs, one after another. What breaks a rule is kept under {@code target/fuzz}, with the
 * command that plays it again.
 */
final class Campaign {
  private static final Path BOXES = Path.of("target", "fuzz", "boxes");
  private static final Path FOUND = Path.of("target", "fuzz", "found");

  /** Where commands that forget their --out would write. */
  private static final List<Path> OURS =
      List.of(Path.of(""), Path.of("results"), Path.of("configs"));

  private static final long LARGEST_TEXT = 1_000_000;

  private final long seed;
  private final Duration limit;
  private final Map<Kind, Integer> played = new EnumMap<>(Kind.class);
  private final List<String> found = new ArrayList<>();

  /**
   * @param limit after which a command that trains nothing is said to hang
   */
  Campaign(long seed, Duration limit) {
    this.seed = seed;
    this.limit = limit;
  }

  /** How many inputs of each kind there were. */
  Map<Kind, Integer> played() {
    return played;
  }

  /** One line for each input that broke a rule. */
  List<String> found() {
    return found;
  }

  /** Plays one input. */
  void play(Kind kind, long number) {
    List<String> here = listing();
    try (CommandRunner runner = new CommandRunner(limit);
        Box box = Box.open(BOXES)) {
      Command command = kind.generate(seed, number, box);
      String given = given(command, box);
      Outcome outcome = runner.play(command, box);
      List<String> faults = Rules.broken(command, outcome, given);
      listing().stream()
          .filter(name -> !here.contains(name))
          .forEach(name -> faults.add("touched: " + name + " is in the working directory"));
      if (!outcome.stack().isEmpty()
          && outcome.exitCode().isPresent()
          && !hangsAgain(kind, number, runner)) {
        faults.removeIf(fault -> fault.startsWith("hung"));
      }
      played.merge(kind, 1, Integer::sum);
      if (!faults.isEmpty()) {
        keep(kind, number, command, outcome, faults, runner);
      }
    }
  }

  /** A machine that was busy with other things is not a fault. */
  private boolean hangsAgain(Kind kind, long number, CommandRunner runner) {
    try (Box box = Box.open(BOXES)) {
      return !runner.play(kind.generate(seed, number, box), box).stack().isEmpty();
    }
  }

  private static List<String> listing() {
    List<String> names = new ArrayList<>();
    for (Path folder : OURS) {
      try (Stream<Path> files = Files.list(folder)) {
        files.map(Path::toString).forEach(names::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return names;
  }

  /** The words of the input, which messages may repeat. */
  private static String given(Command command, Box box) {
    StringBuilder words = new StringBuilder(String.join("\n", command.arguments()));
    for (Path file : box.files(box.root())) {
      if (file.toFile().length() < LARGEST_TEXT && !Files.isSymbolicLink(file)) {
        words.append(new String(box.read(file), StandardCharsets.UTF_8));
      }
    }
    return words.toString();
  }

  private void keep(
      Kind kind,
      long number,
      Command command,
      Outcome outcome,
      List<String> faults,
      CommandRunner runner) {
    String name = kind.name().toLowerCase(Locale.ROOT) + "-" + number;
    Path folder = FOUND.resolve(name);
    String replay =
        "mvn -B -ntp -o -Dquick -Pfuzz verify -Dfuzz.seed="
            + seed
            + " -Dfuzz.only="
            + kind.name().toLowerCase(Locale.ROOT)
            + ":"
            + number;
    try (Box box = Box.open(BOXES)) {
      Command again = kind.generate(seed, number, box);
      copy(box, folder);
      write(folder, "command.txt", String.join("\n", command.arguments()));
      write(folder, "replay.txt", replay + "\n");
      write(folder, "faults.txt", String.join("\n", faults) + "\n");
      write(folder, "out.txt", outcome.out());
      write(folder, "err.txt", outcome.err());
      write(folder, "past.txt", outcome.past());
      write(folder, "stack.txt", outcome.stack());
      if (outcome.exitCode().equals(java.util.Optional.of(1))) {
        write(folder, "trace.txt", runner.play(again.with("--verbose"), box).err());
      }
    }
    found.add(name + ": " + String.join("; ", faults) + "\n    " + replay);
  }

  private static void write(Path folder, String name, String text) {
    if (!text.isEmpty()) {
      try {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), text.replaceAll("[\ud800-\udfff]", "?"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void copy(Box box, Path target) {
    Path in = box.in("").normalize();
    try (Stream<Path> all = Files.walk(in)) {
      List<Path> files =
          all.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).toList();
      for (Path file : files) {
        Path copy = target.resolve("in").resolve(in.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empties what earlier campaigns kept. */
  static void forget() {
    for (Path folder : List.of(BOXES, FOUND)) {
      try (Stream<Path> all = Files.exists(folder) ? Files.walk(folder) : Stream.<Path>empty()) {
        for (Path path :
            all.sorted(java.util.Comparator.reverseOrder()).collect(Collectors.toList())) {
          Files.delete(path);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
