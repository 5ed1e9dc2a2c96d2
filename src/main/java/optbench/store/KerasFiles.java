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
import optbench.spec.KerasModel;
import optbench.spec.SpecException;

/** Reads models that Keras has saved. */
final class KerasFiles {
  private KerasFiles() {}

  /**
   * What is to be trained.
   *
   * @throws SpecException if that is not what optbench trains
   * @throws StoreException if the file cannot be read, or holds no model
   */
  static KerasModel read(Path file) {
    ModelFile kind =
        ModelFile.of(file.toString())
            .orElseThrow(
                () ->
                    new SpecException(
                        "", "must end in .json, .keras, .h5 or .hdf5 but was '" + file + "'"));
    try {
      byte[] bytes = Inputs.bytes(file, ModelFile.MOST_BYTES);
      JsonNode tree = StoredJson.tree(kind.description(file, bytes));
      return ModelReader.read(Sha256.hex(bytes), Json.MAPPER.treeToValue(tree, Object.class));
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
}
