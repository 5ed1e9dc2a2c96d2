package optbench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import optbench.data.DataException;
import optbench.data.Dataset;
import optbench.data.Datasets;
import optbench.data.DownloadProgress;
import optbench.engine.EnvironmentProbe;
import optbench.engine.NativeBuild;
import optbench.engine.lockstep.Floor;
import optbench.machine.Startup;

/**
 * What a benchmark beside libtorch is asked for.
 *
 * @param folder to write into: that of the processor's instructions, since figures of different
 *     ones are never compared
 * @param tried two steps of each on a few synthetic digits, whose times say nothing, without
 *     libtorch where it is missing
 */
record Setup(Path folder, int rounds, boolean tried, Dataset data) {
  /** Set to the folder of libtorch's jars by the Maven profile {@code libtorch}. */
  private static final String LIBTORCH = "optbench.libtorch";

  private static final String SECOND = "[1-9]\\d{0,3}|try";
  private static final int PRODUCTS = 15;

  /** Where it is only tried: two of the largest batches, and fewer to evaluate. */
  static final int TRIED_SAMPLES = 256;

  static final int TRIED_TEST_SAMPLES = 32;

  /** Something to measure. */
  interface Comparison {
    /**
     * Measures it.
     *
     * @param libtorch empty where it is missing, which is allowed only where all is tried
     */
    void with(Optional<LibtorchContender> libtorch) throws IOException;
  }

  /**
   * From the arguments FOLDER and ROUNDS or {@code try}; ends the JVM where something is wrong.
   *
   * @param usualRounds without the second argument
   */
  static Setup of(String[] args, int usualRounds) {
    if (args.length < 1 || args.length > 2 || (args.length == 2 && !args[1].matches(SECOND))) {
      end(
          2,
          "arguments must be FOLDER [ROUNDS|try], at least one round, but were '"
              + String.join(" ", args)
              + "': try -Dbench.arguments=\"target/performance 7\"");
    }
    boolean tried = args.length > 1 && args[1].equals("try");
    int rounds = tried ? 1 : args.length > 1 ? Integer.parseInt(args[1]) : usualRounds;
    if (EnvironmentProbe.threads() != 1) {
      end(3, "OpenMP threads must be 1 but were " + EnvironmentProbe.threads());
    }
    NativeBuild build = NativeBuild.loaded();
    String best = NativeBuild.bestFor(EnvironmentProbe.cpuFlags());
    if (!tried && !build.name().endsWith(best)) {
      end(
          3,
          "ND4J's native build is "
              + build.name()
              + " but this processor has a faster one: add -Dnative.extension="
              + best);
    }
    Dataset data = tried ? fewDigits() : data("mnist", OptionalInt.empty());
    return new Setup(Path.of(args[0]).resolve(instructions(build)), rounds, tried, data);
  }

  private static String instructions(NativeBuild build) {
    return build.name().replaceFirst(".*-(?=avx)", "");
  }

  private static Dataset fewDigits() {
    Dataset few = data("synthetic-digits", OptionalInt.of(TRIED_SAMPLES));
    return new Dataset(
        few.name(),
        few.sha256(),
        few.notice(),
        few.training(),
        few.validation(),
        few.test().first(TRIED_TEST_SAMPLES),
        few.height(),
        few.width(),
        few.classes());
  }

  private static Dataset data(String name, OptionalInt limit) {
    try {
      return new Datasets(System.getenv(), Startup.home())
          .load(name, Optional.empty(), limit, 0, DownloadProgress.NONE);
    } catch (DataException e) {
      end(3, e.getMessage());
      throw new IllegalStateException(e);
    }
  }

  private static void end(int code, String reason) {
    System.err.println(reason);
    System.exit(code);
  }

  /** Starts libtorch, if it is there, for as long as something is measured. */
  void measure(Comparison comparison) throws IOException {
    Optional<Path> libraries = Optional.ofNullable(System.getProperty(LIBTORCH)).map(Path::of);
    if (libraries.filter(LibtorchContender::canStart).isPresent()) {
      try (LibtorchContender libtorch = new LibtorchContender(libraries.get(), data.training())) {
        comparison.with(Optional.of(libtorch));
      }
    } else if (tried) {
      comparison.with(Optional.empty());
    } else {
      end(3, "libtorch is missing: add -Pbench,peer,libtorch");
    }
  }

  /** FLOP/s of the fastest large product, now. */
  double productRate() {
    return tried ? Floor.triedProductRate() : Floor.productRate(PRODUCTS);
  }
}
