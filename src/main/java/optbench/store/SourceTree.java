package optbench.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.spec.SpecException;
import optbench.spec.key.KeyFault;
import optbench.spec.key.ObjectType;
import optbench.spec.key.Pointers;

/** A file as written: its values, and where each key and value stands, by JSON pointer. */
final class SourceTree {
  private final Map<String, Place> keys = new HashMap<>();
  private final Map<String, Place> values = new HashMap<>();
  private final Map<String, String> written = new HashMap<>();
  private Object root = new LinkedHashMap<>();

  /** A spec that says nothing. */
  static SourceTree empty() {
    SourceTree tree = new SourceTree();
    tree.putValue("", Place.of(""));
    return tree;
  }

  /** Texts, numbers, true and false, null, lists and maps, which can be changed. */
  Object root() {
    return root;
  }

  void setRoot(Object value) {
    root = value;
  }

  void putKey(String pointer, Place place) {
    keys.put(pointer, place);
  }

  void putValue(String pointer, Place place) {
    values.put(pointer, place);
  }

  void putWritten(String pointer, String text) {
    written.put(pointer, text);
  }

  /** Where a key stands; if nobody wrote it, where what surrounds it stands. */
  Place key(String pointer) {
    Place place = keys.get(pointer);
    return place == null ? value(pointer) : place;
  }

  /** Where a value stands; if nobody wrote it, where what surrounds it stands. */
  Place value(String pointer) {
    String at = pointer;
    while (!values.containsKey(at) && !at.isEmpty()) {
      at = Pointers.parent(at);
    }
    return values.get(at);
  }

  /** What does not fit the keys, each with its place. */
  List<Fault> faults(ObjectType<?> type) {
    return type
        .faults(root, (pointer, value) -> written.getOrDefault(pointer, String.valueOf(value)))
        .stream()
        .map(this::located)
        .toList();
  }

  private Fault located(KeyFault fault) {
    Place place = fault.ofKey() ? key(fault.pointer()) : value(fault.pointer());
    return new Fault(place, fault.message());
  }

  /**
   * What the file means.
   *
   * @param more values that stand for keys that are not there
   * @throws SpecFileException if values do not go together
   */
  <T> T read(ObjectType<T> type, Map<String, Object> more) {
    Map<Object, Object> all = new LinkedHashMap<>(more);
    all.putAll((Map<?, ?>) root);
    try {
      return type.read(all);
    } catch (SpecException e) {
      throw located(e);
    }
  }

  /** Faults that were found later. A message that begins with "must" is given its subject. */
  SpecFileException located(SpecException e) {
    return SpecFileException.of(e.all().stream().map(this::fault).toList());
  }

  private Fault fault(SpecException e) {
    String message =
        e.getMessage().startsWith("must ")
            ? Pointers.subject(e.path()) + " " + e.getMessage()
            : e.getMessage();
    return new Fault(value(e.path()), message);
  }

  /** A copy of what stands below a pointer, which must be there, with its places. */
  SourceTree part(String pointer) {
    SourceTree part = new SourceTree();
    part.root = copy(at(pointer));
    below(keys, pointer, part.keys);
    below(values, pointer, part.values);
    below(written, pointer, part.written);
    part.values.putIfAbsent("", value(pointer));
    return part;
  }

  private Object at(String pointer) {
    if (pointer.isEmpty()) {
      return root;
    }
    Object parent = at(Pointers.parent(pointer));
    return ((Map<?, ?>) parent).get(Pointers.last(pointer));
  }

  private static <T> void below(Map<String, T> all, String pointer, Map<String, T> part) {
    all.forEach(
        (each, value) -> {
          if (each.equals(pointer) || each.startsWith(pointer + "/")) {
            part.put(each.substring(pointer.length()), value);
          }
        });
  }

  private static Object copy(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, each) -> copy.put(key.toString(), copy(each)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(each -> copy.add(copy(each)));
      return copy;
    }
    return value;
  }

  @SuppressWarnings("unchecked") // The reader makes maps of texts, and no others.
  static Map<String, Object> mapping(Object value) {
    return (Map<String, Object>) value;
  }

  /** Puts another tree's values into a mapping of this one; they keep their places. */
  void graft(Map<String, Object> parent, String parentPointer, String key, SourceTree other) {
    String pointer = Pointers.child(parentPointer, key);
    forget(pointer);
    parent.put(key, other.root);
    keys.put(pointer, other.value(""));
    other.keys.forEach((below, place) -> keys.put(pointer + below, place));
    other.values.forEach((below, place) -> values.put(pointer + below, place));
    other.written.forEach((below, text) -> written.put(pointer + below, text));
  }

  private void forget(String pointer) {
    for (Map<String, ?> map : List.of(keys, values, written)) {
      map.keySet().removeIf(key -> key.equals(pointer) || key.startsWith(pointer + "/"));
    }
  }
}
