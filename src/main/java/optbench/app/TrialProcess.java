package optbench.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import optbench.engine.Failure;
import optbench.machine.MachineException;
import optbench.machine.Startup;

/**
 * Trains one group of trials for another process, which reads events from standard output and keeps
 * standard input open for as long as it lives.
 *
 * <p>Arguments: a spec with nothing left to be decided, the ids of trials of its plan with commas
 * between, and jars of plug-ins.
 */
public final class TrialProcess {
  /** Longer than it takes the other process to end us, if it means to. */
  private static final long FAREWELL_SECONDS = 10;

  private static final int TRAINED = 0;
  private static final int FAILED = 1;

  private TrialProcess() {}

  /** Trains, and leaves with 0, or with 1 and a reason as the last line of standard error. */
  public static void main(String[] args) {
    try {
      Startup.settle(System.getenv());
    } catch (MachineException e) {
      System.err.println(e.getMessage());
      System.exit(FAILED);
    }
    PrintStream events = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    // Whatever else is printed must not come between events.
    System.setOut(System.err);
    leaveWith(System.in);
    Thread patience = heedTheOtherProcessAlone();
    UnexpectedEnd watch = UnexpectedEnd.watch(System.err, FAILED);
    int code = run(args, events);
    watch.disarm();
    try {
      Runtime.getRuntime().removeShutdownHook(patience);
    } catch (IllegalStateException e) {
      // This JVM is being ended, by a signal.
    }
    System.exit(code);
  }

  private static int run(String[] args, PrintStream events) {
    try {
      train(args, events);
      return TRAINED;
    } catch (OutOfMemoryError | LinkageError e) {
      System.err.println(EngineFaults.message(e));
    } catch (Throwable e) {
      System.err.println(Failure.reason(e));
    }
    return FAILED;
  }

  private static void train(String[] args, PrintStream events) {
    SpecLanguage language = SpecLanguage.with(Arrays.stream(args).skip(2).map(Path::of).toList());
    GroupTraining.train(
        language,
        Path.of(args[0]),
        List.of(args[1].split(",")),
        GroupTraining::here,
        group -> new TrialEvents(event -> events.println(event.line())));
  }

  /** Ends this JVM as soon as nobody holds the other end. */
  private static void leaveWith(InputStream in) {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (in.read() >= 0) {}
              } catch (IOException e) {
                // It can be no more open then.
              }
              Runtime.getRuntime().halt(FAILED);
            },
            "watch of the other process");
    watch.setDaemon(true);
    watch.start();
  }

  /**
   * Ctrl-C reaches both processes. The other one is to end first, and this one with it: else it
   * would take the end of this one for a failure of the trial.
   */
  private static Thread heedTheOtherProcessAlone() {
    Thread hook =
        new Thread(
            () -> {
              try {
                new CountDownLatch(1).await(FAREWELL_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "farewell");
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }
}
