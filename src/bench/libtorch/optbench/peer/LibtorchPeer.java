package optbench.peer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import optbench.engine.WarmUp;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains with libtorch what it is asked for on standard input, a round at a time, and answers with
 * milliseconds a step and the mean loss. Images stand ready as numbers, and batches are slices of
 * them: nothing but the step is on the clock.
 */
public final class LibtorchPeer {
  private final Tensor images;
  private final Tensor labels;

  private LibtorchPeer(Tensor images, Tensor labels) {
    this.images = images;
    this.labels = labels;
  }

  public static void main(String[] args) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    torch.set_num_threads(1);
    torch.manual_seed(1);
    LibtorchPeer peer = read(in);
    out.writeUTF(version());
    out.flush();
    while (true) {
      String network;
      try {
        network = in.readUTF();
      } catch (EOFException e) {
        return;
      }
      peer.train(network, in.readUTF(), in.readInt(), in.readInt(), out);
      out.flush();
    }
  }

  private static LibtorchPeer read(DataInputStream in) throws IOException {
    byte[] labels = new byte[in.readInt()];
    byte[] pixels = new byte[in.readInt()];
    in.readFully(labels);
    in.readFully(pixels);
    float[] numbers = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      numbers[i] = (pixels[i] & 255) / 255f;
    }
    long[] classes = new long[labels.length];
    for (int i = 0; i < labels.length; i++) {
      classes[i] = labels[i];
    }
    long count = labels.length;
    return new LibtorchPeer(
        torch.from_blob(new FloatPointer(numbers), count, pixels.length / count).clone(),
        torch
            .from_blob(
                new LongPointer(classes),
                new long[] {count},
                new TensorOptions(torch.ScalarType.Long))
            .clone());
  }

  private static String version() {
    return torch.class.getPackage().getImplementationVersion()
        + ", "
        + torch.get_cpu_capability().getString();
  }

  @SuppressWarnings({"try", "unchecked"}) // closing frees native memory; the array is empty
  private void train(String network, String rule, int batchSize, int steps, DataOutputStream out)
      throws IOException {
    try (PointerScope round = new PointerScope()) {
      Training warm = new Training(network, rule);
      WarmUp warmUp = new WarmUp();
      for (int i = 0; i < steps && warmUp.goesOn(); i++) {
        step(warm, i, batchSize);
      }
      Training training = new Training(network, rule);
      double lossSum = 0;
      long start = System.nanoTime();
      for (int i = 0; i < steps; i++) {
        lossSum += step(training, i, batchSize);
      }
      out.writeDouble((System.nanoTime() - start) * 1e-6 / steps);
      out.writeDouble(lossSum / steps);
    }
  }

  @SuppressWarnings({"try", "unchecked"}) // closing frees native memory; the array is empty
  private double step(Training training, int index, int batchSize) {
    try (PointerScope step = new PointerScope()) {
      long first = (long) index * batchSize;
      return training.step(images.narrow(0, first, batchSize), labels.narrow(0, first, batchSize));
    }
  }

  private static final class Training {
    private final Network network;
    private final Optimizer optimizer;

    Training(String network, String rule) {
      this.network =
          switch (network) {
            case "mlp" -> new Mlp();
            case "article-cnn" -> new ArticleCnn();
            case "lenet5" -> new LeNet5();
            default -> throw new IllegalArgumentException("no such network: " + network);
          };
      TensorVector parameters = this.network.parameters();
      startAsTheEngines(parameters);
      optimizer =
          switch (rule) {
            case "sgd" -> new SGD(parameters, new SGDOptions(0.01));
            case "adam" -> new Adam(parameters, new AdamOptions(1e-3));
            default -> throw new IllegalArgumentException("no such optimizer: " + rule);
          };
    }

    /** Weights as Glorot and Bengio draw them, biases 0: not as PyTorch would start. */
    @SuppressWarnings("try") // the guard ends with its block
    private static void startAsTheEngines(TensorVector parameters) {
      try (NoGradGuard guard = new NoGradGuard()) {
        for (long i = 0; i < parameters.size(); i++) {
          Tensor parameter = parameters.get(i);
          if (parameter.dim() > 1) {
            torch.xavier_uniform_(parameter);
          } else {
            torch.zeros_(parameter);
          }
        }
      }
    }

    double step(Tensor pixels, Tensor classes) {
      optimizer.zero_grad();
      Tensor loss = torch.cross_entropy(network.forward(pixels), classes);
      loss.backward();
      optimizer.step();
      return loss.item_float();
    }
  }

  private abstract static class Network extends Module {
    abstract Tensor forward(Tensor pixels);
  }

  private static final class Mlp extends Network {
    private final LinearImpl hidden = register_module("hidden", new LinearImpl(784, 128));
    private final LinearImpl output = register_module("output", new LinearImpl(128, 10));

    @Override
    Tensor forward(Tensor pixels) {
      return output.forward(torch.relu(hidden.forward(pixels)));
    }
  }

  private static final class ArticleCnn extends Network {
    private final Conv2dImpl filters =
        register_module("filters", new Conv2dImpl(new Conv2dOptions(1, 32, new LongPointer(3, 3))));
    private final LinearImpl hidden = register_module("hidden", new LinearImpl(5408, 256));
    private final LinearImpl output = register_module("output", new LinearImpl(256, 10));

    @Override
    Tensor forward(Tensor pixels) {
      Tensor found = torch.relu(filters.forward(pixels.view(-1, 1, 28, 28)));
      Tensor pooled = torch.max_pool2d(found, 2, 2);
      Tensor dense = torch.relu(hidden.forward(torch.dropout(pooled, 0.25, true).flatten(1, -1)));
      return output.forward(torch.dropout(dense, 0.5, true));
    }
  }

  /** Its second convolution has several channels to read. */
  private static final class LeNet5 extends Network {
    private final Conv2dImpl first;
    private final Conv2dImpl second =
        register_module("second", new Conv2dImpl(new Conv2dOptions(6, 16, new LongPointer(5, 5))));
    private final LinearImpl third = register_module("third", new LinearImpl(400, 120));
    private final LinearImpl fourth = register_module("fourth", new LinearImpl(120, 84));
    private final LinearImpl output = register_module("output", new LinearImpl(84, 10));

    LeNet5() {
      Conv2dOptions padded = new Conv2dOptions(1, 6, new LongPointer(5, 5));
      padded.padding().put(new LongPointer(2, 2));
      first = register_module("first", new Conv2dImpl(padded));
    }

    @Override
    Tensor forward(Tensor pixels) {
      Tensor edges = halved(torch.tanh(first.forward(pixels.view(-1, 1, 28, 28))));
      Tensor parts = halved(torch.tanh(second.forward(edges)));
      Tensor dense = torch.tanh(third.forward(parts.flatten(1, -1)));
      return output.forward(torch.tanh(fourth.forward(dense)));
    }

    private static Tensor halved(Tensor image) {
      return torch.avg_pool2d(image, 2, 2);
    }
  }
}
