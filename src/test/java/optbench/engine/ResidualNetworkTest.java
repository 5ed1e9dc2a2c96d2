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
import optbench.network.Networks;
import optbench.network.Shape;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.Optimizers;
import optbench.optimizer.Training;
import optbench.random.SeededRandom;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The preset {@code resnet-8} on images of colours, of half the sides of CIFAR-10's. */
@Tag("slow")
class ResidualNetworkTest {
  private static final Shape COLOURED = new Shape(3, 16, 16);
  private static final int CLASSES = 10;
  private static final int BATCH = 8;
  private static final int BATCHES = 10;
  private static final int STEPS = 100;

  @Test
  void enginesFindTheSameLossesOverAHundredSteps() {
    Network network = Networks.builtIn().resolve(new NetworkSpec.Preset("resnet-8"));
    InitialWeights weights = InitialWeights.draw(network, COLOURED, CLASSES, 1);
    OptimizerSettings sgd =
        Optimizers.builtIn()
            .resolve(OptimizerSpec.of("sgd").with(Map.of("learning_rate", 0.004)), Profile.KERAS);
    Training training = new Training(1, STEPS, BATCHES);
    SteppedNetwork dl4j = new Dl4jStepped(network, COLOURED, CLASSES, weights, sgd, training);
    SteppedNetwork lockstep =
        new LockstepStepped(network, COLOURED, CLASSES, List.of(weights), sgd, training, BATCH);
    double first = 0;
    double last = 0;
    for (int step = 0; step < STEPS; step++) {
      Samples batch = samples(step % BATCHES);
      double expected = dl4j.step(batch);
      assertThat(lockstep.step(batch)).as("step " + step).isCloseTo(expected, within(1e-3));
      first += step < BATCHES ? expected : 0;
      last += step >= STEPS - BATCHES ? expected : 0;
    }

    assertThat(last).as("it learns").isLessThan(0.75 * first);
    assertThat(lockstep.assess(samples(0)).loss())
        .isCloseTo(dl4j.assess(samples(0)).loss(), within(1e-3));
  }

  /** A pattern for each class, and noise. */
  private static Samples samples(int number) {
    SeededRandom random = SeededRandom.of(5, "images", number);
    byte[] pixels = new byte[BATCH * COLOURED.features()];
    byte[] labels = new byte[BATCH];
    for (int i = 0; i < BATCH; i++) {
      labels[i] = (byte) random.nextInt(CLASSES);
      SeededRandom pattern = SeededRandom.of(6, "pattern", labels[i]);
      for (int j = 0; j < COLOURED.features(); j++) {
        pixels[i * COLOURED.features() + j] =
            (byte) (0.6 * pattern.nextInt(256) + 0.4 * random.nextInt(256));
      }
    }
    return new Samples(pixels, labels);
  }
}
