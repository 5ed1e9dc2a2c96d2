package optbench.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.network.Tensor;
import optbench.spec.Activation;
import optbench.spec.LayerSpec;
import optbench.spec.LayerSpec.BatchNorm;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.Dense;
import optbench.spec.LayerSpec.Dropout;
import optbench.spec.LayerSpec.Flatten;
import optbench.spec.LayerSpec.MaxPool;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A network in Deeplearning4j's words.
 *
 * @param layers ours, as they stand in its layers, null where zeros are added around an image; the
 *     output layer is not among them
 * @param places index of Deeplearning4j's layer for each of ours; -1 where it needs none
 */
record Dl4jConfiguration(
    MultiLayerConfiguration conf, List<LayerSpec> layers, List<Integer> places) {

  static Dl4jConfiguration of(Network network, Shape input, int classes) {
    NeuralNetConfiguration.ListBuilder builder =
        new NeuralNetConfiguration.Builder()
            .updater(new NoOp())
            .weightInit(WeightInit.ZERO)
            .convolutionMode(ConvolutionMode.Truncate)
            .list();
    List<LayerSpec> layers = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    boolean startsWithImage = startsWithImage(network);
    Shape before = startsWithImage ? input : Shape.vector(input.features());
    for (int i = 0; i < network.layers().size(); i++) {
      LayerSpec layer = network.layers().get(i);
      // Deeplearning4j flattens by itself where a dense layer follows an image, and there alone.
      if (layer instanceof Flatten) {
        places.add(-1);
        continue;
      }
      Shape expected = network.shapes(input).get(i);
      if (layer instanceof BatchNorm && !before.equals(expected)) {
        builder.inputPreProcessor(
            layers.size(),
            new CnnToFeedForwardPreProcessor(before.height(), before.width(), before.channels()));
      }
      Zeros zeros = layer instanceof Conv2d conv ? Zeros.around(before, conv) : Zeros.NONE;
      if (!zeros.equals(Zeros.NONE) && !zeros.deeplearning4jAdds()) {
        builder.layer(
            new ZeroPaddingLayer.Builder(zeros.top(), zeros.bottom(), zeros.left(), zeros.right())
                .build());
        layers.add(null);
      }
      places.add(layers.size());
      layers.add(layer);
      builder.layer(translate(layer, zeros));
      before = layer instanceof Dropout ? before : network.shapes(input).get(i + 1);
    }
    places.add(layers.size());
    builder.layer(new OutputLayer.Builder(LossFunction.MCXENT).nOut(classes).build());
    builder.setInputType(
        startsWithImage
            ? InputType.convolutionalFlat(input.height(), input.width(), input.channels())
            : InputType.feedForward(input.features()));
    return new Dl4jConfiguration(builder.build(), layers, places);
  }

  /** Whether a layer looks at the image before anything has made a vector of it. */
  private static boolean startsWithImage(Network network) {
    return network.layers().stream()
        .takeWhile(layer -> !(layer instanceof Dense || layer instanceof Flatten))
        .anyMatch(layer -> !(layer instanceof Dropout));
  }

  /** Ours, at an index of Deeplearning4j's; null for those that are not listed in ours. */
  LayerSpec layer(int index) {
    return index < layers.size() ? layers.get(index) : null;
  }

  /** A tensor's name with the index that its layer has in the network: here flatten counts. */
  String nameInNetwork(String parameterName) {
    int end = parameterName.indexOf('_');
    int place = Integer.parseInt(parameterName.substring(0, end));
    return places.indexOf(place) + parameterName.substring(end);
  }

  /** Deeplearning4j's name of a tensor. */
  String parameterName(Tensor tensor) {
    boolean convolution = layer(places.get(tensor.layer())) instanceof Conv2d;
    String key =
        switch (tensor.kind()) {
          case WEIGHTS ->
              convolution
                  ? ConvolutionParamInitializer.WEIGHT_KEY
                  : DefaultParamInitializer.WEIGHT_KEY;
          case BIAS ->
              convolution ? ConvolutionParamInitializer.BIAS_KEY : DefaultParamInitializer.BIAS_KEY;
          case GAMMA -> BatchNormalizationParamInitializer.GAMMA;
          case BETA -> BatchNormalizationParamInitializer.BETA;
        };
    return places.get(tensor.layer()) + "_" + key;
  }

  private static Layer translate(LayerSpec layer, Zeros zeros) {
    if (layer instanceof Dense dense) {
      return new DenseLayer.Builder()
          .nOut(dense.units())
          .activation(translate(dense.activation()))
          .build();
    }
    if (layer instanceof Conv2d conv) {
      return new ConvolutionLayer.Builder(conv.kernel(), conv.kernel())
          .stride(conv.stride(), conv.stride())
          .convolutionMode(
              zeros.deeplearning4jAdds() ? ConvolutionMode.Same : ConvolutionMode.Truncate)
          .nOut(conv.filters())
          .activation(translate(conv.activation()))
          .build();
    }
    if (layer instanceof MaxPool pool) {
      return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
          .kernelSize(pool.size(), pool.size())
          .stride(pool.stride(), pool.stride())
          .build();
    }
    if (layer instanceof Dropout dropout) {
      // Deeplearning4j takes the share to keep.
      return new DropoutLayer.Builder(1 - dropout.rate()).build();
    }
    BatchNorm norm = (BatchNorm) layer;
    // As variance: the logarithm that is Deeplearning4j's default does not know 0, which is the
    // variance of a feature that is the same in all samples.
    return new BatchNormalization.Builder()
        .decay(norm.momentum())
        .eps(norm.epsilon())
        .useLogStd(false)
        .build();
  }

  private static IActivation translate(Activation activation) {
    return switch (activation) {
      case RELU -> new ActivationReLU();
      case TANH -> new ActivationTanH();
      case SIGMOID -> new ActivationSigmoid();
      case LINEAR -> new ActivationIdentity();
    };
  }
}
