package optbench.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import optbench.file.FileFaultText;
import optbench.file.Inputs;
import optbench.hash.Sha256;
import optbench.keras.ModelException;
import optbench.keras.ModelFile;
import optbench.keras.ModelFileException;
import optbench.keras.ModelReader;
import optbench.keras.ModelWeights;
import optbench.network.InitialWeights;
import optbench.network.Shape;
import optbench.spec.KerasModel;
import optbench.spec.NetworkSpec;
import optbench.spec.SpecException;
import optbench.spec.StartingWeights;

/** Reads models that Keras has saved. */
final class KerasFiles {
  private KerasFiles() {}

  /** What is read of a file. */
  @FunctionalInterface
  private interface Part<T> {
    T read(ModelFile kind, byte[] bytes) throws IOException;
  }

  /**
   * What is to be trained.
   *
   * @param weights what it starts from; imported ones are looked at, too
   * @throws SpecException if that is not what optbench trains
   * @throws StoreException if the file cannot be read, or holds no model or no weights
   */
  static KerasModel read(Path file, StartingWeights weights) {
    return read(
        file,
        (kind, bytes) ->
            switch (weights) {
              case DRAWN -> ModelReader.read(Sha256.hex(bytes), description(file, kind, bytes));
              case IMPORTED -> withWeights(file, kind, bytes).model();
            });
  }

  /**
   * The weights of a model that was read before.
   *
   * @param sample shape of one of the data's
   * @throws StoreException if they are not there any more
   */
  static InitialWeights weights(NetworkSpec.Keras keras, Shape sample) {
    Path file = keras.file();
    ModelWeights found;
    try {
      found = read(file, (kind, bytes) -> withWeights(file, kind, bytes));
    } catch (SpecException e) {
      throw new StoreException(e.getMessage(), e);
    }
    if (!found.model().weights().equals(keras.model().weights())) {
      throw new StoreException(
          file
              + ": has other weights than when it was first read: take the file of then, or another"
              + " results folder");
    }
    return found.on(sample);
  }

  private static <T> T read(Path file, Part<T> part) {
    ModelFile kind =
        ModelFile.of(file.toString())
            .orElseThrow(
                () ->
                    new SpecException(
                        "", "must end in .json, .keras, .h5 or .hdf5 but was '" + file + "'"));
    try {
      return part.read(kind, Inputs.bytes(file, ModelFile.MOST_BYTES));
    } catch (ModelException e) {
      throw new SpecException("", file + ": " + e.getMessage());
    } catch (ModelFileException | StoreException e) {
      throw new StoreException(file + ": " + e.getMessage(), e);
    } catch (JacksonException e) {
      throw new StoreException(file + ": damaged: it has a number that is too large", e);
    } catch (IOException e) {
      throw new StoreException(
          file
              + ": cannot be read: "
              + FileFaultText.of(e)
              + ". network.keras is the file of a model that Keras has saved.",
          e);
    }
  }

  private static ModelWeights withWeights(Path file, ModelFile kind, byte[] bytes)
      throws IOException {
    return ModelWeights.read(
        Sha256.hex(bytes), description(file, kind, bytes), kind.weights(file, bytes));
  }

  private static Object description(Path file, ModelFile kind, byte[] bytes) throws IOException {
    JsonNode tree = StoredJson.tree(kind.description(file, bytes));
    return Json.MAPPER.treeToValue(tree, Object.class);
  }
}
