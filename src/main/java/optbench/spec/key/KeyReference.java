package optbench.spec.key;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All keys of a file as a page in Markdown: a section for each mapping that has keys. */
public final class KeyReference {
  private final Map<String, String> sections = new LinkedHashMap<>();

  private KeyReference() {}

  /** The page, with a line end at its end. */
  public static String of(String title, ObjectType<?> file) {
    KeyReference reference = new KeyReference();
    file.describe("", reference);
    StringBuilder page = new StringBuilder("# " + title + "\n");
    reference.sections.forEach(
        (path, text) -> page.append(path.isEmpty() ? "" : "\n## `" + path + "`\n").append(text));
    return page.toString();
  }

  /** A section: a sentence, a table of keys if there are any, and sections for what is below. */
  void add(String path, String doc, Collection<Key<?>> keys) {
    if (sections.containsKey(path)) {
      return;
    }
    StringBuilder text =
        new StringBuilder("\n" + cell(doc) + (doc.endsWith(".") ? "" : ".") + "\n");
    if (!keys.isEmpty()) {
      text.append("\n| key | value | if left out | meaning |\n| --- | --- | --- | --- |\n");
      keys.forEach(key -> text.append(row(key)));
    }
    sections.put(path, text.toString());
    keys.forEach(key -> key.type().describe(child(path, key.name()), this));
  }

  static String child(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String row(Key<?> key) {
    return "| `"
        + key.name()
        + "` | "
        + cell(key.type().allowed())
        + " | "
        + cell(absence(key))
        + " | "
        + cell(key.type().doc())
        + " |\n";
  }

  private static String absence(Key<?> key) {
    if (key.isRequired()) {
      return "must be there";
    }
    String usual =
        Stream.concat(key.usualText().stream(), Stream.of(key.comment()))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; "));
    return key.source().isEmpty() ? usual : usual + " (" + key.source() + ")";
  }

  private static String cell(String text) {
    return List.of("|", "<", "*", "_").stream()
        .reduce(text, (escaped, mark) -> escaped.replace(mark, "\\" + mark));
  }
}
