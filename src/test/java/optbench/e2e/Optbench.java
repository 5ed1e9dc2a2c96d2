package optbench.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Starts the real launcher, as a user would: in a folder of his, without a network, and with a
 * cache that is empty, and in the locale of a bare machine.
 */
final class Optbench {
  /** The checkout under test. */
  static final Path HOME = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  /** Long enough for any of these commands on any machine; only a hang takes longer. */
  private static final long DEADLINE_SECONDS = 300;

  /** These commands run for seconds, in which the optimizing compiler costs more than it gains. */
  private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> prefix = new ArrayList<>();
  private String launcher = HOME.resolve("optbench").toString();

  private Optbench(Path folder) {
    this.folder = folder;
    environment.putAll(System.getenv());
    environment.put("OPTBENCH_OFFLINE", "1");
    environment.put("XDG_CACHE_HOME", folder.resolve("empty-cache").toString());
    environment.putIfAbsent("POCL_CACHE_DIR", compiledKernels());
    environment.put("XDG_CONFIG_HOME", folder.resolve("no-config").toString());
    environment.put("OPTBENCH_JAVA_OPTS", ONE_COMPILER);
    environment.put("LC_ALL", "C");
  }

  /**
   * Where POCL keeps what it has compiled, for all its programs: a kernel takes it half a second.
   */
  private static String compiledKernels() {
    String cache = System.getenv("XDG_CACHE_HOME");
    return (cache == null ? System.getProperty("user.home") + "/.cache" : cache) + "/pocl/kcache";
  }

  /** With that folder as the current one. */
  static Optbench in(Path folder) {
    return new Optbench(folder);
  }

  /** Another launcher than the checkout's; may be relative to the current folder. */
  Optbench startedAs(String command) {
    launcher = command;
    return this;
  }

  Optbench with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Optbench withJavaOptions(String options) {
    environment.merge("OPTBENCH_JAVA_OPTS", options, (before, more) -> before + " " + more);
    return this;
  }

  /** With both of Java's compilers, for commands that train for long. */
  Optbench optimized() {
    environment.remove("OPTBENCH_JAVA_OPTS");
    return this;
  }

  Optbench without(String variable) {
    environment.remove(variable);
    return this;
  }

  /**
   * Shells and CI services start background jobs with SIGINT ignored, and children inherit that.
   */
  Optbench heedingInterrupts() {
    prefix.addAll(List.of("env", "--default-signal=INT"));
    return this;
  }

  /** Runs a command to its end. */
  Outcome run(String... args) {
    try (Running running = start(args)) {
      return running.outcome();
    }
  }

  Outcome run(List<String> args) {
    return run(args.toArray(String[]::new));
  }

  /** Starts a command and lets it go on. */
  Running start(String... args) {
    List<String> command = new ArrayList<>(prefix);
    command.add(launcher);
    command.addAll(List.of(args));
    try {
      Path out = Files.createTempFile("optbench-it", ".out");
      Path err = Files.createTempFile("optbench-it", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      return new Running(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What came of a command. */
  record Outcome(int exitCode, String out, String err) {
    /** Standard output as running text: sentences may be broken between any two words. */
    String said() {
      return out.replaceAll("\\s+", " ");
    }

    /** Fails with all that was said unless the command ended with that code. */
    Outcome exits(int code) {
      if (exitCode != code) {
        throw new AssertionError(
            "must exit with " + code + " but did with " + exitCode + "\n" + err + out);
      }
      return this;
    }
  }

  /** A command under way; killed when closed. */
  static final class Running implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private Running(Process process, Path out, Path err) {
      this.process = process;
      this.out = out;
      this.err = err;
    }

    long pid() {
      return process.pid();
    }

    /** What it has written to standard error by now. */
    String errSoFar() {
      return read(err);
    }

    /** Waits until something holds; fails if the command ends before. */
    void awaitThat(String what, BooleanSupplier condition) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
      while (!condition.getAsBoolean()) {
        if (ended(20, TimeUnit.MILLISECONDS)) {
          throw new AssertionError("ended before " + what + ": " + outcome());
        }
        if (System.nanoTime() > deadline) {
          throw new AssertionError("not within " + DEADLINE_SECONDS + " s: " + what);
        }
      }
    }

    /** Sends a signal, such as INT. */
    void signal(String name) {
      try {
        // The shell's own: a bare machine has no program of that name.
        new ProcessBuilder("bash", "-c", "kill -" + name + " " + pid()).start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Waits for the end. */
    Outcome outcome() {
      if (!ended(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("hangs: " + read(err) + read(out));
      }
      return new Outcome(process.exitValue(), read(out), read(err));
    }

    private boolean ended(long time, TimeUnit unit) {
      try {
        return process.waitFor(time, unit);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static String read(Path file) {
      try {
        return Files.readString(file, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
      ended(DEADLINE_SECONDS, TimeUnit.SECONDS);
      out.toFile().delete();
      err.toFile().delete();
    }
  }
}
