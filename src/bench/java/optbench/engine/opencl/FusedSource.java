package optbench.engine.opencl;

import java.util.List;
import optbench.optimizer.KernelProgram;
import optbench.optimizer.KernelRecorder;
import optbench.optimizer.Optimizers;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.Training;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;

/**
 * Prints what is compiled before the kernels of a dense layer that does an optimizer's updates
 * itself, for {@code src/bench/device/registers.sh}.
 */
public final class FusedSource {
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(List.of(new Tensor("0_W", 0, Role.WEIGHTS, List.of(128, 784))));

  private FusedSource() {}

  /** The optimizer's name is the argument. */
  public static void main(String[] args) {
    KernelProgram program =
        new KernelRecorder(
                Optimizers.builtIn().resolve(OptimizerSpec.of(args[0]), Profile.KERAS),
                LAYOUT,
                new Training(1, 1, 1))
            .step()
            .get(0)
            .phases()
            .get(0)
            .program()
            .orElseThrow();
    System.out.println(FusedUpdates.before(program, program.element().orElseThrow()));
  }
}
