package optbench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.network.Network;
import optbench.network.Networks;
import optbench.network.Shape;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CorrectionsTest {
  private static final Shape MNIST = new Shape(1, 28, 28);
  private static final LayerSpec FLATTEN = new LayerSpec.Flatten();
  private static final LayerSpec NORM = new LayerSpec.BatchNorm(0.9, 1e-3);
  private static final LayerSpec DROP = new LayerSpec.Dropout(0.5);

  static Stream<Arguments> wrongBefore() {
    LayerSpec keepsAll = new LayerSpec.Dropout(0);
    return Stream.of(
        Arguments.of("lockstep", List.of(FLATTEN, NORM, dense(Activation.RELU))),
        Arguments.of("lockstep", List.of(conv(), FLATTEN, DROP, FLATTEN, NORM)),
        Arguments.of("lockstep", List.of(NORM, FLATTEN, NORM)),
        Arguments.of("dl4j", List.of(dense(Activation.TANH), DROP)),
        Arguments.of("dl4j", List.of(dense(Activation.SIGMOID), FLATTEN, keepsAll, DROP)),
        Arguments.of("dl4j", List.of(conv(), new LayerSpec.BatchNorm(0.5, 1e-3))),
        Arguments.of("dl4j", List.of(dense(Activation.RELU), new LayerSpec.BatchNorm(0, 1e-3))));
  }

  @ParameterizedTest
  @MethodSource("wrongBefore")
  void whatWasTrainedWrongIsTrainedAgain(String engine, List<LayerSpec> layers) {
    assertThat(correction(engine, layers)).isPresent();
    assertThat(correction(engine.equals("dl4j") ? "lockstep" : "dl4j", layers)).isEmpty();
  }

  static Stream<Arguments> rightBefore() {
    return Stream.of(
        Arguments.of("lockstep", List.of(dense(Activation.RELU), FLATTEN, NORM)),
        Arguments.of("lockstep", List.of(FLATTEN, dense(Activation.RELU), NORM)),
        Arguments.of("lockstep", List.of(conv(), NORM, FLATTEN, DROP)),
        Arguments.of("lockstep", List.of(dense(Activation.TANH), DROP)),
        Arguments.of("lockstep", List.of(new LayerSpec.BatchNorm(0.1, 1e-3))),
        Arguments.of("dl4j", List.of(FLATTEN, NORM, dense(Activation.RELU))),
        Arguments.of("dl4j", List.of(new LayerSpec.BatchNorm(0.51, 1e-3))),
        Arguments.of("dl4j", List.of(dense(Activation.RELU), DROP)),
        Arguments.of("dl4j", List.of(dense(Activation.TANH), new LayerSpec.Dropout(0))),
        Arguments.of("dl4j", List.of(dense(Activation.TANH), NORM, DROP)),
        Arguments.of("dl4j", List.of(conv(), DROP)));
  }

  @ParameterizedTest
  @MethodSource("rightBefore")
  void whatWasTrainedRightKeepsItsId(String engine, List<LayerSpec> layers) {
    assertThat(correction(engine, layers)).isEmpty();
  }

  @Test
  void presetsWereTrainedRight() {
    for (Networks.Preset preset : Networks.builtIn().all()) {
      assertThat(Corrections.of("dl4j", preset.network(), MNIST)).isEmpty();
      assertThat(Corrections.of("lockstep", preset.network(), MNIST)).isEmpty();
    }
  }

  /** An image of one pixel is a vector already. */
  @Test
  void flattenThatChangesNothingWasRight() {
    LayerSpec toOnePixel =
        new LayerSpec.Conv2d(3, 28, 1, false, Activation.RELU, Initialization.GLOROT_UNIFORM);
    assertThat(correction("lockstep", List.of(toOnePixel, FLATTEN, NORM))).isEmpty();
  }

  private static Optional<String> correction(String engine, List<LayerSpec> layers) {
    return Corrections.of(engine, new Network("custom", layers), MNIST);
  }

  private static LayerSpec dense(Activation activation) {
    return new LayerSpec.Dense(6, activation, Initialization.GLOROT_UNIFORM);
  }

  private static LayerSpec conv() {
    return new LayerSpec.Conv2d(3, 3, 1, false, Activation.TANH, Initialization.GLOROT_UNIFORM);
  }
}
