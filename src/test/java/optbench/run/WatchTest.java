package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import optbench.result.Run;
import optbench.result.TrialResult;
import optbench.stats.FakeRun;
import optbench.store.RunFiles;
import optbench.store.RunStore;
import optbench.store.StoreException;
import optbench.store.StoredRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run goes on in the pauses between two looks, a step in each. */
class WatchTest {
  private static final FakeRun RUN = new FakeRun().finished("adam", 0.97, 0.98, 0.975);

  @TempDir private Path folder;
  private final List<String> reported = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final Queue<Consumer<CountDownLatch>> steps = new ArrayDeque<>();
  private final AtomicLong clock = new AtomicLong();
  private long nanosToReport;
  private RunStore store;

  @Test
  void reportsAsTrialsComeInAndEndsWithTheRun() {
    store = RunStore.open(folder);
    step(() -> store.writeRun(RUN.record()));
    step(() -> store.writeTrial(trial(0)));
    step(() -> {});
    step(() -> store.writeTrial(trial(1)));
    step(() -> store.writeTrial(trial(2)));
    step(() -> store.close());

    watch().run();

    // With all three in, the run writes its own report: nothing is reported until it has ended.
    assertThat(reported).containsExactly("partial 1", "partial 2", "last 3");
    assertThat(log)
        .containsExactly(
            "waiting for the run to begin",
            "0 of 3 trials are in",
            "1 of 3 trials are in",
            "2 of 3 trials are in",
            "3 of 3 trials are in",
            "the run has ended; 3 of 3 trials are in");
  }

  @Test
  void restsFourTimesAsLongAsItTookToReport() {
    nanosToReport = 10;
    store = RunStore.open(folder);
    store.writeRun(RUN.record());
    store.writeTrial(trial(0));
    step(() -> store.writeTrial(trial(1)));
    step(() -> clock.set(49));
    step(() -> assertThat(reported).containsExactly("partial 1"));
    step(() -> clock.set(50));
    step(() -> assertThat(reported).containsExactly("partial 1", "partial 2"));
    step(() -> store.close());

    watch().run();

    assertThat(reported).containsExactly("partial 1", "partial 2", "last 2");
  }

  @Test
  void aHalfWrittenTrialIsPassedOver() {
    store = RunStore.open(folder);
    store.writeRun(RUN.record());
    store.writeTrial(trial(0));
    writeHalf(trial(1));
    step(() -> store.writeTrial(trial(1)));
    step(() -> store.close());

    watch().run();

    assertThat(reported).containsExactly("partial 1", "partial 2", "last 2");
  }

  @Test
  void aRunThatIsNotGoingOnIsReportedOnce() {
    store = RunStore.open(folder);
    store.writeRun(RUN.record());
    store.writeTrial(trial(0));
    store.close();

    watch().run();

    assertThat(reported).containsExactly("last 1");
    assertThat(log).containsExactly("no run is going on; 1 of 3 trials are in");
  }

  @Test
  void aFolderWithoutARunIsRefused() {
    assertThatThrownBy(() -> watch().run())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("has no run.json");
    Watch missing = new Watch(folder.resolve("no"), reports(), stopping -> {}, () -> 0);
    assertThatThrownBy(missing::run)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is not a folder");
    assertThat(reported).isEmpty();
  }

  @Test
  void leavesAPageThatAsksForNoOtherWhenItIsStopped() {
    store = RunStore.open(folder);
    store.writeRun(RUN.record());
    store.writeTrial(trial(0));
    steps.add(CountDownLatch::countDown);

    watch().run();

    assertThat(reported).containsExactly("partial 1", "leave 1");
    assertThat(RunFiles.inUse(folder)).isTrue();
    store.close();
  }

  @Test
  void aReportThatCannotBeWrittenIsTriedAgain() {
    store = RunStore.open(folder);
    store.writeRun(RUN.record());
    store.writeTrial(trial(0));
    step(() -> {});
    step(() -> store.close());
    List<String> faults = new ArrayList<>(List.of("first", "second"));
    Watch.Reports failing =
        new Watch.Reports() {
          @Override
          public void partial(StoredRun stored) {
            RunFiles.read(folder.resolve(faults.remove(0)));
          }

          @Override
          public void last(StoredRun stored) {
            reported.add("last");
          }

          @Override
          public void leave(Run run) {
            reported.add("leave");
          }

          @Override
          public void status(String line) {
            log.add(line);
          }

          @Override
          public void warn(String message) {
            log.add("warning: " + message);
          }
        };

    new Watch(folder, failing, this::pause, () -> 0).run();

    assertThat(faults).isEmpty();
    assertThat(reported).containsExactly("last");
    assertThat(log)
        .filteredOn(line -> line.startsWith("warning: no report this time: "))
        .singleElement()
        .asString()
        .contains("first is not a folder");
  }

  private Watch watch() {
    return new Watch(folder, reports(), this::pause, clock::get);
  }

  private Watch.Reports reports() {
    return new Watch.Reports() {
      @Override
      public void partial(StoredRun stored) {
        reported.add("partial " + stored.run().results().size());
        clock.addAndGet(nanosToReport);
      }

      @Override
      public void last(StoredRun stored) {
        reported.add("last " + stored.run().results().size());
      }

      @Override
      public void leave(Run run) {
        reported.add("leave " + run.results().size());
      }

      @Override
      public void status(String line) {
        log.add(line);
      }

      @Override
      public void warn(String message) {
        log.add("warning: " + message);
      }
    };
  }

  private void step(Runnable step) {
    steps.add(stopping -> step.run());
  }

  private void pause(CountDownLatch stopping) {
    steps.remove().accept(stopping);
  }

  private static TrialResult trial(int number) {
    return RUN.results().get(number);
  }

  private void writeHalf(TrialResult trial) {
    try {
      Files.writeString(
          folder.resolve("trials").resolve(trial.id() + ".json"), "{\"format_version\": 1, \"id");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
