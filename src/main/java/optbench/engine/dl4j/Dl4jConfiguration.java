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
 * @param layers ours, as they stand in its layers; the output layer is not among them
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
    for (LayerSpec layer : network.layers()) {
      // Deeplearning4j flattens by itself where a dense layer follows an image.
      if (layer instanceof Flatten) {
        places.add(-1);
      } else {
        places.add(layers.size());
        layers.add(layer);
        builder.layer(translate(layer));
      }
    }
    places.add(layers.size());
    builder.layer(new OutputLayer.Builder(LossFunction.MCXENT).nOut(classes).build());
    boolean startsWithImage =
        network.layers().stream()
            .takeWhile(layer -> !(layer instanceof Dense || layer instanceof Flatten))
            .anyMatch(layer -> !(layer instanceof Dropout));
    builder.setInputType(
        startsWithImage
            ? InputType.convolutionalFlat(input.height(), input.width(), input.channels())
            : InputType.feedForward(input.features()));
    return new Dl4jConfiguration(builder.build(), layers, places);
  }

  /** Ours, at an index of Deeplearning4j's; null for the output layer. */
  LayerSpec layer(int index) {
    return index < layers.size() ? layers.get(index) : null;
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

  private static Layer translate(LayerSpec layer) {
    if (layer instanceof Dense dense) {
      return new DenseLayer.Builder()
          .nOut(dense.units())
          .activation(translate(dense.activation()))
          .build();
    }
    if (layer instanceof Conv2d conv) {
      return new ConvolutionLayer.Builder(conv.kernel(), conv.kernel())
          .stride(conv.stride(), conv.stride())
          .convolutionMode(conv.same() ? ConvolutionMode.Same : ConvolutionMode.Truncate)
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
    return new BatchNormalization.Builder().decay(norm.momentum()).eps(norm.epsilon()).build();
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
