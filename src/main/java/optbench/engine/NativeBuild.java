package optbench.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * One of the builds of ND4J's native code. They differ in the instructions that the processor must
 * have and in whether they contain oneDNN.
 *
 * @param name such as {@code linux-x86_64-onednn-avx512}
 */
public record NativeBuild(String name) {
  private static final List<String> AVX512 =
      List.of("avx512f", "avx512vl", "avx512bw", "avx512dq", "avx512cd");
  private static final List<String> AVX2 = List.of("avx2", "fma");

  /**
   * The one in use; loads ND4J if need be. A build that was asked for and is missing is replaced by
   * another without a word, so only the place that the library was loaded from can tell.
   */
  public static NativeBuild loaded() {
    Nd4j.getBackend();
    Class<?> code = NativeOpsHolder.getInstance().getDeviceNativeOps().getClass();
    Path folder = Path.of(Loader.load(code)).toAbsolutePath().getParent();
    return new NativeBuild(folder.getFileName().toString());
  }

  /**
   * The ending of the fastest build's name that a processor can run; empty for the one that runs on
   * all. The launcher chooses by the same rule.
   *
   * @param cpuFlags in the words of Linux
   */
  public static String bestFor(Set<String> cpuFlags) {
    if (cpuFlags.containsAll(AVX512)) {
      return "-onednn-avx512";
    }
    return cpuFlags.containsAll(AVX2) ? "-onednn-avx2" : "";
  }

  /** Instructions that it needs and the processor does not have. */
  public List<String> lacking(Set<String> cpuFlags) {
    List<String> needed =
        name.endsWith("avx512") ? AVX512 : name.endsWith("avx2") ? AVX2 : List.of();
    return needed.stream().filter(flag -> !cpuFlags.contains(flag)).toList();
  }

  /** Whether it contains oneDNN. */
  public boolean oneDnn() {
    return name.contains("-onednn");
  }
}
