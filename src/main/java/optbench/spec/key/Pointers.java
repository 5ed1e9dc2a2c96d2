package optbench.spec.key;

/** JSON pointers as text (RFC 6901). */
public final class Pointers {
  private Pointers() {}

  /** The pointer of a value below a key. */
  public static String child(String parent, String key) {
    return parent + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /** The pointer of an entry of a list. */
  public static String child(String parent, int index) {
    return parent + "/" + index;
  }

  /** The pointer without its last step; the root's is the root. */
  public static String parent(String pointer) {
    return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
  }

  /** What a sentence about this value calls it. */
  public static String subject(String pointer) {
    if (pointer.isEmpty()) {
      return "the spec";
    }
    String last = last(pointer);
    boolean index = !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
    return index ? "an entry of " + last(parent(pointer)) : last;
  }

  /** The last step of a pointer, as the key is written; not of the root. */
  public static String last(String pointer) {
    String step = pointer.substring(pointer.lastIndexOf('/') + 1);
    return step.replace("~1", "/").replace("~0", "~");
  }
}
