package optbench.app;

import java.util.List;
import optbench.engine.EngineRegistry;
import optbench.engine.dl4j.Dl4jEngine;
import optbench.engine.lockstep.LockstepEngine;
import optbench.engine.opencl.OpenClEngine;
import optbench.opencl.GpuChoice;

/** The engines that there are: the reference first, then faster ones. */
public final class Engines {
  public static final EngineRegistry ALL =
      new EngineRegistry(
          List.of(new Dl4jEngine(), new LockstepEngine(), new OpenClEngine(GpuChoice::require)));

  private Engines() {}
}
