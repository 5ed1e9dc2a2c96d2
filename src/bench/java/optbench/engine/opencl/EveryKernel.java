package optbench.engine.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.engine.Engine;
import optbench.engine.TrialListener;
import optbench.opencl.GpuChoice;
import optbench.opencl.OpenClDevice;
import optbench.optimizer.Optimizers;
import optbench.plan.Trial;
import optbench.random.SeededRandom;
import optbench.result.Outcome;
import optbench.result.TrialResult;
import optbench.spec.Activation;
import optbench.spec.Clipping;
import optbench.spec.GradientNoise;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Schedule;
import optbench.spec.Techniques;

/**
 * Runs each kernel of the engine at least once, in two steps and an evaluation of tiny networks:
 * all kinds of layers, and on one of the networks all optimizers and techniques. Something else
 * watches what they do, such as oclgrind in {@code src/bench/device/races.sh}.
 */
public final class EveryKernel {
  private static final int SIDE = 6;
  private static final int CLASSES = 3;
  private static final int BATCH = 4;

  /** With a dropout between, the layers above see data of each trial. */
  private static final List<LayerSpec> DENSE =
      List.of(dense(5, Activation.RELU), new LayerSpec.Dropout(0.3), dense(4, Activation.TANH));

  private static final List<List<LayerSpec>> OTHERS =
      List.of(
          List.of(
              new LayerSpec.Dropout(0.2),
              dense(4, Activation.SIGMOID),
              new LayerSpec.BatchNorm(0.9, 1e-3)),
          List.of(
              conv(1, false, Activation.RELU),
              new LayerSpec.BatchNorm(0.9, 1e-3),
              new LayerSpec.MaxPool(2, 2),
              new LayerSpec.Flatten(),
              dense(4, Activation.LINEAR),
              dense(4, Activation.GELU)),
          List.of(
              conv(1, true, Activation.TANH),
              conv(2, false, Activation.SIGMOID),
              new LayerSpec.MaxPool(2, 1)),
          List.of(
              conv(1, true, Activation.RELU),
              new LayerSpec.LayerNorm(1e-3),
              new LayerSpec.Residual(
                  List.of(conv(1, true, Activation.RELU)), Optional.empty(), Activation.TANH),
              new LayerSpec.AvgPool(2, 1),
              new LayerSpec.GlobalAvgPool()));

  private EveryKernel() {}

  /** With {@code try} the optimizers are two, and the networks one. */
  public static void main(String[] args) {
    boolean tried = args.length > 0 && args[0].equals("try");
    OpenClDevice device = GpuChoice.require();
    Engine engine = new OpenClEngine(() -> device);
    List<OptimizerSpec> two = List.of(OptimizerSpec.of("sgd"), OptimizerSpec.of("adam"));
    List<Trial> trials = new ArrayList<>(planned(DENSE, tried ? two : all()));
    if (!tried) {
      OTHERS.forEach(layers -> trials.addAll(planned(layers, two)));
    }
    train(engine, trials);
    if (!tried) {
      // A group of one has its gradients and its updates apart.
      train(engine, planned(DENSE, two.subList(0, 1)));
    }
  }

  private static void train(Engine engine, List<Trial> trials) {
    List<Trial> trained = new ArrayList<>();
    for (Trial trial : trials) {
      engine
          .unsupported(trial)
          .ifPresentOrElse(
              why -> System.out.println(trial.label() + " left out: " + why),
              () -> trained.add(trial));
    }
    TrialListener listener =
        new TrialListener() {
          @Override
          public void finished(Trial trial, TrialResult result) {
            if (result.outcome() != Outcome.FINISHED) {
              throw new IllegalStateException(trial.label() + ": " + result.outcome());
            }
          }
        };
    for (List<Trial> group : engine.groups(trained)) {
      engine.run(group, data(), listener);
      System.out.println(
          group.size() + " trials on " + group.get(0).network().layers() + " trained");
    }
  }

  private static List<Trial> planned(List<LayerSpec> layers, List<OptimizerSpec> optimizers) {
    return CheckedWork.planned(new NetworkSpec.Layers(layers), BATCH, optimizers, 1, data());
  }

  /** Each as it comes, and what can be combined with them. */
  private static List<OptimizerSpec> all() {
    OptimizerSpec sgd = OptimizerSpec.of("sgd");
    return Stream.concat(
            Optimizers.builtIn().all().stream().map(o -> OptimizerSpec.of(o.description().id())),
            Stream.of(
                with(sgd, "global norm", Clipping.By.GLOBAL_NORM),
                with(sgd, "layer norm", Clipping.By.LAYER_NORM),
                with(OptimizerSpec.of("adam"), "value", Clipping.By.VALUE)))
        .toList();
  }

  private static OptimizerSpec with(OptimizerSpec optimizer, String label, Clipping.By by) {
    Techniques techniques =
        new Techniques(
            Schedule.CONSTANT,
            0.001,
            0.01,
            Optional.of(0.02),
            true,
            false,
            Optional.of(new Clipping(by, 0.1)),
            Optional.of(new GradientNoise(0.01, 0.55)),
            Optional.of(0.9));
    return new OptimizerSpec(
        optimizer.optimizer(),
        Optional.of(label),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        techniques,
        Optional.empty());
  }

  private static Dataset data() {
    Samples samples = samples(2 * BATCH);
    return new Dataset(
        "noise",
        "0".repeat(64),
        Optional.empty(),
        samples,
        samples.first(0),
        samples.first(BATCH + 1),
        SIDE,
        SIDE,
        CLASSES);
  }

  private static Samples samples(int count) {
    SeededRandom random = SeededRandom.of(1, "noise");
    byte[] pixels = new byte[count * SIDE * SIDE];
    byte[] labels = new byte[count];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(256);
    }
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) random.nextInt(CLASSES);
    }
    return new Samples(pixels, labels);
  }

  private static LayerSpec dense(int units, Activation activation) {
    return new LayerSpec.Dense(units, activation, Initialization.GLOROT_UNIFORM);
  }

  private static LayerSpec conv(int stride, boolean same, Activation activation) {
    return new LayerSpec.Conv2d(2, 3, stride, same, activation, Initialization.GLOROT_UNIFORM);
  }
}
