package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import optbench.result.Circumstances;
import optbench.result.Environment;
import optbench.result.Environment.Machine;
import optbench.result.FakeEnvironment;
import optbench.result.FakeTime;
import optbench.result.FakeTrial;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.TimeSplit;
import optbench.result.TrialResult;
import optbench.stats.TimeWarning.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a machine of eight cores unless said otherwise, with two threads a trial. */
class TimeWarningsTest {
  private static final FakeRun RUN =
      new FakeRun().finished("adam", 0.9, 0.9, 0.9).finished("sgd", 0.9, 0.9, 0.9);

  private String clock = "tsc";
  private Optional<String> cluster = Optional.empty();
  private boolean timing = true;
  private int cores = 8;
  private final List<TimeSplit> times = new ArrayList<>();

  @Test
  void steadyTimesAreNotWarnedOf() {
    times(1, 1.05, 1.1, 2, 2.1, 2.2);

    assertThat(warnings()).isEmpty();
  }

  @Test
  void aSpreadOfMoreThanATenthIsTold() {
    times(1, 1, 1, 2, 2.2, 2.4);

    assertThat(warnings())
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.kind()).isEqualTo(Kind.SPREAD);
              assertThat(w.subject()).isEqualTo("sgd");
              assertThat(w.figure().orElseThrow()).isCloseTo(0.4 / 2.2, within(1e-12));
              assertThat(w.limit()).hasValue(0.1);
              assertThat(w.trials()).isEqualTo(3);
            });
  }

  @Test
  void aSlowFirstTrialIsTold() {
    times(1.5, 1, 1, 2, 2, 2);

    assertThat(warnings())
        .extracting(TimeWarning::kind, TimeWarning::subject, w -> w.figure().orElseThrow())
        .containsExactly(tuple(Kind.SPREAD, "adam", 0.5), tuple(Kind.SLOW_FIRST, "adam", 0.5));
  }

  @Test
  void aSlowTrialThatWasNotTheFirstIsNoSlowFirst() {
    times(1, 1, 1.5, 2, 2, 2);

    assertThat(warnings()).extracting(TimeWarning::kind).containsExactly(Kind.SPREAD);
  }

  /** Two threads of ours, and half of the other six. */
  @ParameterizedTest
  @CsvSource({"4.9, 0", "5.1, 1", "9, 1"})
  void aLoadBeyondOursAndHalfOfTheRestIsTold(double load, int warnings) {
    times(1, 1, 1, 2, 2, 2);
    times.set(
        4, times.get(4).under(c -> c.withLoad(OptionalDouble.of(0), OptionalDouble.of(load))));

    assertThat(warnings())
        .hasSize(warnings)
        .allMatch(
            w ->
                w.equals(
                    new TimeWarning(
                        Kind.BUSY, "", OptionalDouble.of(load), OptionalDouble.of(5), 1)));
  }

  @ParameterizedTest
  @CsvSource({"false, 2.4, 0", "false, 2.6, 1", "true, 2.9, 0", "true, 3.1, 1"})
  void aJvmThatStartsForEachTrialKeepsACoreBusy(boolean isolated, double load, int warnings) {
    cores = 2;
    TimeSplit time =
        FakeTime.of(1, 1, 1, 1, 1, 1)
            .under(c -> c.withLoad(OptionalDouble.of(0), OptionalDouble.of(load)));
    times.addAll(Collections.nCopies(6, isolated ? time.under(Circumstances::alone) : time));

    assertThat(warnings()).hasSize(warnings).allMatch(w -> w.kind() == Kind.BUSY);
  }

  @Test
  void trialsSideBySideAreToldAndRaiseTheLoadThatIsOurs() {
    for (int i = 0; i < 6; i++) {
      double load = i < 2 ? 4.9 : 6.9;
      times.add(
          FakeTime.of(1, 1, 1, 1, 1, 1, 1, i < 2 ? 1 : 3)
              .under(c -> c.withLoad(OptionalDouble.empty(), OptionalDouble.of(load))));
    }

    assertThat(warnings())
        .containsExactly(
            new TimeWarning(Kind.PARALLEL, "", OptionalDouble.of(3), OptionalDouble.of(1), 4));
  }

  @Test
  void trialsOfAClusterAreTold() {
    cluster = Optional.of("Spark 4.2.0");
    times(1, 1, 1, 2, 2, 2);

    assertThat(warnings())
        .containsExactly(
            new TimeWarning(
                Kind.CLUSTER, "Spark 4.2.0", OptionalDouble.empty(), OptionalDouble.empty(), 6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hpet", "acpi_pm", "jiffies"})
  void aSlowClockIsTold(String name) {
    clock = name;
    times(1, 1, 1, 2, 2, 2);

    assertThat(warnings())
        .containsExactly(
            new TimeWarning(Kind.CLOCK, name, OptionalDouble.empty(), OptionalDouble.empty(), 6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tsc", "kvm-clock", "arch_sys_counter", "hyperv_clocksource_tsc_page"})
  void otherClocksAreFine(String name) {
    clock = name;
    times(1, 1, 1, 2, 2, 2);

    assertThat(warnings()).isEmpty();
  }

  @Test
  void nothingIsToldOfTimesThatWereNotAskedFor() {
    clock = "hpet";
    timing = false;
    times(1, 2, 3, 4, 5, 6);

    assertThat(warnings()).isEmpty();
  }

  @Test
  void timesInAJvmOfTheirOwnAreNotTakenTogetherWithOthers() {
    TimeSplit here = FakeTime.of(1, 4, 1, 1, 1, 1);
    TimeSplit alone = FakeTime.of(1, 2, 1, 1, 1, 1).under(Circumstances::alone);
    TimeSplit repeated = alone.under(c -> c.among(List.of(1.0, 2.0, 3.0)));

    Timing timing = FakeRun.timing(here, repeated, here).orElseThrow();

    assertThat(timing.isolated()).isTrue();
    assertThat(timing.repeats()).isEqualTo(3);
    assertThat(timing.seeds()).isEqualTo(1);
    assertThat(timing.otherSeeds()).isEqualTo(2);
    assertThat(timing.stepMillis()).isEqualTo(2);
    assertThat(FakeRun.timing(alone, repeated).orElseThrow().repeats()).isEqualTo(1);
    times.addAll(List.of(here, here, here, alone, alone, alone));
    assertThat(summary().conditions().times()).isEqualTo(TimeBasis.MIXED_ISOLATION);
  }

  private void times(double... stepMillis) {
    for (double millis : stepMillis) {
      times.add(FakeTime.of(1, millis, 1, 1, 1, 1));
    }
  }

  private List<TimeWarning> warnings() {
    return summary().timeWarnings();
  }

  private Summary summary() {
    List<TrialResult> results = new ArrayList<>();
    for (int i = 0; i < RUN.results().size(); i++) {
      TrialResult r = RUN.results().get(i);
      results.add(
          FakeTrial.result(
              r.id(),
              "label of before",
              r.settings(),
              r.outcome(),
              r.epochs(),
              Optional.of(times.get(i)),
              r.stateBytes().orElseThrow(),
              r.initialWeightsSha256(),
              r.divergedAtStep(),
              r.reason(),
              r.threads().orElseThrow(),
              Instant.EPOCH.plusSeconds(i)));
    }
    return Summary.of(new Run(record(), results));
  }

  private RunRecord record() {
    RunRecord r = RUN.record();
    Environment e = r.start().environment().orElseThrow();
    Environment machine =
        FakeEnvironment.with(
            FakeEnvironment.with(
                e,
                new Machine(e.machine().os(), e.machine().cpu(), cores, e.machine().memoryBytes())),
            FakeEnvironment.on("cpu", 2, Optional.of(clock)));
    Environment trained = cluster.map(machine::in).orElse(machine);
    return RunRecord.of(
            r.about(),
            new RunRecord.Start(trained, r.start().startedAt()),
            r.sequence().orderSeed(),
            new RunRecord.Reporting(
                timing, r.reporting().targets(), r.reporting().equivalenceMargin()))
        .followedBy(r.sequence().order(), r.trials());
  }
}
