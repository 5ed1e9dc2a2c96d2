package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import optbench.data.Samples;
import optbench.engine.dl4j.Dl4jStepped;
import optbench.engine.lockstep.LockstepStepped;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.Optimizers;
import optbench.optimizer.Training;
import optbench.spec.LayerSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What batch normalisation keeps of the batches, on both engines. */
class RunningStatisticsTest {
  private static final Shape TWO_PIXELS = new Shape(1, 1, 2);
  private static final Offset<Float> ROUNDING = within(1e-6f);

  /** Of the first pixel 1, 0, 1, 0: mean 0.5, variance 0.25 over 4; the second is always 0.2. */
  private static final Samples FIRST =
      new Samples(pixels(255, 51, 0, 51, 255, 51, 0, 51), new byte[] {0, 1, 1, 0});

  /** Of the first pixel 0.4, 0.8: mean 0.6, variance 0.04 over 2 (0.08 would be over 1). */
  private static final Samples SECOND = new Samples(pixels(102, 51, 204, 51), new byte[] {1, 0});

  /**
   * By hand from mean 0 and variance 1: after both batches momentum * (momentum * start + (1 -
   * momentum) * first) + (1 - momentum) * second.
   */
  @ParameterizedTest
  @CsvSource({
    "dl4j, 0, 0.6, 0.04, 0.2, 0",
    "dl4j, 0.5, 0.425, 0.3325, 0.15, 0.25",
    "dl4j, 0.9, 0.105, 0.8365, 0.038, 0.81",
    "dl4j, 0.99, 0.01095, 0.982975, 0.00398, 0.9801",
    "lockstep, 0, 0.6, 0.04, 0.2, 0",
    "lockstep, 0.5, 0.425, 0.3325, 0.15, 0.25",
    "lockstep, 0.9, 0.105, 0.8365, 0.038, 0.81",
    "lockstep, 0.99, 0.01095, 0.982975, 0.00398, 0.9801",
  })
  void momentumIsTheShareThatIsKeptAndVarianceIsDividedByTheNumberOfSamples(
      String engine, double momentum, float mean, float variance, float mean2, float variance2) {
    SteppedNetwork network = start(engine, momentum);

    network.step(FIRST);
    network.step(SECOND);

    assertThat(network.values("1_mean")).containsExactly(new float[] {mean, mean2}, ROUNDING);
    assertThat(network.values("1_var"))
        .containsExactly(new float[] {variance, variance2}, ROUNDING);
  }

  /** The variance of the second pixel is halved, or more, until float32 has no smaller number. */
  @ParameterizedTest
  @CsvSource({"dl4j, 0", "dl4j, 0.1", "dl4j, 0.5", "lockstep, 0", "lockstep, 0.1", "lockstep, 0.5"})
  void aFeatureThatIsAlwaysTheSameEndsAtVarianceZero(String engine, double momentum) {
    SteppedNetwork network = start(engine, momentum);

    for (int step = 0; step < 200; step++) {
      network.step(FIRST);
    }

    assertThat(network.values("1_var")[0]).isCloseTo(0.25f, ROUNDING);
    assertThat(network.values("1_var")[1]).isBetween(0f, Float.MIN_NORMAL);
    assertThat(network.assess(FIRST).loss()).isBetween(0.0, 2.0);
  }

  private static SteppedNetwork start(String engine, double momentum) {
    Network network =
        new Network(
            "custom", List.of(new LayerSpec.Flatten(), new LayerSpec.BatchNorm(momentum, 1e-3)));
    InitialWeights weights = InitialWeights.draw(network, TWO_PIXELS, 2, 1);
    OptimizerSettings sgd =
        Optimizers.builtIn()
            .resolve(OptimizerSpec.of("sgd").with(Map.of("learning_rate", 0.01)), Profile.KERAS);
    Training training = new Training(1, 200, 1);
    return engine.equals("dl4j")
        ? new Dl4jStepped(network, TWO_PIXELS, 2, weights, sgd, training)
        : new LockstepStepped(network, TWO_PIXELS, 2, List.of(weights), sgd, training, 4);
  }

  private static byte[] pixels(int... values) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) values[i];
    }
    return pixels;
  }
}
