package optbench.engine.lockstep;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import optbench.engine.NativeMemory;
import optbench.network.Shape;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.MaxPool;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution and the pooling that follows it. A few images at a time are convolved into a small
 * room and pooled from there, so that the large result of the convolution never leaves the cache.
 * Bias and activation come after the pooling, where there is less to do: all activation functions
 * grow, so the order makes no difference.
 *
 * <p>Where all trials see the same image, their filters are one matrix; elsewhere each trial has
 * its turn.
 */
final class Convolution implements Layer {
  /** Numbers in the room: with patches and results it fits the second-level cache. */
  private static final int ROOM = 1 << 17;

  private final Panel input;
  private final Panel output;
  private final int lanes;
  private final int turns;
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
    lanes = input.isData() ? trials : 1;
    turns = trials / lanes;
    patches = new Patches(input.shape(), layer);
    Shape convolved = patches.positions();
    part = Math.max(1, Math.min(capacity, ROOM / (lanes * convolved.features())));
    pooling = new Pooling[turns];
    for (int turn = 0; turn < turns; turn++) {
      pooling[turn] = new Pooling(convolved, lanes, pool.size(), pool.stride(), capacity);
    }
    output = Panel.ofTrials(trials, pooling[0].output(), capacity);
    List<Integer> shape =
        List.of(layer.filters(), input.shape().channels(), layer.kernel(), layer.kernel());
    filters = new NativeTensor(trials, shape, origins(shape));
    top = new BiasAndActivation(output, layer.activation());
    cut = Product.memory((long) patches.length() * (input.isData() ? capacity : part));
    cutMemory = NativeMemory.of(cut);
    room = Product.memory((long) lanes * convolved.features() * part);
    roomMemory = NativeMemory.of(room);
    cutGradient = Product.memory(input.isData() ? 0 : (long) patches.length() * part);
    cutGradientMemory = NativeMemory.of(cutGradient);
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
    for (int turn = 0; turn < turns; turn++) {
      for (int first = 0; first < samples; first += part) {
        int n = Math.min(part, samples - first);
        cut(turn, first, n);
        product("forward", turn, first, n, this::convolve).run();
        for (int i = 0; i < n; i++) {
          pooling[turn].forward(
              roomMemory,
              i * convolvedRow(),
              output.valueMemory(),
              place(turn, first + i),
              first + i);
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
    for (int turn = 0; turn < turns; turn++) {
      for (int first = 0; first < samples; first += part) {
        int n = Math.min(part, samples - first);
        for (int i = 0; i < n; i++) {
          pooling[turn].backward(
              output.gradientMemory(),
              place(turn, first + i),
              roomMemory,
              i * convolvedRow(),
              first + i);
        }
        backward(turn, first, n, more || first > 0);
      }
    }
  }

  private void backward(int turn, int first, int n, boolean more) {
    if (!input.isData()) {
      cut(turn, first, n);
    }
    product(more ? "gradient, more" : "gradient", turn, first, n, places -> gradient(places, more))
        .run();
    if (!input.isData()) {
      product("input", turn, first, n, this::inputGradient).run();
      for (int i = 0; i < n; i++) {
        patches.addUp(
            cutGradientMemory,
            i * patches.length(),
            input.gradientMemory(),
            inputPlace(turn, first + i));
      }
    }
  }

  /** Of data the patches of all images are kept for the way back; other patches are cut anew. */
  private void cut(int turn, int first, int n) {
    for (int i = 0; i < n; i++) {
      int to = (input.isData() ? first + i : i) * patches.length();
      patches.cut(input.valueMemory(), inputPlace(turn, first + i), cutMemory, to);
    }
  }

  /** A few images, of one turn. */
  private record Places(int turn, int first, int n) {}

  /** A product on them. */
  private record Key(String name, Places places) {}

  private Product product(String name, int turn, int first, int n, Function<Places, Product> make) {
    Places places = new Places(turn, input.isData() ? first : 0, n);
    return products.computeIfAbsent(new Key(name, places), k -> make.apply(places));
  }

  private Product convolve(Places at) {
    return Product.into(room(at), filters(filters.values(), at), cut(at));
  }

  private Product gradient(Places at, boolean more) {
    INDArray result = filters(filters.gradients(), at);
    INDArray seen = cut(at).transpose();
    return more ? Product.addedTo(result, room(at), seen) : Product.into(result, room(at), seen);
  }

  private Product inputGradient(Places at) {
    long columns = (long) at.n() * patches.pixels();
    return Product.into(
        Product.columns(cutGradient, 0, patches.height(), columns, patches.height()),
        filters(filters.values(), at).transpose(),
        room(at));
  }

  private INDArray room(Places at) {
    long rows = (long) lanes * output.shape().channels();
    return Product.columns(room, 0, rows, (long) at.n() * patches.pixels(), rows);
  }

  private INDArray cut(Places at) {
    long columns = (long) at.n() * patches.pixels();
    return Product.columns(
        cut, (long) at.first() * patches.length(), patches.height(), columns, patches.height());
  }

  private INDArray filters(INDArray flat, Places at) {
    long rows = (long) lanes * output.shape().channels();
    return Product.rows(flat, at.turn() * rows * patches.height(), rows, patches.height());
  }

  private int convolvedRow() {
    return lanes * patches.positions().features();
  }

  private int place(int turn, int sample) {
    return sample * output.row() + turn * lanes * output.features();
  }

  private int inputPlace(int turn, int sample) {
    return sample * input.row() + (input.isData() ? 0 : turn * input.features());
  }
}
