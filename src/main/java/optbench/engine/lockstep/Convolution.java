package optbench.engine.lockstep;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import optbench.engine.NativeMemory;
import optbench.engine.convolution.ConvolutionGeometry;
import optbench.network.Shape;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.MaxPool;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution and the pooling that follows it. A few images at a time are convolved into a small
 * room and pooled from there, so that the large result of the convolution never leaves the cache.
 * Bias and activation come after the pooling, where there is less to do: the activation functions
 * that come here never fall, so the order makes no difference. A convolution of the data is an
 * {@link ImageConvolution}.
 */
final class Convolution implements Layer {
  /** Numbers in the room: with patches and results it fits the second-level cache. */
  private static final int ROOM = 1 << 17;

  private final Panel input;
  private final Panel output;
  private final int trials;
  private final int part;
  private final Patches patches;
  private final Pooling[] pooling;
  private final NativeTensor filters;
  private final BiasAndActivation top;
  private final INDArray cut;
  private final FloatBuffer cutMemory;
  private final INDArray room;
  private final FloatBuffer roomMemory;
  private final INDArray cutGradient;
  private final FloatBuffer cutGradientMemory;
  private final Map<Key, Product> products = new HashMap<>();

  /**
   * @param pool windows of 1 x 1 where nothing is to be pooled
   */
  Convolution(Panel input, int trials, Conv2d layer, MaxPool pool, int capacity) {
    this.input = input;
    this.trials = trials;
    ConvolutionGeometry geometry = new ConvolutionGeometry(input.shape(), layer);
    patches = new Patches(geometry);
    Shape convolved = patches.positions();
    part = Math.max(1, Math.min(capacity, ROOM / convolved.features()));
    pooling = new Pooling[trials];
    for (int k = 0; k < trials; k++) {
      pooling[k] = new Pooling(convolved, pool, capacity);
    }
    output = Panel.ofTrials(trials, pooling[0].output(), capacity);
    filters = filters(trials, geometry);
    top = new BiasAndActivation(output, layer.activation());
    cut = Product.memory((long) patches.length() * part);
    cutMemory = NativeMemory.of(cut);
    room = Product.memory((long) convolved.features() * part);
    roomMemory = NativeMemory.of(room);
    cutGradient = Product.memory((long) patches.length() * part);
    cutGradientMemory = NativeMemory.of(cutGradient);
  }

  /** A convolution's weights: filter after filter, patch by patch. */
  static NativeTensor filters(int trials, ConvolutionGeometry geometry) {
    Conv2d layer = geometry.layer();
    List<Integer> shape =
        List.of(layer.filters(), geometry.image().channels(), layer.kernel(), layer.kernel());
    return new NativeTensor(trials, shape, origins(shape));
  }

  /** The network's filters count their pixels channel by channel, patches pixel by pixel. */
  private static int[] origins(List<Integer> shape) {
    int channels = shape.get(1);
    int area = shape.get(2) * shape.get(3);
    int[] origins = new int[shape.get(0) * channels * area];
    for (int i = 0; i < origins.length; i++) {
      int filter = i / (channels * area);
      int within = i % (channels * area);
      origins[i] = filter * channels * area + within % channels * area + within / channels;
    }
    return origins;
  }

  Panel output() {
    return output;
  }

  @Override
  public List<TensorGroup> tensors() {
    return List.of(filters, top.bias());
  }

  @Override
  public void forward(int samples, boolean training) {
    for (int k = 0; k < trials; k++) {
      for (int first = 0; first < samples; first += part) {
        int n = Math.min(part, samples - first);
        cut(k, first, n);
        product("forward", k, n, this::convolve).run();
        for (int i = 0; i < n; i++) {
          pooling[k].forward(
              roomMemory, i * convolvedRow(), output.valueMemory(), place(k, first + i), first + i);
        }
      }
    }
    top.forward(samples);
  }

  @Override
  public void backward(int samples, boolean more) {
    top.backward(samples, more);
    // Where windows of the pooling do not reach, the gradient stays what it is now.
    room.assign(0);
    for (int k = 0; k < trials; k++) {
      for (int first = 0; first < samples; first += part) {
        int n = Math.min(part, samples - first);
        for (int i = 0; i < n; i++) {
          pooling[k].backward(
              output.gradientMemory(),
              place(k, first + i),
              roomMemory,
              i * convolvedRow(),
              first + i);
        }
        backward(k, first, n, more || first > 0);
      }
    }
  }

  private void backward(int k, int first, int n, boolean more) {
    cut(k, first, n);
    product(more ? "gradient, more" : "gradient", k, n, images -> gradient(images, more)).run();
    product("input", k, n, this::inputGradient).run();
    for (int i = 0; i < n; i++) {
      patches.addUp(
          cutGradientMemory,
          i * patches.length(),
          input.gradientMemory(),
          inputPlace(k, first + i));
    }
  }

  private void cut(int k, int first, int n) {
    for (int i = 0; i < n; i++) {
      patches.cut(input.valueMemory(), inputPlace(k, first + i), cutMemory, i * patches.length());
    }
  }

  /** A few images of one trial. */
  private record Images(int trial, int n) {}

  /** A product on them. */
  private record Key(String name, Images images) {}

  private Product product(String name, int trial, int n, Function<Images, Product> make) {
    Images images = new Images(trial, n);
    return products.computeIfAbsent(new Key(name, images), key -> make.apply(images));
  }

  private Product convolve(Images at) {
    return Product.into(room(at), filters(filters.values(), at), cut(at));
  }

  private Product gradient(Images at, boolean more) {
    INDArray result = filters(filters.gradients(), at);
    INDArray seen = cut(at).transpose();
    return more ? Product.addedTo(result, room(at), seen) : Product.into(result, room(at), seen);
  }

  private Product inputGradient(Images at) {
    long columns = (long) at.n() * patches.pixels();
    return Product.into(
        Product.columns(cutGradient, 0, patches.height(), columns, patches.height()),
        filters(filters.values(), at).transpose(),
        room(at));
  }

  private INDArray room(Images at) {
    long rows = output.shape().channels();
    return Product.columns(room, 0, rows, (long) at.n() * patches.pixels(), rows);
  }

  private INDArray cut(Images at) {
    long columns = (long) at.n() * patches.pixels();
    return Product.columns(cut, 0, patches.height(), columns, patches.height());
  }

  private INDArray filters(INDArray flat, Images at) {
    long rows = output.shape().channels();
    return Product.rows(flat, at.trial() * rows * patches.height(), rows, patches.height());
  }

  private int convolvedRow() {
    return patches.positions().features();
  }

  private int place(int trial, int sample) {
    return sample * output.row() + trial * output.features();
  }

  private int inputPlace(int trial, int sample) {
    return sample * input.row() + trial * input.features();
  }
}
