package optbench.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Something that the doctor looked at.
 *
 * @param found what there is
 * @param advice what to do; empty where nothing is
 */
record Check(String name, State state, String found, String advice) {
  /** How bad it is. */
  enum State {
    OK,
    /** It runs, but not as well as it could. */
    WARNING,
    /** It cannot run. */
    MISSING;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Check ok(String name, String found) {
    return new Check(name, State.OK, found, "");
  }

  static Check warning(String name, String found, String advice) {
    return new Check(name, State.WARNING, found, advice);
  }

  static Check missing(String name, String found, String advice) {
    return new Check(name, State.MISSING, found, advice);
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.put("state", state);
    tree.put("found", found);
    tree.put("advice", advice);
    return tree;
  }
}
