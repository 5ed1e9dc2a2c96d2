package optbench.engine.dl4j;

import java.util.Optional;
import optbench.spec.LayerSpec;

/**
 * How each kind of layer is put on a configuration; empty for one that is not built here.
 *
 * @param onGpu whether all has to stay on a GPU
 */
record Dl4jLayers(boolean onGpu) implements LayerSpec.Visitor<Optional<Dl4jLayers.Addition>> {
  /** Puts a layer on a configuration. */
  @FunctionalInterface
  interface Addition {
    /** As the network's next layer. */
    void to(Dl4jConfigurationBuilder configuration);
  }

  @Override
  public Optional<Addition> dense(LayerSpec.Dense dense) {
    return Optional.of(configuration -> configuration.addDense(dense));
  }

  @Override
  public Optional<Addition> conv2d(LayerSpec.Conv2d conv) {
    return Optional.of(configuration -> configuration.addConvolution(conv));
  }

  @Override
  public Optional<Addition> maxPool(LayerSpec.MaxPool pool) {
    return Optional.of(configuration -> configuration.addPooling(pool));
  }

  @Override
  public Optional<Addition> avgPool(LayerSpec.AvgPool pool) {
    return Optional.of(configuration -> configuration.addAveraging(pool));
  }

  @Override
  public Optional<Addition> globalAvgPool(LayerSpec.GlobalAvgPool pool) {
    return Optional.of(Dl4jConfigurationBuilder::addAveragingOfImages);
  }

  @Override
  public Optional<Addition> dropout(LayerSpec.Dropout dropout) {
    return Optional.of(configuration -> configuration.addDropout(dropout));
  }

  @Override
  public Optional<Addition> batchNorm(LayerSpec.BatchNorm norm) {
    return Optional.of(configuration -> configuration.addNormalization(norm));
  }

  /** In the host's memory. */
  @Override
  public Optional<Addition> layerNorm(LayerSpec.LayerNorm norm) {
    return onGpu
        ? Optional.empty()
        : Optional.of(configuration -> configuration.addNormalization(norm));
  }

  @Override
  public Optional<Addition> activation(LayerSpec.Activate activate) {
    return Optional.of(configuration -> configuration.addActivation(activate.activation()));
  }

  @Override
  public Optional<Addition> residual(LayerSpec.Residual residual) {
    return residual.inner().anyMatch(layer -> layer.accept(this).isEmpty())
        ? Optional.empty()
        : Optional.of(configuration -> configuration.addResidual(residual));
  }

  @Override
  public Optional<Addition> flatten(LayerSpec.Flatten flatten) {
    return Optional.of(Dl4jConfigurationBuilder::addNothing);
  }
}
