package optbench.engine.dl4j;

import java.util.List;
import java.util.Optional;
import optbench.engine.convolution.ConvolutionGeometry;
import optbench.engine.convolution.ConvolvedImages;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.network.Tensor;
import optbench.spec.Activation;
import optbench.spec.LayerSpec.MaxPool;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;

/**
 * A network in Deeplearning4j's words.
 *
 * @param layers all that Deeplearning4j has, zeros around an image and the output layer, too
 * @param names of each of these the name that its tensors have in the network; empty if it has none
 * @param dataConvolution what the first layer is, if its kind is that
 */
record Dl4jConfiguration(
    MultiLayerConfiguration conf,
    List<Placed> layers,
    List<String> names,
    Optional<DataConvolution> dataConvolution) {
  Dl4jConfiguration {
    layers = List.copyOf(layers);
    names = List.copyOf(names);
  }

  /** What is trained in the place of a layer of Deeplearning4j's. */
  enum Kind {
    DENSE,
    /** Of the data; it does the pooling that follows it, too. */
    CONVOLUTION,
    /** Done by the convolution below. */
    POOLING,
    DROPOUT,
    /** A function alone. */
    ACTIVATION,
    LAYER_NORM,
    /** Where the two ways through a residual block begin. */
    RESIDUAL_INPUT,
    /** Between them: Deeplearning4j's layers go one after the other. */
    RESIDUAL_TURN,
    /** Where they end. */
    RESIDUAL_OUTPUT,
    OUTPUT,
    /** Deeplearning4j's own. */
    STOCK
  }

  /**
   * A layer of Deeplearning4j's.
   *
   * @param activation of a dense layer, of a convolution of the data, or by itself
   */
  record Placed(Kind kind, Activation activation) {
    static final Placed STOCK = new Placed(Kind.STOCK, Activation.LINEAR);
  }

  /**
   * A convolution of the data.
   *
   * @param pool that follows it directly; {@link ConvolvedImages#NO_POOLING} if none does
   */
  record DataConvolution(ConvolutionGeometry geometry, MaxPool pool) {}

  static Dl4jConfiguration of(Network network, Shape input, int classes) {
    return new Dl4jConfigurationBuilder(network, input).build(classes);
  }

  /** A tensor's name in the network. */
  String nameInNetwork(String parameterName) {
    int end = parameterName.indexOf('_');
    int place = Integer.parseInt(parameterName.substring(0, end));
    return names.get(place) + parameterName.substring(end);
  }

  /** Deeplearning4j's name of a tensor; filters are called as weights are. */
  String parameterName(Tensor tensor) {
    String key =
        switch (tensor.kind()) {
          case WEIGHTS -> DefaultParamInitializer.WEIGHT_KEY;
          case BIAS -> DefaultParamInitializer.BIAS_KEY;
          case GAMMA -> BatchNormalizationParamInitializer.GAMMA;
          case BETA -> BatchNormalizationParamInitializer.BETA;
          case GAIN -> LayerNormConfiguration.GAIN;
          case OFFSET -> LayerNormConfiguration.OFFSET;
        };
    return names.indexOf(tensor.layer()) + "_" + key;
  }
}
