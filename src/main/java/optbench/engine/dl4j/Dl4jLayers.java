package optbench.engine.dl4j;

import java.util.Optional;
import optbench.spec.LayerSpec;

/** How each kind of layer is put on a configuration; empty for one that is not built here. */
final class Dl4jLayers implements LayerSpec.Visitor<Optional<Dl4jLayers.Addition>> {
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
  public Optional<Addition> dropout(LayerSpec.Dropout dropout) {
    return Optional.of(configuration -> configuration.addDropout(dropout));
  }

  @Override
  public Optional<Addition> batchNorm(LayerSpec.BatchNorm norm) {
    return Optional.of(configuration -> configuration.addNormalization(norm));
  }

  @Override
  public Optional<Addition> flatten(LayerSpec.Flatten flatten) {
    return Optional.of(Dl4jConfigurationBuilder::addNothing);
  }
}
