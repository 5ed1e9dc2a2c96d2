package optbench.cli;

import java.util.List;
import optbench.engine.EngineRegistry;
import optbench.engine.dl4j.Dl4jEngine;
import optbench.engine.lockstep.LockstepEngine;

/** The engines that there are: the reference first, then faster ones. */
final class Engines {
  static final EngineRegistry ALL =
      new EngineRegistry(List.of(new Dl4jEngine(), new LockstepEngine()));

  private Engines() {}
}
