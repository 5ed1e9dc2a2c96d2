package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import optbench.engine.dl4j.Dl4jStepped;
import optbench.engine.lockstep.LockstepStepped;
import optbench.network.Tensor;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.Optimizers;
import optbench.optimizer.Training;
import optbench.spec.LayerSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Whatever layers a network is made of, engines train what is written: beside a naive network in
 * double, random networks have the same tensors, the same losses over 20 steps, and the same losses
 * and right answers in evaluation.
 *
 * <p>{@code -Doptbench.networks=5000} tries so many in place of 300, and {@code
 * -Doptbench.networks.first=1000} others: a network is drawn from its number alone, and that stands
 * in the message of a failure, together with the fewest layers that fail.
 */
@Tag("slow")
class RandomNetworksTest {
  private static final String ONE_DNN_OFF = "org.eclipse.deeplearning4j.helpers.disable";
  private static final int NETWORKS = Integer.getInteger("optbench.networks", 300);
  private static final long FIRST = Long.getLong("optbench.networks.first", 0);
  private static final double RATE = 0.05;

  private String oneDnnOff;

  /** An engine to hold beside the naive network. */
  private enum Kind {
    DL4J,
    DL4J_WITHOUT_ONE_DNN,
    LOCKSTEP
  }

  @BeforeEach
  void rememberOneDnn() {
    oneDnnOff = System.getProperty(ONE_DNN_OFF, "true");
  }

  @AfterEach
  void restoreOneDnn() {
    System.setProperty(ONE_DNN_OFF, oneDnnOff);
  }

  @Test
  void enginesTrainWhatIsWritten() {
    for (long seed = FIRST; seed < FIRST + NETWORKS; seed++) {
      RandomNetwork drawn = RandomNetwork.draw(seed);
      for (Kind engine :
          List.of(seed % 2 == 0 ? Kind.DL4J : Kind.DL4J_WITHOUT_ONE_DNN, Kind.LOCKSTEP)) {
        Optional<String> fault = builds(engine, drawn) ? fault(engine, drawn) : Optional.empty();
        if (fault.isPresent()) {
          RandomNetwork least = least(engine, drawn);
          assertThat(fault(engine, least)).as(engine + ", from " + drawn + ": " + least).isEmpty();
        }
      }
    }
  }

  @Test
  void everyKindOfLayerIsDrawn() {
    assertThat(
            LongStream.range(0, 100)
                .boxed()
                .flatMap(seed -> RandomNetwork.draw(seed).layers().stream()))
        .extracting(Object::getClass)
        .contains(LayerSpec.class.getPermittedSubclasses());
  }

  /** An engine may have no way to build a kind of layer, and says so. */
  private static boolean builds(Kind engine, RandomNetwork drawn) {
    return engine == Kind.LOCKSTEP
        ? LockstepStepped.builds(drawn.network())
        : Dl4jStepped.builds(drawn.network());
  }

  /** The same without all layers that are not needed for it to fail. */
  private static RandomNetwork least(Kind engine, RandomNetwork failing) {
    for (int l = 0; l < failing.layers().size(); l++) {
      List<LayerSpec> fewer = new ArrayList<>(failing.layers());
      fewer.remove(l);
      RandomNetwork smaller = failing.with(fewer);
      if (smaller.isValid() && fault(engine, smaller).isPresent()) {
        return least(engine, smaller);
      }
    }
    return failing;
  }

  private static Optional<String> fault(Kind engine, RandomNetwork drawn) {
    try {
      SteppedNetwork stepped = start(engine, drawn);
      List<String> tensors = stepped.tensors().stream().sorted().toList();
      if (!tensors.equals(tensors(drawn))) {
        return Optional.of("has " + tensors + " in place of " + tensors(drawn));
      }
      return new Comparison(stepped, drawn, RATE).fault();
    } catch (RuntimeException e) {
      return Optional.of("throws " + e);
    }
  }

  private static SteppedNetwork start(Kind engine, RandomNetwork drawn) {
    Training training = new Training(drawn.seed(), Comparison.STEPS, Comparison.STEPS);
    OptimizerSettings sgd =
        Optimizers.builtIn()
            .resolve(OptimizerSpec.of("sgd").with(Map.of("learning_rate", RATE)), Profile.KERAS);
    if (engine == Kind.LOCKSTEP) {
      return new LockstepStepped(
          drawn.network(),
          drawn.input(),
          drawn.classes(),
          List.of(drawn.weights(0), drawn.weights(1)),
          sgd,
          training,
          drawn.atOnce());
    }
    System.setProperty(ONE_DNN_OFF, String.valueOf(engine == Kind.DL4J_WITHOUT_ONE_DNN));
    Nd4j.getRandom().setSeed(drawn.seed());
    return new Dl4jStepped(
        drawn.network(), drawn.input(), drawn.classes(), drawn.weights(1), sgd, training);
  }

  /** As the network's definition has them, with running statistics beside them. */
  private static List<String> tensors(RandomNetwork drawn) {
    List<String> tensors = new ArrayList<>();
    for (Tensor tensor : drawn.network().tensors(drawn.input(), drawn.classes())) {
      String layer = tensor.layer() + "_";
      switch (tensor.kind()) {
        case WEIGHTS -> tensors.add(layer + "W " + tensor.length());
        case BIAS -> tensors.add(layer + "b " + tensor.length());
        case GAMMA -> {
          tensors.add(layer + "gamma " + tensor.length());
          tensors.add(layer + "mean " + tensor.length());
          tensors.add(layer + "var " + tensor.length());
        }
        case BETA -> tensors.add(layer + "beta " + tensor.length());
        case GAIN -> tensors.add(layer + "gain " + tensor.length());
        case OFFSET -> tensors.add(layer + "offset " + tensor.length());
      }
    }
    return tensors.stream().sorted().toList();
  }
}
