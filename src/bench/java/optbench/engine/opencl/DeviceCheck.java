package optbench.engine.opencl;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import optbench.data.DataException;
import optbench.data.Dataset;
import optbench.data.Datasets;
import optbench.data.DownloadProgress;
import optbench.machine.Startup;
import optbench.opencl.GpuChoice;
import optbench.opencl.OpenCl;
import optbench.opencl.OpenClDevice;
import optbench.opencl.OpenClException;

/**
 * How a device does: whether it finds the losses that lockstep finds on a CPU, and how long it
 * takes for a step. {@code src/bench/device} has the scripts that take it to a machine.
 */
public final class DeviceCheck {
  private static final String USAGE =
      "arguments must be one of:"
          + "\n  record LOSSES-CSV [try]               what lockstep finds on this CPU"
          + "\n  facts                                 the devices of this machine"
          + "\n  run LOSSES-CSV TIMES-CSV SECONDS [try]  a device beside those losses, and its times";

  /** As many as are trained on where it is only tried. */
  private static final int TRIED_SAMPLES = 512;

  private final PrintStream out = System.out;
  private final boolean tried;

  private DeviceCheck(boolean tried) {
    this.tried = tried;
  }

  /**
   * With {@code try} as the last argument, it takes few steps on synthetic digits, whose times say
   * nothing. The exit code is 1 where losses differ, and 3 without a device or MNIST.
   */
  public static void main(String[] args) throws IOException {
    boolean tried = args.length > 0 && args[args.length - 1].equals("try");
    String wanted = (args.length > 0 ? args[0] : "") + " " + (args.length - (tried ? 1 : 0));
    DeviceCheck check = new DeviceCheck(tried);
    int code = 0;
    try {
      switch (wanted) {
        case "record 2" -> new DeviceNumerics(check.data(), tried).record(Path.of(args[1]));
        case "facts 1" -> check.facts();
        case "run 4" -> {
          double seconds = Double.parseDouble(args[3]);
          code = check.run(Path.of(args[1]), Path.of(args[2]), seconds) ? 0 : 1;
        }
        default -> {
          System.err.println(USAGE);
          code = 2;
        }
      }
    } catch (OpenClException | DataException e) {
      System.err.println(e.getMessage());
      code = 3;
    }
    System.exit(code);
  }

  private void facts() {
    for (OpenClDevice device : OpenCl.devices()) {
      out.printf(
          Locale.ROOT,
          "%d: %s (%s)%n   platform %s, driver %s, %s%n"
              + "   %d compute units, memory %d MB, of it %d MB in one buffer, local memory %d KB%n"
              + "   quotients and roots of float32 %s%n",
          device.index(),
          device.name(),
          device.kind(),
          device.platform(),
          device.driver(),
          device.version(),
          device.computeUnits(),
          device.memoryBytes() >> 20,
          device.largestBufferBytes() >> 20,
          device.localMemoryBytes() >> 10,
          device.bitFaithful() ? "rounded as on the CPU" : "NOT rounded as on the CPU");
    }
  }

  private boolean run(Path losses, Path times, double seconds) throws IOException {
    long start = System.nanoTime();
    OpenClDevice device = GpuChoice.require();
    Dataset data = data();
    OpenClEngine engine = new OpenClEngine(() -> device);
    out.println(device.name() + ", driver " + device.driver() + ": losses beside the CPU's");
    boolean agree = new DeviceNumerics(data, tried).agree(engine, losses, out);
    out.println("Times of the mlp with batches of 128 and article-cnn with batches of 64");
    double spent = (System.nanoTime() - start) * 1e-9;
    new DeviceSpeed(data, engine, seconds - spent, tried).measure(times, out);
    return agree;
  }

  private Dataset data() {
    return new Datasets(System.getenv(), Startup.home())
        .load(
            tried ? "synthetic-digits" : "mnist",
            Optional.empty(),
            tried ? OptionalInt.of(TRIED_SAMPLES) : OptionalInt.empty(),
            0,
            DownloadProgress.NONE);
  }
}
