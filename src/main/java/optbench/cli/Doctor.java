package optbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import optbench.app.Build;
import optbench.app.UserConfig;
import optbench.data.DataStatus;
import optbench.data.Datasets;
import optbench.engine.EnvironmentProbe;
import optbench.report.FontCheck;
import optbench.spec.DataSpec;
import optbench.store.DefaultsFile;
import optbench.store.SpecFileException;
import optbench.text.NumberText;

/** Looks at all that a run needs, and at what makes it slow. */
final class Doctor {
  static final String THREADS = "OMP_NUM_THREADS";
  private static final long LITTLE_MEMORY = 2_000_000_000L;
  private static final long LITTLE_DISK = 100_000_000L;
  private static final long LEAST_DISK = 5_000_000L;

  /** What the launcher sets, and what comes of it otherwise. */
  private static final Map<String, String> FLAGS =
      Map.of(
          "org.eclipse.deeplearning4j.helpers.disable=false",
          "oneDNN layers stay off",
          "org.bytedeco.javacpp.maxbytes=0",
          "native memory is limited to the size of Java's heap",
          "org.bytedeco.javacpp.maxphysicalbytes=0",
          "training stops when the process outgrows a multiple of Java's heap");

  private final Map<String, String> environment;
  private final Datasets datasets;
  private final UserConfig config;

  Doctor(Map<String, String> environment, Datasets datasets, UserConfig config) {
    this.environment = environment;
    this.datasets = datasets;
    this.config = config;
  }

  /** All checks, those of the program first, those of the machine last. */
  List<Check> examine(GpuChecks gpus, OpenClChecks opencl) {
    List<Check> checks = new ArrayList<>();
    checks.add(Check.ok("optbench", Build.version() + ", commit " + Build.gitCommit()));
    checks.add(java(Runtime.version().feature(), System.getProperty("java.vendor", "")));
    checks.addAll(flags(System.getProperties()));
    checks.addAll(NativeChecks.all());
    int cores = Runtime.getRuntime().availableProcessors();
    checks.add(threads(environment.getOrDefault(THREADS, ""), cores));
    checks.add(
        Check.ok("CPU", EnvironmentProbe.cpu() + ", " + cores + (cores == 1 ? " core" : " cores")));
    checks.add(memory(EnvironmentProbe.memoryBytes()));
    checks.addAll(gpus.all());
    checks.addAll(opencl.all());
    checks.add(config(environment, config.home()));
    checks.add(disk(config.results()));
    datasets.names().forEach(name -> data(name).ifPresent(checks::add));
    checks.add(
        FontCheck.fault()
            .map(fault -> Check.missing("fonts", "none", fault))
            .orElseGet(() -> Check.ok("fonts", "Inter, bundled")));
    return checks;
  }

  /** The user's defaults, or what is wrong with them: then no other command goes on. */
  static Check config(Map<String, String> environment, Path home) {
    String name = "config";
    try {
      UserConfig read = UserConfig.read(environment, home);
      if (!DefaultsFile.isThere(read.file())) {
        return Check.ok(name, "none, for there is no " + read.file());
      }
      String sets =
          read.defaults().written().entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining(" "));
      return Check.ok(name, read.file() + (sets.isEmpty() ? ", which sets nothing" : ": " + sets));
    } catch (SpecFileException e) {
      return Check.missing(name, String.join("; ", e.faults()), "mend the file, or remove it");
    }
  }

  static Check java(int feature, String vendor) {
    String found = Runtime.version() + " of " + vendor;
    return feature >= 17
        ? Check.ok("Java", found)
        : Check.missing("Java", found, "install Java 17 or later");
  }

  static List<Check> flags(Properties properties) {
    List<Check> wanting =
        FLAGS.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .filter(
                flag -> {
                  String[] keyAndValue = flag.getKey().split("=", 2);
                  return !keyAndValue[1].equals(properties.getProperty(keyAndValue[0]));
                })
            .map(
                flag ->
                    Check.warning(
                        "JVM flags",
                        "without -D" + flag.getKey() + " " + flag.getValue(),
                        "start optbench with its launcher, ./optbench, or set it"))
            .toList();
    return wanting.isEmpty() ? List.of(Check.ok("JVM flags", "all that matter are set")) : wanting;
  }

  static Check threads(String value, int cores) {
    if (value.isEmpty()) {
      return Check.warning(
          THREADS, "not set", "set it to 1: for small networks more threads are slower");
    }
    boolean number = value.matches("[1-9][0-9]{0,5}");
    if (!number || Integer.parseInt(value) > cores) {
      return Check.warning(THREADS, value, "set it to a number from 1 to " + cores);
    }
    return Check.ok(THREADS, value);
  }

  static Check memory(long bytes) {
    String found = NumberText.bytes(bytes);
    return bytes < LITTLE_MEMORY
        ? Check.warning("memory", found, "2 GiB or more are better; use a smaller train_limit")
        : Check.ok("memory", found);
  }

  static Check disk(Path results) {
    Path place = results.toAbsolutePath();
    while (!Files.exists(place)) {
      place = place.getParent();
    }
    if (!Files.isDirectory(place) || !Files.isWritable(place)) {
      return Check.missing(
          "results folder", place + " cannot be written to", "run in another folder, or use --out");
    }
    return disk(results, place.toFile().getUsableSpace());
  }

  static Check disk(Path results, long free) {
    if (free == 0) {
      // So says Java also of disks that do not tell.
      return Check.warning(
          "results folder", "no room, or it is not known how much", "make room if there is none");
    }
    String found = NumberText.bytes(free) + " free for " + results;
    if (free < LEAST_DISK) {
      return Check.missing("results folder", found, "make room on the disk, or use --out");
    }
    return free < LITTLE_DISK
        ? Check.warning("results folder", found, "make room on the disk: a run takes a few MiB")
        : Check.ok("results folder", found);
  }

  /**
   * Only MNIST is wanted by default, and even that has a substitute. What cannot be downloaded is
   * named if it is there.
   */
  private Optional<Check> data(String name) {
    DataStatus status = datasets.status(name, Optional.empty());
    String label = "data " + name;
    if (status.usable()) {
      return Optional.of(Check.ok(label, DataText.where(status)));
    }
    if (!status.byHand().isEmpty()) {
      return Optional.empty();
    }
    String found = "not on this machine";
    return Optional.of(
        name.equals(DataSpec.MNIST)
            ? Check.warning(label, found, "optbench data fetch " + name)
            : Check.ok(label, found + "; downloaded when asked for"));
  }
}
