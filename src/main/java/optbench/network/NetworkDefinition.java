package optbench.network;

import java.util.List;
import optbench.spec.LayerSpec;

/**
 * A network of the user's own, in a jar: {@code --plugins my.jar} loads it, and specs then name it
 * as they name a preset.
 *
 * <p>It is asked once, when the jar is loaded. Trials are identified by its layers: one that has
 * the same layers as a spec that lists them gives the same trials.
 */
public interface NetworkDefinition {
  /** As specs write it: a to z, 0 to 9 and _, at most 40 characters, beginning with a letter. */
  String name();

  /** What it is, in one line. */
  String summary();

  /**
   * Hidden layers, in order; a softmax layer, as wide as there are classes, follows by itself.
   * Images come channels first, of whatever size the data have.
   */
  List<LayerSpec> layers();
}
