package optbench.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;

/**
 * Microseconds that the host needs for one step of one trial trained on a device: the rule is
 * recorded for the four tensors of the preset {@code mlp} and its scalars are put beside those of
 * the other trials, of which there are a thousand.
 *
 * <p>Arguments: rounds (15), or {@code try} for one of few trials; and the optimizers to take (all
 * that can be recorded).
 */
public final class RecordingBenchmark {
  private static final ParameterLayout MLP =
      new ParameterLayout(
          List.of(
              new Tensor("0_W", 0, Role.WEIGHTS, List.of(128, 784)),
              new Tensor("0_b", 100_352, Role.OTHER, List.of(128)),
              new Tensor("1_W", 100_480, Role.WEIGHTS, List.of(10, 128)),
              new Tensor("1_b", 101_760, Role.OTHER, List.of(10))));

  private static final int STEPS = 200;

  private RecordingBenchmark() {}

  public static void main(String[] args) {
    boolean tried = args.length > 0 && args[0].equals("try");
    int rounds = tried ? 1 : args.length > 0 ? Integer.parseInt(args[0]) : 15;
    List<String> ids =
        args.length > 1
            ? Arrays.asList(args).subList(1, args.length)
            : Optimizers.builtIn().all().stream()
                .filter(o -> !(o instanceof LineSearchOptimizer))
                .map(o -> o.description().id())
                .toList();
    for (String id : ids) {
      measure(id, rounds, tried ? 10 : 1000);
    }
  }

  private static void measure(String id, int rounds, int trials) {
    OptimizerSettings settings = Optimizers.builtIn().resolve(OptimizerSpec.of(id), Profile.KERAS);
    List<KernelRecorder> recorders = new ArrayList<>();
    for (int k = 0; k < trials; k++) {
      recorders.add(
          new KernelRecorder(settings, MLP, new Training(k, (rounds + 1L) * STEPS, STEPS)));
    }
    double[] times = new double[rounds];
    steps(recorders);
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      steps(recorders);
      times[round] = (System.nanoTime() - start) / 1e3 / STEPS / trials;
    }
    Arrays.sort(times);
    System.out.printf(
        Locale.ROOT,
        "%-20s %6.3f us a step of a trial, least %6.3f (%d rounds of %d steps of %d trials)%n",
        id,
        times[rounds / 2],
        times[0],
        rounds,
        STEPS,
        trials);
  }

  private static void steps(List<KernelRecorder> recorders) {
    float[] scalars = new float[recorders.size() * 256];
    for (int step = 0; step < STEPS; step++) {
      int at = 0;
      for (KernelRecorder recorder : recorders) {
        for (KernelCall call : recorder.step()) {
          call.phases();
          call.copyScalars(scalars, at);
          at += call.scalarCount();
        }
      }
    }
  }
}
