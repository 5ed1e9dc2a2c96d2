package optbench.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.SpecException;
import org.junit.jupiter.api.Test;

class NetworkSizeTest {
  private static final Shape MNIST = new Shape(1, 28, 28);

  @Test
  void everyWeightAndOffsetCounts() {
    assertThat(dense(1, 128).parameters(MNIST, 10)).isEqualTo(784 * 128 + 128 + 128 * 10 + 10);
  }

  @Test
  void moreParametersThanAnArrayHoldsAreRefusedWithTheirNumber() {
    assertThatThrownBy(() -> dense(2, 100_000).parameters(MNIST, 10))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "must have at most 2147483647 parameters but has 10079600010: take smaller layers")
        .extracting(e -> ((SpecException) e).path())
        .isEqualTo("/network");
  }

  @Test
  void theLargestThatASpecAdmitsIsCountedWithoutOverflow() {
    assertThatThrownBy(() -> dense(1000, 1_000_000).parameters(MNIST, 10))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("but has 999001794000010:");
  }

  /** 156 + 2,416 + 48,120 + 10,164 + 850, of LeNet-5 with full connections. */
  @Test
  void lenet5HasTheWeightsOfItsModernForm() {
    assertThat(preset("lenet5").parameters(MNIST, 10)).isEqualTo(61_706);
  }

  /**
   * Keras counts 78,666 of MLPerf Tiny's network for image classification, 480 of which are running
   * means and variances, which are not trained.
   */
  @Test
  void resnet8HasTheWeightsOfMlPerfTiny() {
    assertThat(preset("resnet-8").parameters(new Shape(3, 32, 32), 10)).isEqualTo(78_666 - 480);
  }

  private static Network preset(String name) {
    return Networks.builtIn().resolve(new NetworkSpec.Preset(name));
  }

  private static Network dense(int layers, int units) {
    LayerSpec layer = new LayerSpec.Dense(units, Activation.RELU, Initialization.GLOROT_UNIFORM);
    return new Network("custom", List.copyOf(Collections.nCopies(layers, layer)));
  }
}
