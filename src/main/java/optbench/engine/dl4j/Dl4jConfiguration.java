package optbench.engine.dl4j;

import java.util.List;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.network.Tensor;
import optbench.spec.Activation;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;

/**
 * A network in Deeplearning4j's words.
 *
 * @param layers all that Deeplearning4j has, zeros around an image and the output layer, too
 * @param places index of Deeplearning4j's layer for each of ours; -1 where it needs none
 */
record Dl4jConfiguration(MultiLayerConfiguration conf, List<Placed> layers, List<Integer> places) {
  Dl4jConfiguration {
    layers = List.copyOf(layers);
    places = List.copyOf(places);
  }

  /** What is trained in the place of a layer of Deeplearning4j's. */
  enum Kind {
    DENSE,
    DROPOUT,
    OUTPUT,
    /** Deeplearning4j's own. */
    STOCK
  }

  /**
   * A layer of Deeplearning4j's.
   *
   * @param activation of a dense layer
   */
  record Placed(Kind kind, Activation activation) {
    static final Placed STOCK = new Placed(Kind.STOCK, Activation.LINEAR);
  }

  static Dl4jConfiguration of(Network network, Shape input, int classes) {
    return new Dl4jConfigurationBuilder(network, input).build(classes);
  }

  /** A tensor's name with the index that its layer has in the network: here flatten counts. */
  String nameInNetwork(String parameterName) {
    int end = parameterName.indexOf('_');
    int place = Integer.parseInt(parameterName.substring(0, end));
    return places.indexOf(place) + parameterName.substring(end);
  }

  /** Deeplearning4j's name of a tensor; filters are called as weights are. */
  String parameterName(Tensor tensor) {
    String key =
        switch (tensor.kind()) {
          case WEIGHTS -> DefaultParamInitializer.WEIGHT_KEY;
          case BIAS -> DefaultParamInitializer.BIAS_KEY;
          case GAMMA -> BatchNormalizationParamInitializer.GAMMA;
          case BETA -> BatchNormalizationParamInitializer.BETA;
        };
    return places.get(tensor.layer()) + "_" + key;
  }
}
