package optbench.spec;

import java.nio.file.Path;

/** Reads files of models that Keras has saved. */
@FunctionalInterface
public interface KerasModels {
  /**
   * What is to be trained.
   *
   * @param weights what it starts from; imported ones are looked at, too
   * @throws SpecException if that cannot be trained, or the file has no such weights
   */
  KerasModel read(Path file, StartingWeights weights);
}
