package optbench.engine.lockstep;

import java.util.Optional;
import optbench.spec.LayerSpec;

/** How each kind of layer is put on a network; empty for one that is not built here. */
final class LockstepLayers implements LayerSpec.Visitor<Optional<LockstepLayers.Addition>> {
  /** Puts a layer on a network. */
  @FunctionalInterface
  interface Addition {
    /** As the network's layer of this index. */
    void to(NetworkBuilder network, int index);
  }

  @Override
  public Optional<Addition> dense(LayerSpec.Dense dense) {
    return Optional.of(
        (network, index) -> network.addDense(index, dense.units(), dense.activation()));
  }

  @Override
  public Optional<Addition> conv2d(LayerSpec.Conv2d conv) {
    return Optional.of((network, index) -> network.addConvolution(index, conv));
  }

  @Override
  public Optional<Addition> maxPool(LayerSpec.MaxPool pool) {
    return Optional.of((network, index) -> network.addPooling(index, pool));
  }

  @Override
  public Optional<Addition> dropout(LayerSpec.Dropout dropout) {
    return Optional.of((network, index) -> network.addDropout(index, dropout.rate()));
  }

  @Override
  public Optional<Addition> batchNorm(LayerSpec.BatchNorm norm) {
    return Optional.of((network, index) -> network.addNormalization(index, norm));
  }

  /** A dense layer reads a panel of images as it is, and what does not has it flattened. */
  @Override
  public Optional<Addition> flatten(LayerSpec.Flatten flatten) {
    return Optional.of((network, index) -> {});
  }
}
