package optbench.keras;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.hash.Sha256;
import optbench.keras.WeightArrays.Wanted;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.PlacedLayer;
import optbench.network.Shape;
import optbench.network.Tensor;
import optbench.network.Tensor.Kind;
import optbench.spec.KerasModel;
import optbench.spec.StartingWeights;

/** A model with the weights that Keras has saved, as Keras has them. */
public final class ModelWeights {
  private final KerasModel model;
  private final List<List<float[]>> layers;

  private ModelWeights(KerasModel model, List<List<float[]>> layers) {
    this.model = model;
    this.layers = layers;
  }

  /**
   * Reads both.
   *
   * @param sha256 of the file
   * @param root of its description, as for {@link ModelReader#read}
   * @param hdf5 holds the weights
   * @throws ModelFileException if there is no model in it, or no weights
   * @throws ModelException if it cannot be trained here, or its weights do not fit its layers
   */
  public static ModelWeights read(String sha256, Object root, byte[] hdf5) {
    LayerChain chain = LayerChain.of(root, StartingWeights.IMPORTED);
    KerasModel model = ModelReader.read(sha256, chain);
    List<SavedLayer> saved =
        chain.layers().stream().filter(layer -> WeightArrays.has(layer.kind())).toList();
    List<List<Tensor>> wanted =
        byLayer(new Network("", model.layers()).tensors(Shape.of(model.input()), model.classes()));
    List<List<float[]>> layers =
        WeightArrays.read(
            hdf5,
            arrays -> {
              List<List<float[]>> read = new ArrayList<>();
              for (int i = 0; i < saved.size(); i++) {
                read.add(arrays.of(saved.get(i), wanted(wanted.get(i))));
              }
              return read;
            });
    return new ModelWeights(model.withWeights(sha256(layers)), layers);
  }

  private static List<List<Tensor>> byLayer(List<Tensor> tensors) {
    List<List<Tensor>> layers = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      if (i == 0 || !tensors.get(i).layer().equals(tensors.get(i - 1).layer())) {
        layers.add(new ArrayList<>());
      }
      layers.get(layers.size() - 1).add(tensors.get(i));
    }
    return layers;
  }

  /** What Keras has for these tensors of a layer. */
  private static List<Wanted> wanted(List<Tensor> tensors) {
    List<Wanted> wanted = new ArrayList<>();
    for (Tensor tensor : tensors) {
      wanted.add(
          switch (tensor.kind()) {
            case WEIGHTS -> new Wanted("kernel", inKeras(tensor.shape()));
            case BIAS -> new Wanted("bias", tensor.shape());
            case GAMMA, GAIN -> new Wanted("gamma", tensor.shape());
            case BETA, OFFSET -> new Wanted("beta", tensor.shape());
          });
      if (tensor.kind() == Kind.BETA) {
        wanted.add(new Wanted("moving_mean", tensor.shape()));
        wanted.add(new Wanted("moving_variance", tensor.shape()));
      }
    }
    return wanted;
  }

  /** Filters are height, width, inputs, outputs there; dense weights are as here. */
  private static List<Integer> inKeras(List<Integer> shape) {
    return shape.size() == 2
        ? shape
        : List.of(shape.get(2), shape.get(3), shape.get(1), shape.get(0));
  }

  private static String sha256(List<List<float[]>> layers) {
    return Sha256.hex(
        layers.stream()
            .flatMap(List::stream)
            .map(
                array -> {
                  ByteBuffer bytes = ByteBuffer.allocate(array.length * Float.BYTES);
                  bytes.asFloatBuffer().put(array);
                  return bytes.array();
                })
            .toArray(byte[][]::new));
  }

  /** What is to be trained, with the checksum of its weights. */
  public KerasModel model() {
    return model;
  }

  /**
   * The weights as they are here: filters have their outputs first, and an image of which a vector
   * is made comes channel by channel.
   *
   * @param sample shape of one of the data's
   */
  public InitialWeights on(Shape sample) {
    Network network = new Network("", model.layers());
    List<float[]> values = new ArrayList<>();
    Map<String, float[]> statistics = new HashMap<>();
    int next = 0;
    Optional<Shape> image = Optional.empty();
    for (PlacedLayer placed : network.placed(sample)) {
      image = placed.input().isImage() ? Optional.of(placed.input()) : image;
      List<Tensor> tensors = placed.layout().tensors();
      if (!tensors.isEmpty()) {
        add(placed, image, layers.get(next++), values, statistics);
      }
      if (mixes(placed)) {
        image = Optional.empty();
      }
    }
    List<float[]> output = layers.get(next);
    Shape last = network.shapes(sample).get(network.layers().size());
    values.add(rows(output.get(0), last.isImage() ? Optional.of(last) : image));
    values.add(output.get(1));
    return new InitialWeights(network.tensors(sample, model.classes()), values, statistics);
  }

  /** Whether the numbers that it gives out are no longer those of the image, one by one. */
  private static boolean mixes(PlacedLayer placed) {
    return placed.output().features() != placed.input().features()
        || placed.layout().tensors().stream().anyMatch(t -> t.kind() == Kind.WEIGHTS);
  }

  private static void add(
      PlacedLayer placed,
      Optional<Shape> image,
      List<float[]> saved,
      List<float[]> values,
      Map<String, float[]> statistics) {
    Tensor first = placed.layout().tensors().get(0);
    if (first.kind() == Kind.WEIGHTS) {
      values.add(
          first.shape().size() == 2 ? rows(saved.get(0), image) : filters(saved.get(0), first));
      values.add(saved.get(1));
      return;
    }
    List<float[]> own =
        placed.input().isImage() ? saved : saved.stream().map(a -> rows(a, image)).toList();
    values.addAll(own.subList(0, 2));
    if (first.kind() == Kind.GAMMA) {
      statistics.put(placed.name() + "_mean", own.get(2));
      statistics.put(placed.name() + "_var", own.get(3));
    }
  }

  /** Rows, one for each number of an image: pixel by pixel there, channel by channel here. */
  private static float[] rows(float[] saved, Optional<Shape> image) {
    if (image.isEmpty()) {
      return saved;
    }
    int channels = image.get().channels();
    int area = image.get().height() * image.get().width();
    int width = saved.length / (channels * area);
    float[] moved = new float[saved.length];
    for (int pixel = 0; pixel < area; pixel++) {
      for (int channel = 0; channel < channels; channel++) {
        System.arraycopy(
            saved,
            (pixel * channels + channel) * width,
            moved,
            (channel * area + pixel) * width,
            width);
      }
    }
    return moved;
  }

  private static float[] filters(float[] saved, Tensor tensor) {
    int outputs = tensor.shape().get(0);
    int inputs = tensor.shape().get(1);
    int area = tensor.shape().get(2) * tensor.shape().get(3);
    float[] moved = new float[saved.length];
    for (int pixel = 0; pixel < area; pixel++) {
      for (int in = 0; in < inputs; in++) {
        for (int out = 0; out < outputs; out++) {
          moved[(out * inputs + in) * area + pixel] = saved[(pixel * inputs + in) * outputs + out];
        }
      }
    }
    return moved;
  }
}
