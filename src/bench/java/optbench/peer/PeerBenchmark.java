package optbench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import optbench.engine.dl4j.Dl4jEngine;
import optbench.engine.lockstep.LockstepEngine;
import optbench.peer.Contender.Round;

/**
 * Milliseconds a step and trial of libtorch and of the engines, on the same work, in turn, one
 * thread each; beside them the floor that the machine's fastest large product sets.
 */
public final class PeerBenchmark {
  private static final int ROUNDS = 7;
  private static final int GROUP = 4;

  private final Setup setup;

  private PeerBenchmark(Setup setup) {
    this.setup = setup;
  }

  /**
   * Arguments: folder to write into, and rounds (7) or {@code try} for two steps of each on a few
   * synthetic digits, whose times say nothing and which do without libtorch where it is missing.
   */
  public static void main(String[] args) throws IOException {
    Setup setup = Setup.of(args, ROUNDS);
    setup.measure(new PeerBenchmark(setup)::compare);
  }

  private void compare(Optional<LibtorchContender> libtorch) throws IOException {
    List<Contender> contenders = new ArrayList<>(libtorch.stream().toList());
    contenders.add(new EngineContender(new LockstepEngine(), 1, setup.data()));
    contenders.add(new EngineContender(new LockstepEngine(), GROUP, setup.data()));
    contenders.add(new EngineContender(new Dl4jEngine(), 1, setup.data()));
    Setting setting = new Setting(libtorch.map(LibtorchContender::version));
    PeerReport report = new PeerReport(setting, setup.rounds(), setup.data());
    setting.noteProductRate(setup.productRate());
    for (Work work : works()) {
      report.measured(work, contenders, inTurn(work, contenders));
      setting.noteProductRate(setup.productRate());
    }
    Files.createDirectories(setup.folder());
    Files.writeString(setup.folder().resolve("peers.csv"), report.csv());
    Files.writeString(setup.folder().resolve("peers.md"), report.page());
    System.out.print(report.page());
  }

  private List<Work> works() {
    List<Work> works = new ArrayList<>();
    for (String optimizer : List.of("sgd", "adam")) {
      works.add(new Work("mlp", 128, optimizer, setup.tried() ? 2 : 400));
    }
    for (String network : List.of("article-cnn", "lenet5")) {
      for (String optimizer : List.of("sgd", "adam")) {
        works.add(new Work(network, 64, optimizer, setup.tried() ? 2 : 100));
      }
    }
    return works;
  }

  /** A list for each contender; a round before those that count is left out. */
  private List<List<Round>> inTurn(Work work, List<Contender> contenders) throws IOException {
    List<List<Round>> measured = new ArrayList<>();
    contenders.forEach(c -> measured.add(new ArrayList<>()));
    for (int round = setup.tried() ? 0 : -1; round < setup.rounds(); round++) {
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
