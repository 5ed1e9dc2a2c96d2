package optbench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import optbench.data.DataException;
import optbench.data.Dataset;
import optbench.data.Datasets;
import optbench.data.DownloadProgress;
import optbench.engine.EnvironmentProbe;
import optbench.engine.NativeBuild;
import optbench.engine.dl4j.Dl4jEngine;
import optbench.engine.lockstep.Floor;
import optbench.engine.lockstep.LockstepEngine;
import optbench.machine.Startup;
import optbench.peer.Contender.Round;

/**
 * Milliseconds a step and trial of libtorch and of the engines, on the same work, in turn, one
 * thread each; beside them the floor that the machine's fastest large product sets.
 */
public final class PeerBenchmark {
  /** Set to the folder of libtorch's jars by the Maven profile {@code libtorch}. */
  private static final String LIBTORCH = "optbench.libtorch";

  private static final String SECOND = "[1-9]\\d{0,3}|try";
  private static final int ROUNDS = 7;
  private static final int PRODUCTS = 15;
  private static final int GROUP = 4;

  /** Where it is only tried: two of the largest batches, and fewer to evaluate. */
  private static final int TRIED_SAMPLES = 256;

  private static final int TRIED_TEST_SAMPLES = 32;

  private final Dataset data;
  private final int rounds;
  private final boolean tried;

  private PeerBenchmark(Dataset data, int rounds, boolean tried) {
    this.data = data;
    this.rounds = rounds;
    this.tried = tried;
  }

  /**
   * Arguments: folder to write into, and rounds (7) or {@code try} for two steps of each on a few
   * synthetic digits, whose times say nothing and which do without libtorch where it is missing.
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2 || (args.length == 2 && !args[1].matches(SECOND))) {
      end(
          2,
          "arguments must be FOLDER [ROUNDS|try], at least one round, but were '"
              + String.join(" ", args)
              + "': try -Dbench.arguments=\"target/performance 7\"");
    }
    boolean tried = args.length > 1 && args[1].equals("try");
    int rounds = tried ? 1 : args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
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
    new PeerBenchmark(data, rounds, tried).run(Path.of(args[0]).resolve(instructions(build)));
  }

  private static void end(int code, String reason) {
    System.err.println(reason);
    System.exit(code);
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

  /** Figures of processors with different instructions stand in different folders. */
  private static String instructions(NativeBuild build) {
    return build.name().replaceFirst(".*-(?=avx)", "");
  }

  private void run(Path folder) throws IOException {
    Optional<Path> libraries = Optional.ofNullable(System.getProperty(LIBTORCH)).map(Path::of);
    if (libraries.filter(LibtorchContender::canStart).isPresent()) {
      try (LibtorchContender libtorch = new LibtorchContender(libraries.get(), data.training())) {
        compare(folder, Optional.of(libtorch));
      }
    } else if (tried) {
      compare(folder, Optional.empty());
    } else {
      end(3, "libtorch is missing: add -Pbench,peer,libtorch");
    }
  }

  private void compare(Path folder, Optional<LibtorchContender> libtorch) throws IOException {
    List<Contender> contenders = new ArrayList<>(libtorch.stream().toList());
    contenders.add(new EngineContender(new LockstepEngine(), 1, data));
    contenders.add(new EngineContender(new LockstepEngine(), GROUP, data));
    contenders.add(new EngineContender(new Dl4jEngine(), 1, data));
    PeerReport report =
        new PeerReport(
            EnvironmentProbe.read("bench", "-"),
            libtorch.map(LibtorchContender::version),
            rounds,
            data);
    report.productRate(productRate());
    for (Work work : works()) {
      report.measured(work, contenders, inTurn(work, contenders));
      report.productRate(productRate());
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("peers.csv"), report.csv());
    Files.writeString(folder.resolve("peers.md"), report.page());
    System.out.print(report.page());
  }

  private double productRate() {
    return tried ? Floor.triedProductRate() : Floor.productRate(PRODUCTS);
  }

  private List<Work> works() {
    List<Work> works = new ArrayList<>();
    for (String optimizer : List.of("sgd", "adam")) {
      works.add(new Work("mlp", 128, optimizer, tried ? 2 : 400));
    }
    for (String network : List.of("article-cnn", "lenet5")) {
      for (String optimizer : List.of("sgd", "adam")) {
        works.add(new Work(network, 64, optimizer, tried ? 2 : 100));
      }
    }
    return works;
  }

  /** A list for each contender; a round before those that count is left out. */
  private List<List<Round>> inTurn(Work work, List<Contender> contenders) throws IOException {
    List<List<Round>> measured = new ArrayList<>();
    contenders.forEach(c -> measured.add(new ArrayList<>()));
    for (int round = tried ? 0 : -1; round < rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        Round taken = contenders.get(i).train(work);
        if (round >= 0) {
          measured.get(i).add(taken);
        }
      }
    }
    return measured;
  }
}
