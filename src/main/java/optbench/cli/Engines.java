package optbench.cli;

import java.util.List;
import optbench.engine.Engine;
import optbench.engine.dl4j.Dl4jEngine;

/** The engines that there are. */
final class Engines {
  private Engines() {}

  static List<String> names() {
    return List.of("dl4j");
  }

  /** The one of this name; the spec's schema admits no other. */
  static Engine of(String name) {
    if (!names().contains(name)) {
      throw new IllegalArgumentException("no such engine: " + name);
    }
    return new Dl4jEngine();
  }
}
