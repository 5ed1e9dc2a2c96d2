package optbench.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What was measured of whole jobs, as a table for programs and as a page.
 *
 * @param setting where it was measured
 * @param rows one for each job
 */
record JobReport(Setting setting, Setup setup, List<JobReport.Row> rows) {
  /**
   * A job, and what was measured.
   *
   * @param seconds of the job, round by round
   * @param stepMillis libtorch's milliseconds a step, round by round: the mean of its optimizers,
   *     before and after the job; empty without libtorch
   */
  record Row(Job job, List<Double> seconds, List<Double> stepMillis) {
    static Row of(Job job) {
      return new Row(job, new ArrayList<>(), new ArrayList<>());
    }

    /** Seconds that libtorch's steps take for all trainings, round by round. */
    List<Double> libtorchSeconds(int samples) {
      return stepMillis.stream().map(millis -> millis * 1e-3 * job.steps(samples)).toList();
    }

    List<Double> ratios(int samples) {
      List<Double> theirs = libtorchSeconds(samples);
      return IntStream.range(0, theirs.size())
          .mapToObj(round -> seconds.get(round) / theirs.get(round))
          .toList();
    }
  }

  private int samples() {
    return setup.data().training().size();
  }

  /** One row for each job. */
  String csv() {
    StringBuilder text =
        new StringBuilder("job,steps,job_s,libtorch_s,of_libtorch,job_s_of_rounds\n");
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "\"%s\",%d,%.3f,%s,%s,%s\n",
              row.job().name(),
              row.job().steps(samples()),
              Figures.median(row.seconds()),
              ifMeasured("%.3f", row.libtorchSeconds(samples())),
              ifMeasured("%.4f", row.ratios(samples())),
              Figures.numbers("%.3f", row.seconds().stream().mapToDouble(s -> s), " ")));
    }
    return text.toString();
  }

  private static String ifMeasured(String format, List<Double> values) {
    return values.isEmpty() ? "" : Figures.number(format, Figures.median(values));
  }

  /** In Markdown. */
  String page() {
    StringBuilder text = new StringBuilder("# Seconds of whole jobs, beside libtorch\n\n");
    text.append("Written by `optbench.peer.JobBenchmark`; times are medians of ")
        .append(setup.rounds())
        .append(" rounds, in turn, libtorch with one thread.\n\n")
        .append(setting.facts(setup.data()))
        .append(
            """

            | job | s | libtorch's steps, s | of libtorch (range) | command |
            | --- | ---: | ---: | ---: | --- |
            """);
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private String line(Row row) {
    List<Double> ratios = row.ratios(samples());
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %s | %s | `optbench %s` |\n",
        row.job().name(),
        Figures.median(row.seconds()),
        ifMeasured("%.1f", row.libtorchSeconds(samples())),
        ratios.isEmpty() ? "" : Figures.range(ratios),
        String.join(" ", row.job().arguments()));
  }
}
