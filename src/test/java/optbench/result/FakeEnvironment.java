package optbench.result;

import java.util.List;
import java.util.Optional;
import optbench.result.Environment.Execution;
import optbench.result.Environment.JavaRuntime;
import optbench.result.Environment.Machine;
import optbench.result.Environment.NativeLibrary;
import optbench.result.Environment.Tool;

/** Machines on which nothing ran. */
public final class FakeEnvironment {
  /** Two cores, 1 GiB, and two threads on the CPU. */
  public static final Environment ANY =
      new Environment(
          new Tool("0", "unknown"),
          new JavaRuntime("17", "JVM"),
          new Machine("OS", "CPU", 2, 1L << 30),
          new NativeLibrary("1", "CPU", "none", "none"),
          on("cpu", 2, Optional.empty()));

  private FakeEnvironment() {}

  /** On a device that was asked for; nothing is known of the JVM's options. */
  public static Execution on(String device, int threads, Optional<String> clockSource) {
    return new Execution(
        threads,
        device,
        clockSource,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with another Java. */
  public static Environment with(Environment e, JavaRuntime other) {
    return new Environment(e.tool(), other, e.machine(), e.library(), e.execution());
  }

  /** The same software on another machine. */
  public static Environment with(Environment e, Machine other) {
    return new Environment(e.tool(), e.runtime(), other, e.library(), e.execution());
  }

  /** The same machine, used otherwise. */
  public static Environment with(Environment e, Execution other) {
    return new Environment(e.tool(), e.runtime(), e.machine(), e.library(), other);
  }

  /** The same with a JVM that was given these options. */
  public static Environment withJvmOptions(Environment e, List<String> options) {
    Execution x = e.execution();
    return with(
        e,
        new Execution(
            x.threads(),
            x.device(),
            x.clockSource(),
            x.gpu(),
            x.deviceReason(),
            Optional.of(options),
            x.cluster()));
  }
}
