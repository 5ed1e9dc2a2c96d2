package optbench.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.SpecException;
import org.junit.jupiter.api.Test;

class ResidualBlockTest {
  private static final Shape IMAGE = new Shape(16, 7, 28);

  @Test
  void nothingIsOnTheShortcutWhereShapesAgree() {
    ResidualBlock block = block(IMAGE, conv(16, 1, true), conv(16, 1, true));

    assertThat(block.shortcut()).isEmpty();
    assertThat(block.output()).isEqualTo(IMAGE);
    assertThat(block.branch()).extracting(PlacedLayer::name).containsExactly("4.0", "4.1");
  }

  /** Option B of He et al. 2015. */
  @Test
  void filtersOfOnePixelMakeShapesAgree() {
    ResidualBlock block = block(IMAGE, conv(32, 2, true), conv(32, 1, true));

    assertThat(block.output()).isEqualTo(new Shape(32, 4, 14));
    assertThat(block.shortcut())
        .extracting(PlacedLayer::layer)
        .containsExactly(
            new LayerSpec.Conv2d(
                32, 1, 2, false, Activation.LINEAR, Initialization.GLOROT_UNIFORM));
    assertThat(block.shortcut()).extracting(PlacedLayer::name).containsExactly("4.shortcut.0");
  }

  @Test
  void aDenseLayerMakesVectorsAgree() {
    ResidualBlock block = block(Shape.vector(5), dense(3));

    assertThat(block.shortcut())
        .extracting(PlacedLayer::layer)
        .containsExactly(new LayerSpec.Dense(3, Activation.LINEAR, Initialization.GLOROT_UNIFORM));
  }

  @Test
  void whatCannotBeAddedIsRefused() {
    assertThatThrownBy(() -> block(IMAGE, conv(16, 1, false)))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "the layers of the block give 16 channels of 5x26 and its shortcut 16 channels of 4x14,"
                + " which cannot be added: convolutions keep the size with padding: same")
        .extracting(e -> ((SpecException) e).path())
        .isEqualTo("/network/4");
    LayerSpec.Residual none =
        new LayerSpec.Residual(
            List.of(conv(8, 1, true)), Optional.of(List.of()), Activation.LINEAR);
    assertThatThrownBy(() -> ResidualBlock.of("4", none, IMAGE))
        .hasMessageContaining("give 8 channels of 7x28 and its shortcut 16 channels of 7x28");
  }

  @Test
  void aLayerThatDoesNotFitIsFoundWhereItStands() {
    assertThatThrownBy(() -> block(Shape.vector(5), dense(3), conv(16, 1, true)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("needs an image")
        .extracting(e -> ((SpecException) e).path())
        .isEqualTo("/network/4/residual/1");
  }

  @Test
  void tensorsAreThoseOfBothWays() {
    LayerSpec residual =
        new LayerSpec.Residual(
            List.of(conv(32, 2, true), new LayerSpec.BatchNorm(0.9, 1e-3)),
            Optional.empty(),
            Activation.RELU);
    List<Tensor> tensors = new Network("custom", List.of(residual)).tensors(IMAGE, 10);

    assertThat(tensors)
        .extracting(tensor -> tensor.layer() + " " + tensor.kind() + " " + tensor.length())
        .containsExactly(
            "0.0 WEIGHTS 4608",
            "0.0 BIAS 32",
            "0.1 GAMMA 32",
            "0.1 BETA 32",
            "0.shortcut.0 WEIGHTS 512",
            "0.shortcut.0 BIAS 32",
            "1 WEIGHTS 17920",
            "1 BIAS 10");
  }

  private static ResidualBlock block(Shape input, LayerSpec... layers) {
    return ResidualBlock.of(
        "4", new LayerSpec.Residual(List.of(layers), Optional.empty(), Activation.RELU), input);
  }

  private static LayerSpec dense(int units) {
    return new LayerSpec.Dense(units, Activation.RELU, Initialization.GLOROT_UNIFORM);
  }

  private static LayerSpec conv(int filters, int stride, boolean same) {
    return new LayerSpec.Conv2d(
        filters, 3, stride, same, Activation.RELU, Initialization.GLOROT_UNIFORM);
  }
}
