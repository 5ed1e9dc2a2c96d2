package optbench.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import optbench.data.Dataset;
import optbench.peer.Contender.Round;

/** What was measured, as a table for programs and as a page. */
final class PeerReport {
  private final Setting setting;
  private final int rounds;
  private final Dataset data;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param setting where it is measured
   * @param rounds of each
   */
  PeerReport(Setting setting, int rounds, Dataset data) {
    this.setting = setting;
    this.rounds = rounds;
    this.data = data;
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
          setting.libtorch().isEmpty() ? List.of() : ratios(measured.get(i), measured.get(0));
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
      return Figures.median(rounds.stream().map(value::applyAsDouble).toList());
    }

    double least() {
      return rounds.stream().mapToDouble(Round::millis).min().orElseThrow();
    }
  }

  private double floorMillis(Row row) {
    return row.work().flops(data) / setting.productRate() * 1e3;
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
              row.ratios().isEmpty() ? "" : Figures.number("%.4f", Figures.median(row.ratios())),
              floorMillis(row),
              row.median(Round::loss),
              Figures.numbers("%.6f", row.rounds().stream().mapToDouble(Round::millis), " ")));
    }
    return text.toString();
  }

  /** In Markdown. */
  String page() {
    StringBuilder text = new StringBuilder("# Milliseconds a step and trial, beside libtorch\n\n");
    text.append("Written by `optbench.peer.PeerBenchmark`; times are medians of ")
        .append(rounds)
        .append(" rounds, in turn, one thread each.\n\n");
    text.append(setting.facts(data));
    text.append(
        "\n| network | batch | optimizer | trained by | ms | least | of libtorch (range) | of the"
            + " floor | training loss |\n"
            + "| --- | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: |\n");
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
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
        row.ratios().isEmpty() ? "" : Figures.range(row.ratios()),
        row.median(Round::millis) / floorMillis(row),
        row.median(Round::loss));
  }
}
