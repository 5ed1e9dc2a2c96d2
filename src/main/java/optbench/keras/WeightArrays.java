package optbench.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The arrays of a model's layers in HDF5. Keras 2 and the older format of Keras 3 have them by the
 * names of layers and arrays, the format of Keras 3 by the kind of layer and in their order.
 */
final class WeightArrays {
  /** Keras 2.12 called them otherwise. */
  private static final List<String> LAYERS = List.of("layers", "_layer_checkpoint_dependencies");

  /** What Keras 3 calls layers of these kinds. */
  private static final Map<String, String> NAMES =
      Map.of(
          "Dense", "dense",
          "Conv2D", "conv2d",
          "BatchNormalization", "batch_normalization",
          "LayerNormalization", "layer_normalization");

  private static final String BY_NAME = "model_weights";

  private final HdfFile file;
  private final String top;

  /**
   * @param top what holds the layers
   */
  private WeightArrays(HdfFile file, String top) {
    this.file = file;
    this.top = top;
  }

  /**
   * An array of a layer.
   *
   * @param name by which Keras calls it, such as {@code kernel}
   * @param dimensions that it must have
   */
  record Wanted(String name, List<Integer> dimensions) {
    private long length() {
      return dimensions.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }
  }

  /** Whether a layer of this kind has weights. */
  static boolean has(String kind) {
    return NAMES.containsKey(kind);
  }

  /**
   * Looks into a file.
   *
   * @throws ModelFileException if it is damaged, or holds no weights
   */
  static <T> T read(byte[] hdf5, Function<WeightArrays, T> reader) {
    try (HdfFile file = HdfFile.fromBytes(hdf5)) {
      return reader.apply(in(file));
    } catch (ModelException | ModelFileException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // The library trusts what a file says of sizes and addresses.
      throw new ModelFileException("has weights that cannot be read: it is damaged", e);
    }
  }

  private static WeightArrays in(HdfFile file) {
    return Stream.concat(Stream.of(BY_NAME), LAYERS.stream())
        .filter(top -> node(file, top).isPresent())
        .map(top -> new WeightArrays(file, top))
        .findFirst()
        .orElseThrow(() -> new ModelFileException("has no weights in it: save it with model.save"));
  }

  /** Links are not followed. */
  private static Optional<Node> node(HdfFile file, String path) {
    Node at = file;
    for (String step : path.split("/", -1)) {
      at = at instanceof Group group ? group.getChild(step) : null;
    }
    return Optional.ofNullable(at);
  }

  /**
   * The arrays of a layer.
   *
   * @param wanted in the order in which Keras makes them
   * @throws ModelException if they are not there, or not what they should be
   */
  List<float[]> of(SavedLayer layer, List<Wanted> wanted) {
    List<Dataset> found = top.equals(BY_NAME) ? byName(layer, wanted) : inOrder(layer, wanted);
    List<float[]> arrays = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      arrays.add(numbers(layer, wanted.get(i), found.get(i)));
    }
    return arrays;
  }

  private List<Dataset> byName(SavedLayer layer, List<Wanted> wanted) {
    String own = top + "/" + layer.name();
    Attribute attribute = group(layer, own).getAttribute("weight_names");
    Object names = attribute == null ? null : attribute.getData();
    List<String> paths = names instanceof String[] texts ? Arrays.asList(texts) : List.of();
    return wanted.stream()
        .map(
            array ->
                paths.stream()
                    .filter(path -> arrayName(path).equals(array.name()))
                    .findFirst()
                    .map(path -> dataset(layer, array, own + "/" + path))
                    .orElseThrow(() -> lacks(layer, array)))
        .toList();
  }

  /** {@code kernel} of {@code dense/kernel:0}. */
  private static String arrayName(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.contains(":") ? last.substring(0, last.indexOf(':')) : last;
  }

  private List<Dataset> inOrder(SavedLayer layer, List<Wanted> wanted) {
    String name =
        NAMES.get(layer.kind()) + (layer.sameBefore() == 0 ? "" : "_" + layer.sameBefore());
    String own = top + "/" + name + "/vars";
    group(layer, own);
    List<Dataset> found = new ArrayList<>();
    for (Wanted array : wanted) {
      found.add(dataset(layer, array, own + "/" + found.size()));
    }
    return found;
  }

  private Node group(SavedLayer layer, String path) {
    return node(file, path)
        .orElseThrow(() -> layer.refusal("has no weights in the file: save it with model.save"));
  }

  private Dataset dataset(SavedLayer layer, Wanted array, String path) {
    if (node(file, path).orElse(null) instanceof Dataset found) {
      return found;
    }
    throw lacks(layer, array);
  }

  private static ModelException lacks(SavedLayer layer, Wanted array) {
    return layer.refusal("has no " + array.name() + " in the file: save it with model.save");
  }

  /** Its size is looked at first: a damaged file may say that there are billions. */
  private static float[] numbers(SavedLayer layer, Wanted array, Dataset found) {
    List<Integer> dimensions = Arrays.stream(found.getDimensions()).boxed().toList();
    if (!dimensions.equals(array.dimensions())) {
      throw layer.refusal(
          array.name() + " must be " + shape(array.dimensions()) + " but was " + shape(dimensions));
    }
    float[] numbers = single(found.getDataFlat());
    if (numbers.length != array.length()) {
      throw layer.refusal(array.name() + " must be floating-point numbers: save it as float32");
    }
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        throw layer.refusal(
            array.name()
                + " has a number that is not finite, "
                + number
                + ": nothing trains on it");
      }
    }
    return numbers;
  }

  /** Empty if these are no numbers with a point. */
  private static float[] single(Object flat) {
    if (flat instanceof double[] numbers) {
      float[] rounded = new float[numbers.length];
      for (int i = 0; i < rounded.length; i++) {
        rounded[i] = (float) numbers[i];
      }
      return rounded;
    }
    return flat instanceof float[] numbers ? numbers : new float[0];
  }

  private static String shape(List<Integer> dimensions) {
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
