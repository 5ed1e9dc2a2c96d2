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
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import optbench.data.Dataset;
import optbench.engine.EnvironmentProbe;
import optbench.peer.Contender.Round;
import optbench.result.Environment;

/** What was measured, as a table for programs and as a page. */
final class PeerReport {
  private static final Set<String> INSTRUCTIONS = Set.of("avx2", "fma", "avx512f");

  private final Environment environment;
  private final Optional<String> libtorch;
  private final int rounds;
  private final Dataset data;
  private final List<Row> rows = new ArrayList<>();
  private final List<Double> productRates = new ArrayList<>();
  private final OptionalDouble loadBefore = EnvironmentProbe.loadAverage();

  /**
   * @param libtorch its version; empty where it did not take part
   * @param rounds of each
   */
  PeerReport(Environment environment, Optional<String> libtorch, int rounds, Dataset data) {
    this.environment = environment;
    this.libtorch = libtorch;
    this.rounds = rounds;
    this.data = data;
  }

  /** Notes FLOP/s of the fastest large product, as it is at this time. */
  void productRate(double rate) {
    productRates.add(rate);
  }

  /**
   * Notes what was measured of some work.
   *
   * @param contenders libtorch first, if it took part
   * @param measured a list of rounds for each of them
   */
  void measured(Work work, List<Contender> contenders, List<List<Round>> measured) {
    for (int i = 0; i < contenders.size(); i++) {
      List<Double> ratios =
          libtorch.isEmpty() ? List.of() : ratios(measured.get(i), measured.get(0));
      rows.add(new Row(work, contenders.get(i), measured.get(i), ratios));
    }
  }

  private static List<Double> ratios(List<Round> ours, List<Round> theirs) {
    return IntStream.range(0, ours.size())
        .mapToObj(round -> ours.get(round).millis() / theirs.get(round).millis())
        .toList();
  }

  /**
   * A contender at some work.
   *
   * @param ratios of its time to libtorch's, a round; empty without libtorch
   */
  private record Row(Work work, Contender contender, List<Round> rounds, List<Double> ratios) {
    double median(ToDoubleFunction<Round> value) {
      return PeerReport.median(rounds.stream().map(value::applyAsDouble).toList());
    }

    double least() {
      return rounds.stream().mapToDouble(Round::millis).min().orElseThrow();
    }
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private double floorMillis(Row row) {
    return row.work().flops(data) / Collections.max(productRates) * 1e3;
  }

  /** One row for each contender at each work. */
  String csv() {
    StringBuilder text =
        new StringBuilder(
            "network,optimizer,batch_size,steps,contender,trials,step_ms,least_step_ms,"
                + "of_libtorch,floor_ms,train_loss,step_ms_of_rounds\n");
    for (Row row : rows) {
      Work work = row.work();
      text.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%d,%d,%s,%d,%.6f,%.6f,%s,%.6f,%.4f,%s\n",
              work.network(),
              work.optimizer(),
              work.batchSize(),
              work.steps(),
              row.contender().name(),
              row.contender().trials(),
              row.median(Round::millis),
              row.least(),
              row.ratios().isEmpty() ? "" : number("%.4f", median(row.ratios())),
              floorMillis(row),
              row.median(Round::loss),
              numbers("%.6f", row.rounds().stream().mapToDouble(Round::millis), " ")));
    }
    return text.toString();
  }

  /** In Markdown. */
  String page() {
    StringBuilder text = new StringBuilder("# Milliseconds a step and trial, beside libtorch\n\n");
    text.append("Written by `optbench.peer.PeerBenchmark`; times are medians of ")
        .append(rounds)
        .append(" rounds, in turn, one thread each.\n\n");
    facts().forEach(fact -> text.append("- ").append(fact).append('\n'));
    text.append(
        "\n| network | batch | optimizer | trained by | ms | least | of libtorch (range) | of the"
            + " floor | training loss |\n"
            + "| --- | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: |\n");
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private List<String> facts() {
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
            + numbers("%.1f", productRates.stream().mapToDouble(rate -> rate * 1e-9), ", ")
            + " GFLOP/s; the greatest makes the floor",
        "Java " + environment.runtime().java() + ", " + environment.runtime().jvm(),
        "ND4J " + library.dl4jVersion() + ", " + library.nativeBuild() + ", " + library.blas(),
        "libtorch " + libtorch.orElse("did not take part"));
  }

  private String line(Row row) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %s | %.3f | %.3f | %s | %.2f | %.3f |\n",
        row.work().network(),
        row.work().batchSize(),
        row.work().optimizer(),
        row.contender().name()
            + (row.contender().trials() == 1 ? "" : ", " + row.contender().trials() + " trials"),
        row.median(Round::millis),
        row.least(),
        row.ratios().isEmpty() ? "" : range(row.ratios()),
        row.median(Round::millis) / floorMillis(row),
        row.median(Round::loss));
  }

  private static String range(List<Double> ratios) {
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        median(ratios),
        Collections.min(ratios),
        Collections.max(ratios));
  }

  private static String load(OptionalDouble load) {
    return load.isEmpty() ? "unknown" : number("%.2f", load.getAsDouble());
  }

  private static String numbers(String format, DoubleStream values, String separator) {
    return values.mapToObj(v -> number(format, v)).collect(Collectors.joining(separator));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
