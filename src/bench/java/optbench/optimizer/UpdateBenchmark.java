package optbench.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * Milliseconds an update: every optimizer beside ND4J's native updater where it has one, in turn,
 * in one JVM, on one thread, on the parameters of the presets {@code mlp} and {@code article-cnn}.
 * A second table shows what becomes of the time when the gradient of every other parameter has been
 * exactly 0 for 2,000 steps. ND4J has no plain momentum: Nesterovs stands in.
 *
 * <p>Arguments: rounds (15), or {@code try} for few steps, whose times say nothing; and the
 * optimizers to take (all).
 */
public final class UpdateBenchmark {
  private static final List<Tensor> MLP =
      tensors(List.of(128, 784), List.of(128), List.of(10, 128), List.of(10));
  private static final List<Tensor> CNN =
      tensors(
          List.of(32, 1, 3, 3),
          List.of(32),
          List.of(256, 5408),
          List.of(256),
          List.of(10, 256),
          List.of(10));
  private static final int SILENT_STEPS = 2_000;
  private static final int FALLS_SILENT = 10;

  private UpdateBenchmark() {}

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
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    for (String id : ids) {
      beside(id, new ParameterLayout(MLP), rounds, tried ? 1 : 200);
      beside(id, new ParameterLayout(CNN), rounds, tried ? 1 : 20);
    }
    for (String id : ids) {
      silence(id, new ParameterLayout(MLP), rounds, tried ? 2 * FALLS_SILENT : SILENT_STEPS);
    }
  }

  private static void beside(String id, ParameterLayout layout, int rounds, int steps) {
    int work = id.equals("muon") ? 1 : steps;
    Subject ours = new Ours(id, layout, false);
    Optional<Subject> theirs =
        updater(id).map(u -> new Theirs(u, id.equals("adamw"), layout.size()));
    double[] a = new double[rounds];
    double[] b = new double[rounds];
    double[] ratios = new double[rounds];
    for (int round = -3; round < rounds; round++) {
      double ourMillis = ours.millis(work);
      double theirMillis = theirs.map(t -> t.millis(work)).orElse(Double.NaN);
      if (round >= 0) {
        a[round] = ourMillis;
        b[round] = theirMillis;
        ratios[round] = ourMillis / theirMillis;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-20s %,10d parameters  optbench %8.4f ms  native %8.4f ms  ratio %.3f%n",
        id,
        layout.size(),
        median(a),
        median(b),
        median(ratios));
  }

  private static void silence(String id, ParameterLayout layout, int rounds, int steps) {
    if (id.equals("muon")) {
      return; // 2,000 steps of it take minutes, and nearly all of that is matrix products
    }
    Ours loud = new Ours(id, layout, false);
    Ours silent = new Ours(id, layout, true);
    loud.millis(steps);
    silent.millis(steps);
    double[] ratios = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      double before = loud.millis(steps / 20);
      ratios[round] = silent.millis(steps / 20) / before;
    }
    System.out.printf(
        Locale.ROOT,
        "%-20s half silent / ordinary, after %d steps: %.3f%n",
        id,
        steps,
        median(ratios));
  }

  private static Optional<IUpdater> updater(String id) {
    return Optional.ofNullable(
        switch (id) {
          case "sgd" -> new Sgd();
          case "momentum", "nesterov" -> new Nesterovs();
          case "adagrad" -> new AdaGrad();
          case "rmsprop" -> new RmsProp();
          case "adadelta" -> new AdaDelta();
          case "adam", "adamw" -> new Adam();
          case "adamax" -> new AdaMax();
          case "amsgrad" -> new AMSGrad();
          case "nadam" -> new Nadam();
          default -> null;
        });
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  @SafeVarargs
  private static List<Tensor> tensors(List<Integer>... shapes) {
    List<Tensor> tensors = new ArrayList<>();
    int offset = 0;
    for (List<Integer> shape : shapes) {
      Role role = shape.size() > 1 ? Role.WEIGHTS : Role.OTHER;
      Tensor tensor = new Tensor("t" + offset, offset, role, shape);
      tensors.add(tensor);
      offset = tensor.end();
    }
    return tensors;
  }

  /** Flat and in row order, as ND4J's updaters want it. */
  private static INDArray random(int length, long seed, double scale) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return Nd4j.createFromArray(values).reshape('c', 1, length);
  }

  private interface Subject {
    /** Of one step, on average over some. */
    double millis(int steps);
  }

  private static final class Ours implements Subject {
    private final Updater updater;
    private final INDArray parameters;
    private final INDArray source;
    private final INDArray gradient;
    private final INDArray silence;
    private final boolean falling;
    private int steps;

    Ours(String id, ParameterLayout layout, boolean falling) {
      updater =
          new Updater(Optimizers.builtIn().resolve(OptimizerSpec.of(id), Profile.DL4J), layout);
      parameters = random(layout.size(), 1, 0.1);
      source = random(layout.size(), 2, 1e-3);
      gradient = source.dup();
      silence = Nd4j.ones(DataType.FLOAT, 1, layout.size());
      for (int i = 0; i < layout.size(); i += 2) {
        silence.putScalar(i, 0);
      }
      this.falling = falling;
    }

    @Override
    public double millis(int count) {
      long nanos = 0;
      for (int i = 0; i < count; i++) {
        if (falling && steps++ == FALLS_SILENT) {
          source.muli(silence);
        }
        gradient.assign(source); // as after a backward pass, and as native updaters need it
        long start = System.nanoTime();
        updater.step(parameters, gradient);
        nanos += System.nanoTime() - start;
      }
      return nanos * 1e-6 / count;
    }
  }

  private static final class Theirs implements Subject {
    private final GradientUpdater<?> updater;
    private final boolean decays;
    private final WeightDecay decay = new WeightDecay(0.01, true);
    private final INDArray parameters;
    private final INDArray source;
    private final INDArray gradient;
    private int iteration;

    Theirs(IUpdater config, boolean decays, int length) {
      long state = config.stateSize(length);
      updater = config.instantiate(state == 0 ? null : Nd4j.zeros(DataType.FLOAT, 1, state), true);
      this.decays = decays;
      parameters = random(length, 1, 0.1);
      source = random(length, 2, 1e-3);
      gradient = source.dup();
    }

    @Override
    public double millis(int count) {
      long nanos = 0;
      for (int i = 0; i < count; i++) {
        gradient.assign(source); // which takes the last step's place
        long start = System.nanoTime();
        updater.applyUpdater(gradient, iteration, 0);
        if (decays) {
          decay.apply(parameters, gradient, 0.001, iteration, 0);
        }
        parameters.subi(gradient);
        nanos += System.nanoTime() - start;
        iteration++;
      }
      return nanos * 1e-6 / count;
    }
  }
}
