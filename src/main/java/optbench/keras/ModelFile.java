package optbench.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import optbench.file.Inputs;

/** Where a file has the description of its model: the ending of its name says it. */
public enum ModelFile {
  /** What {@code model.to_json()} gives. */
  JSON {
    @Override
    byte[] content(Path file, byte[] bytes) {
      return bytes;
    }

    @Override
    public byte[] weights(Path file, byte[] bytes) {
      throw new ModelFileException(
          "holds no weights to be imported, as model.to_json() writes none: take what model.save writes");
    }
  },

  /** What Keras 3 saves: a zip. */
  KERAS {
    @Override
    byte[] content(Path file, byte[] bytes) throws IOException {
      return entry(file, "config.json", MOST_OF_MODEL);
    }

    @Override
    public byte[] weights(Path file, byte[] bytes) throws IOException {
      byte[] hdf5 = entry(file, "model.weights.h5", (int) MOST_BYTES);
      if (hdf5.length > MOST_BYTES) {
        throw new ModelFileException(
            "has weights of more than " + (MOST_BYTES >> 20) + " MiB: take a smaller model");
      }
      return hdf5;
    }
  },

  /** What Keras 2 saves: HDF5. */
  HDF5 {
    @Override
    byte[] content(Path file, byte[] bytes) {
      return modelConfig(bytes).getBytes(StandardCharsets.UTF_8);
    }
  };

  /** Of a file with its weights. */
  public static final long MOST_BYTES = 256L << 20;

  /** Thousands of layers need less. */
  private static final int MOST_OF_MODEL = 16 << 20;

  private static final String ATTRIBUTE = "model_config";

  /** Of a file with this path; empty if its ending says nothing. */
  public static Optional<ModelFile> of(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return Optional.of(JSON);
    }
    if (name.endsWith(".keras")) {
      return Optional.of(KERAS);
    }
    return name.endsWith(".h5") || name.endsWith(".hdf5") ? Optional.of(HDF5) : Optional.empty();
  }

  /**
   * The description, in JSON.
   *
   * @param bytes of all of the file
   * @throws ModelFileException if there is none
   */
  public byte[] description(Path file, byte[] bytes) throws IOException {
    byte[] found = content(file, bytes);
    if (found.length > MOST_OF_MODEL) {
      throw new ModelFileException(
          "describes its model in more than "
              + (MOST_OF_MODEL >> 20)
              + " MiB: this is no description of layers");
    }
    return found;
  }

  abstract byte[] content(Path file, byte[] bytes) throws IOException;

  /**
   * What holds the weights, in HDF5.
   *
   * @param bytes of all of the file
   * @throws ModelFileException if there are none
   */
  public byte[] weights(Path file, byte[] bytes) throws IOException {
    return bytes;
  }

  /** A file in a zip, or its beginning if it is longer than it may be. */
  private static byte[] entry(Path file, String name, int most) throws IOException {
    try (ZipFile zip = Inputs.zip(file)) {
      ZipEntry entry = zip.getEntry(name);
      if (entry == null || entry.isDirectory()) {
        throw new ModelFileException("has no " + name + " in it: Keras 3 did not save it");
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return in.readNBytes(most + 1);
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new ModelFileException("is no zip, as Keras 3 saves models, or is damaged", e);
    }
  }

  private static String modelConfig(byte[] bytes) {
    Object found;
    try (HdfFile hdf5 = HdfFile.fromBytes(bytes)) {
      Attribute attribute = hdf5.getAttributes().get(ATTRIBUTE);
      found = attribute == null ? null : attribute.getData();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // The library trusts what a file says of sizes and addresses.
      throw new ModelFileException("is no HDF5 file, or is damaged", e);
    }
    if (found instanceof String[] texts && texts.length == 1) {
      return texts[0];
    }
    if (found instanceof String text) {
      return text;
    }
    throw new ModelFileException(
        found == null
            ? "has no attribute model_config: it holds weights without their model, so save it with"
                + " model.save, or take model.to_json()"
            : "has something else than a text as its attribute model_config: "
                + (found.getClass().isArray() ? "an array" : "a number"));
  }
}
