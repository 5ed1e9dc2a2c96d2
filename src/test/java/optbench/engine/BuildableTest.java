package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import optbench.network.Network;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import org.junit.jupiter.api.Test;

class BuildableTest {
  private static final LayerSpec DENSE =
      new LayerSpec.Dense(6, Activation.RELU, Initialization.GLOROT_UNIFORM);

  @Test
  void aLayerThatIsNotBuiltIsNamed() {
    assertThat(obstacle("dropout", DENSE, new LayerSpec.Dropout(0.5), new LayerSpec.Flatten()))
        .contains("sparse does not build dropout layers: train it with another engine");
  }

  @Test
  void nothingIsInTheWayOfTheOthers() {
    assertThat(obstacle("dropout", DENSE, new LayerSpec.Flatten())).isEmpty();
    assertThat(obstacle("dropout")).isEmpty();
  }

  /** Of an engine that builds all kinds of layers but one. */
  private static Optional<String> obstacle(String cannot, LayerSpec... layers) {
    @SuppressWarnings("unchecked")
    LayerSpec.Visitor<Optional<String>> builders =
        (LayerSpec.Visitor<Optional<String>>)
            Proxy.newProxyInstance(
                BuildableTest.class.getClassLoader(),
                new Class<?>[] {LayerSpec.Visitor.class},
                (proxy, method, arguments) ->
                    method.getName().equals(cannot) ? Optional.empty() : Optional.of("built"));
    return Buildable.obstacle("sparse", new Network("custom", List.of(layers)), builders);
  }
}
