package optbench.engine.opencl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import optbench.opencl.DeviceKernel;
import optbench.opencl.DeviceQueue;

/** Kernels from resources of this package, compiled for given sizes when they are first run. */
final class Program {
  private final DeviceQueue queue;
  private final String source;
  private final List<String> options;
  private final Map<String, DeviceKernel> kernels = new HashMap<>();

  /**
   * @param files resources, one after another
   * @param macros names and what they stand for
   */
  Program(DeviceQueue queue, List<String> files, Map<String, Object> macros) {
    this(queue, "", files, macros);
  }

  /**
   * The same with something before them.
   *
   * @param before OpenCL C
   */
  Program(DeviceQueue queue, String before, List<String> files, Map<String, Object> macros) {
    this.queue = queue;
    source = before + files.stream().map(Program::text).collect(Collectors.joining("\n"));
    options =
        new TreeMap<>(macros)
            .entrySet().stream().map(e -> "-D" + e.getKey() + "=" + e.getValue()).toList();
  }

  /** Its next run. There are several in a step, so it does not look through the source again. */
  DeviceKernel.Launch launch(String kernel) {
    return kernel(kernel).launch();
  }

  /**
   * A kernel of it, compiled if it is new.
   *
   * @throws optbench.opencl.OpenClException if the device's compiler refuses it
   */
  DeviceKernel kernel(String name) {
    return kernels.computeIfAbsent(name, n -> queue.kernel(source, n, options));
  }

  private static String text(String file) {
    try (InputStream in = Program.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
