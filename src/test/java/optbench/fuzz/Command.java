package optbench.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A command line, and what it may do.
 *
 * @param arguments words after {@code optbench}
 * @param writable folders and files that it may write to
 * @param untouchable what it must leave alone even there, as it is the user's own
 * @param failure how its output shows that exit code 1 is right; empty if it never is
 * @param mention names that the input holds where its text does not show them; empty if there are
 *     none
 * @param forPrograms whether standard output is data and not text for a terminal
 */
record Command(
    List<String> arguments,
    Set<Path> writable,
    Set<Path> untouchable,
    Optional<String> failure,
    Optional<String> mention,
    boolean forPrograms) {
  Command {
    arguments = List.copyOf(arguments);
    writable = Set.copyOf(writable);
    untouchable = Set.copyOf(untouchable);
  }

  static Command of(Object... words) {
    List<String> arguments = new ArrayList<>();
    for (Object word : words) {
      arguments.add(word.toString());
    }
    return new Command(arguments, Set.of(), Set.of(), Optional.empty(), Optional.empty(), false);
  }

  Command with(Object... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(of(more).arguments);
    return new Command(all, writable, untouchable, failure, mention, forPrograms);
  }

  Command writing(Path... places) {
    return new Command(arguments, Set.of(places), untouchable, failure, mention, forPrograms);
  }

  Command sparing(Set<Path> places) {
    return new Command(arguments, writable, places, failure, mention, forPrograms);
  }

  /** Exit code 1 is right where the output has a line like this one. */
  Command failingWith(String pattern) {
    return new Command(
        arguments, writable, untouchable, Optional.of(pattern), mention, forPrograms);
  }

  Command mentioning(String pattern) {
    return new Command(
        arguments, writable, untouchable, failure, Optional.of(pattern), forPrograms);
  }

  Command printingData() {
    return new Command(arguments, writable, untouchable, failure, mention, true);
  }

  /** Of both, help is what is given. */
  boolean json() {
    return arguments.contains("--json")
        && !arguments.contains("--help")
        && !arguments.contains("-h");
  }

  /** Whether it may train, a few steps of each kind in a dry run: that is work, not waiting. */
  boolean trains() {
    return arguments.get(0).equals("run");
  }
}
