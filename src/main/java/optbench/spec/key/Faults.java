package optbench.spec.key;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a file, without duplicates. */
final class Faults {
  private final WrittenText text;
  private final Set<KeyFault> found = new LinkedHashSet<>();

  Faults(WrittenText text) {
    this.text = text;
  }

  void add(KeyFault fault) {
    found.add(fault);
  }

  String written(String pointer, Object value) {
    return text.of(pointer, value);
  }

  List<KeyFault> all() {
    return List.copyOf(found);
  }
}
