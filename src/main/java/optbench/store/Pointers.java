package optbench.store;

import com.fasterxml.jackson.core.JsonPointer;

/** JSON pointers as text (RFC 6901). */
final class Pointers {
  private Pointers() {}

  static String child(String parent, String key) {
    return parent + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  static String child(String parent, int index) {
    return parent + "/" + index;
  }

  /** The pointer without its last step; the root's is the root. */
  static String parent(String pointer) {
    return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
  }

  /** What a sentence about this value calls it. */
  static String subject(String pointer) {
    if (pointer.isEmpty()) {
      return "the spec";
    }
    String last = last(pointer);
    boolean index = !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
    return index ? "an entry of " + last(parent(pointer)) : last;
  }

  private static String last(String pointer) {
    return JsonPointer.compile(pointer).last().getMatchingProperty();
  }
}
