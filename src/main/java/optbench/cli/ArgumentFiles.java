package optbench.cli;

import java.io.IOException;
import java.io.StreamTokenizer;
import java.io.StringReader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import optbench.file.Inputs;

/**
 * Puts the words of a file in place of {@code @file}, as picocli does, which would wait for a pipe
 * and read a device for ever. {@code @@word} is {@code @word}; where there is no such file, an
 * argument is left as it is.
 */
final class ArgumentFiles {
  private static final long MOST_BYTES = 1 << 20;

  private final List<String> arguments = new ArrayList<>();
  private final Set<Path> visited = new HashSet<>();

  private ArgumentFiles() {}

  /**
   * All arguments.
   *
   * @throws IOException with a message for the user if a file cannot be taken
   */
  static String[] expand(String... arguments) throws IOException {
    ArgumentFiles files = new ArgumentFiles();
    for (String argument : arguments) {
      files.add(argument);
    }
    return files.arguments.toArray(new String[0]);
  }

  private void add(String argument) throws IOException {
    if (argument.startsWith("@@")) {
      arguments.add(argument.substring(1));
      return;
    }
    Optional<Path> file = argument.startsWith("@") ? file(argument.substring(1)) : Optional.empty();
    if (file.isEmpty()) {
      arguments.add(argument);
    } else if (visited.add(file.get().toAbsolutePath().normalize())) {
      for (String word : words(file.get())) {
        add(word);
      }
    }
  }

  private static Optional<Path> file(String name) {
    try {
      return Optional.of(name).filter(n -> !n.isEmpty()).map(Path::of).filter(Files::isReadable);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static List<String> words(Path file) throws IOException {
    List<String> words = new ArrayList<>();
    StreamTokenizer tokens = new StreamTokenizer(new StringReader(text(file)));
    tokens.resetSyntax();
    tokens.wordChars(' ', 255);
    tokens.whitespaceChars(0, ' ');
    tokens.quoteChar('"');
    tokens.quoteChar('\'');
    tokens.commentChar('#');
    while (tokens.nextToken() != StreamTokenizer.TT_EOF) {
      words.add(tokens.sval);
    }
    return words;
  }

  private static String text(Path file) throws IOException {
    try {
      return Inputs.text(file, MOST_BYTES);
    } catch (FileSystemException e) {
      throw new IOException(
          "@" + file + ": cannot be read: " + (e.getReason() == null ? "no file" : e.getReason()),
          e);
    }
  }
}
