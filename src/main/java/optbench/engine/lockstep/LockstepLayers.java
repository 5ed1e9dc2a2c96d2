package optbench.engine.lockstep;

import java.util.Optional;
import optbench.spec.LayerSpec;

/** How each kind of layer is put on a network; empty for one that is not built here. */
final class LockstepLayers implements LayerSpec.Visitor<Optional<LockstepLayers.Addition>> {
  /** Puts a layer on a network. */
  @FunctionalInterface
  interface Addition {
    /** As the layer that is being built. */
    void to(NetworkBuilder network);
  }

  @Override
  public Optional<Addition> dense(LayerSpec.Dense dense) {
    return Optional.of(network -> network.addDense(dense.units(), dense.activation()));
  }

  @Override
  public Optional<Addition> conv2d(LayerSpec.Conv2d conv) {
    return Optional.of(network -> network.addConvolution(conv));
  }

  @Override
  public Optional<Addition> maxPool(LayerSpec.MaxPool pool) {
    return Optional.of(network -> network.addPooling(pool));
  }

  @Override
  public Optional<Addition> avgPool(LayerSpec.AvgPool pool) {
    return Optional.of(network -> network.addAveraging(pool));
  }

  @Override
  public Optional<Addition> globalAvgPool(LayerSpec.GlobalAvgPool pool) {
    return Optional.of(network -> network.addAveraging());
  }

  @Override
  public Optional<Addition> dropout(LayerSpec.Dropout dropout) {
    return Optional.of(network -> network.addDropout(dropout.rate()));
  }

  @Override
  public Optional<Addition> batchNorm(LayerSpec.BatchNorm norm) {
    return Optional.of(network -> network.addNormalization(norm));
  }

  @Override
  public Optional<Addition> layerNorm(LayerSpec.LayerNorm norm) {
    return Optional.of(network -> network.addNormalization(norm));
  }

  @Override
  public Optional<Addition> activation(LayerSpec.Activate activate) {
    return Optional.of(network -> network.addActivation(activate.activation()));
  }

  @Override
  public Optional<Addition> residual(LayerSpec.Residual residual) {
    return Optional.of(network -> network.addResidual(residual));
  }

  /** A dense layer reads a panel of images as it is, and what does not has it flattened. */
  @Override
  public Optional<Addition> flatten(LayerSpec.Flatten flatten) {
    return Optional.of(network -> {});
  }
}
