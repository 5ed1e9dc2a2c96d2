package optbench.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether trainings can run on a GPU of this machine, and on which; loads nothing. */
public final class CudaCheck {
  /** Limits which GPUs a process sees; CUDA's own. */
  public static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

  private final CudaDriver driver;
  private final Map<String, String> environment;
  private final String os;
  private final String arch;

  /** Of this machine. */
  public CudaCheck(CudaDriver driver, Map<String, String> environment) {
    this(driver, environment, System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  CudaCheck(CudaDriver driver, Map<String, String> environment, String os, String arch) {
    this.driver = driver;
    this.environment = environment;
    this.os = os.toLowerCase(Locale.ROOT);
    this.arch = arch;
  }

  /**
   * The first GPU that can be used.
   *
   * @throws DeviceException that says why none can, and what to do
   */
  public Gpu require() {
    List<Gpu> visible = visible();
    if (visible.isEmpty()) {
      throw new DeviceException(
          hidden()
              .map(
                  value ->
                      VISIBLE + " is '" + value + "' and shows no GPU: unset it, or --device cpu")
              .orElse("NVIDIA's driver finds no GPU here: see nvidia-smi, or use --device cpu"));
    }
    return visible.stream()
        .filter(gpu -> gpu.fault().isEmpty())
        .findFirst()
        .orElseThrow(() -> new DeviceException(visible.get(0).fault().orElseThrow()));
  }

  /**
   * The GPUs that this process may use, those that do not suit among them.
   *
   * @throws DeviceException if they cannot be known
   */
  public List<Gpu> visible() {
    boolean system = os.startsWith("linux") || os.startsWith("windows");
    if (!system || !(arch.equals("amd64") || arch.equals("x86_64"))) {
      throw new DeviceException(
          "ND4J's CUDA library is for 64-bit Intel and AMD machines with Linux or Windows, and this is "
              + os
              + " on "
              + arch
              + ": use --device cpu");
    }
    List<Gpu> all = driver.gpus();
    return hidden().map(value -> named(value, all)).orElse(all);
  }

  private Optional<String> hidden() {
    return Optional.ofNullable(environment.get(VISIBLE));
  }

  /** As CUDA reads it: numbers or beginnings of UUIDs, up to the first that names none. */
  private static List<Gpu> named(String value, List<Gpu> all) {
    List<Gpu> named = new ArrayList<>();
    for (String word : value.split(",", -1)) {
      String wanted = word.strip();
      Optional<Gpu> gpu =
          all.stream()
              .filter(
                  g ->
                      wanted.equals(Integer.toString(g.index()))
                          || (wanted.startsWith("GPU-") && g.uuid().startsWith(wanted)))
              .findFirst();
      if (gpu.isEmpty()) {
        break;
      }
      named.add(gpu.get());
    }
    return named;
  }
}
