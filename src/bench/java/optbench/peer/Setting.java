package optbench.peer;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import optbench.data.Dataset;
import optbench.engine.EnvironmentProbe;
import optbench.result.Environment;

/** The machine that is measured on, how busy it was, and the versions of what is measured. */
final class Setting {
  private static final Set<String> INSTRUCTIONS = Set.of("avx2", "fma", "avx512f");

  private final Environment environment = EnvironmentProbe.read("bench", "-");
  private final Optional<String> libtorch;
  private final List<Double> productRates = new ArrayList<>();
  private final OptionalDouble loadBefore = EnvironmentProbe.loadAverage();

  /** With libtorch's version; empty where it does not take part. */
  Setting(Optional<String> libtorch) {
    this.libtorch = libtorch;
  }

  Optional<String> libtorch() {
    return libtorch;
  }

  /** Notes FLOP/s of the fastest large product, as it is at this time. */
  void noteProductRate(double rate) {
    productRates.add(rate);
  }

  /** FLOP/s: the greatest that was noted. */
  double productRate() {
    return Collections.max(productRates);
  }

  /** Lines of a list, in Markdown. */
  String facts(Dataset data) {
    Set<String> instructions = new TreeSet<>(EnvironmentProbe.cpuFlags());
    instructions.retainAll(INSTRUCTIONS);
    Environment.Machine machine = environment.machine();
    Environment.NativeLibrary library = environment.library();
    return List.of(
            "Taken on " + LocalDate.now(ZoneOffset.UTC) + ", on " + data.name(),
            String.format(
                Locale.ROOT,
                "Machine: %s, %d cores, %s; %s; load average %s before, %s after",
                machine.cpu(),
                machine.cores(),
                String.join(", ", instructions),
                machine.os(),
                load(loadBefore),
                load(EnvironmentProbe.loadAverage())),
            "Fastest large product, before and after each group of rows: "
                + Figures.numbers(
                    "%.1f", productRates.stream().mapToDouble(rate -> rate * 1e-9), ", ")
                + " GFLOP/s; the greatest makes the floor",
            "Java " + environment.runtime().java() + ", " + environment.runtime().jvm(),
            "ND4J " + library.dl4jVersion() + ", " + library.nativeBuild() + ", " + library.blas(),
            "libtorch " + libtorch.orElse("did not take part"))
        .stream()
        .map(fact -> "- " + fact + "\n")
        .collect(Collectors.joining());
  }

  private static String load(OptionalDouble load) {
    return load.isEmpty() ? "unknown" : Figures.number("%.2f", load.getAsDouble());
  }
}
