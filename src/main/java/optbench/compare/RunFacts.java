package optbench.compare;

import java.time.Instant;
import java.util.List;
import optbench.result.NamedRun;

/**
 * One of the two runs.
 *
 * @param folder as it was given
 * @param planned how many trials it plans to make results of
 * @param settled how many of these finished or diverged
 * @param onlyHere optimizers without a counterpart in the other
 */
public record RunFacts(
    String folder,
    String name,
    String data,
    Instant startedAt,
    int planned,
    int settled,
    List<String> onlyHere) {
  public RunFacts {
    onlyHere = List.copyOf(onlyHere);
  }

  static RunFacts of(NamedRun run, List<String> onlyHere) {
    return new RunFacts(
        run.name(),
        run.record().name(),
        run.record().data(),
        run.record().startedAt(),
        run.record().trials().size(),
        run.run().settled().size(),
        onlyHere);
  }
}
