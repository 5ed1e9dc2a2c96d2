package optbench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import optbench.data.DataStatus;
import optbench.data.DataStatus.FileStatus;
import optbench.data.DataStatus.State;

/** What is known of a data set, in words. */
final class DataText {
  private DataText() {}

  /** All files in one word: that of the worst. */
  static String state(DataStatus status) {
    List<State> worstFirst =
        List.of(State.CORRUPT, State.MISSING, State.FOUND, State.READ, State.VERIFIED);
    return worstFirst.stream()
        .filter(state -> status.files().stream().anyMatch(file -> file.state() == state))
        .findFirst()
        .map(DataText::word)
        .orElseThrow();
  }

  static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** The folder, what is wrong with it, or where a missing data set was looked for. */
  static String where(DataStatus status) {
    if (status.directory().isEmpty()) {
      return "drawn by optbench";
    }
    if (status.files().stream().anyMatch(file -> file.state() == State.CORRUPT)) {
      return "the folder " + status.directory().get() + " is damaged" + lacking(status);
    }
    return status.usable() ? status.directory().get().toString() : "not in " + status.searched();
  }

  private static String lacking(DataStatus status) {
    List<String> lacking =
        status.files().stream()
            .filter(file -> file.state() == State.MISSING)
            .map(FileStatus::name)
            .toList();
    return lacking.isEmpty() ? "" : " and lacks " + String.join(", ", lacking);
  }

  static Map<String, Object> tree(DataStatus status) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", status.name());
    tree.put("state", state(status));
    tree.put("usable", status.usable());
    tree.put("directory", status.directory().map(Object::toString));
    tree.put("searched", status.searched());
    tree.put("files", status.files().stream().map(DataText::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(FileStatus file) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", file.name());
    tree.put("path", file.path().map(Object::toString));
    tree.put("state", word(file.state()));
    tree.put("detail", file.detail());
    return tree;
  }
}
