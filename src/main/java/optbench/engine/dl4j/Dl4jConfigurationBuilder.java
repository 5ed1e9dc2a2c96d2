package optbench.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import optbench.engine.convolution.ConvolutionGeometry;
import optbench.engine.convolution.ConvolvedImages;
import optbench.engine.dl4j.Dl4jConfiguration.DataConvolution;
import optbench.engine.dl4j.Dl4jConfiguration.Kind;
import optbench.engine.dl4j.Dl4jConfiguration.Placed;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.spec.Activation;
import optbench.spec.LayerSpec;
import optbench.spec.LayerSpec.BatchNorm;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.Dense;
import optbench.spec.LayerSpec.Dropout;
import optbench.spec.LayerSpec.MaxPool;
import org.deeplearning4j.nn.conf.ConvolutionMode;
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
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Writes a network down in Deeplearning4j's words, layer by layer. */
final class Dl4jConfigurationBuilder {
  private final NeuralNetConfiguration.ListBuilder builder =
      new NeuralNetConfiguration.Builder()
          .updater(new NoOp())
          .weightInit(WeightInit.ZERO)
          .convolutionMode(ConvolutionMode.Truncate)
          .list();
  private final List<Placed> layers = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private final List<Shape> shapes;
  private Optional<DataConvolution> dataConvolution = Optional.empty();

  /**
   * What Deeplearning4j sees on top; null while nothing says whether it sees the data as images.
   */
  private Shape top;

  private boolean startsWithImage;

  Dl4jConfigurationBuilder(Network network, Shape input) {
    shapes = network.shapes(input);
    for (LayerSpec layer : network.layers()) {
      layer
          .accept(new Dl4jLayers())
          .orElseThrow(() -> new IllegalStateException(layer.id() + " is not built here"))
          .to(this);
    }
  }

  Dl4jConfiguration build(int classes) {
    add(
        new Placed(Kind.OUTPUT, Activation.LINEAR),
        new OutputLayer.Builder(LossFunction.MCXENT).nOut(classes).build());
    Shape input = shapes.get(0);
    builder.setInputType(
        startsWithImage
            ? InputType.convolutionalFlat(input.height(), input.width(), input.channels())
            : InputType.feedForward(input.features()));
    return new Dl4jConfiguration(builder.build(), layers, places, dataConvolution);
  }

  void addDense(Dense dense) {
    seeVector();
    add(
        new Placed(Kind.DENSE, dense.activation()),
        new DenseLayer.Builder()
            .nOut(dense.units())
            .activation(translate(dense.activation()))
            .build());
    top = next();
  }

  void addConvolution(Conv2d conv) {
    seeImage();
    Zeros zeros = Zeros.around(top, conv);
    if (!zeros.equals(Zeros.NONE) && !zeros.deeplearning4jAdds()) {
      builder.layer(
          new ZeroPaddingLayer.Builder(zeros.top(), zeros.bottom(), zeros.left(), zeros.right())
              .build());
      layers.add(Placed.STOCK);
    }
    add(
        placed(conv),
        new ConvolutionLayer.Builder(conv.kernel(), conv.kernel())
            .stride(conv.stride(), conv.stride())
            .convolutionMode(
                zeros.deeplearning4jAdds() ? ConvolutionMode.Same : ConvolutionMode.Truncate)
            .nOut(conv.filters())
            .activation(translate(conv.activation()))
            .build());
    top = next();
  }

  /** Of the data it is ours if they have one channel: with more, they lie otherwise than ours. */
  private Placed placed(Conv2d conv) {
    if (!layers.isEmpty() || top.channels() > 1) {
      return Placed.STOCK;
    }
    dataConvolution =
        Optional.of(
            new DataConvolution(new ConvolutionGeometry(top, conv), ConvolvedImages.NO_POOLING));
    return new Placed(Kind.CONVOLUTION, conv.activation());
  }

  void addPooling(MaxPool pool) {
    seeImage();
    boolean ofData = layers.size() == 1 && dataConvolution.isPresent();
    if (ofData) {
      dataConvolution = dataConvolution.map(below -> new DataConvolution(below.geometry(), pool));
    }
    add(
        ofData ? new Placed(Kind.POOLING, Activation.LINEAR) : Placed.STOCK,
        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
            .kernelSize(pool.size(), pool.size())
            .stride(pool.stride(), pool.stride())
            .build());
    top = next();
  }

  /** Deeplearning4j takes the share to keep. */
  void addDropout(Dropout dropout) {
    add(
        new Placed(Kind.DROPOUT, Activation.LINEAR),
        new DropoutLayer.Builder(1 - dropout.rate()).build());
  }

  /**
   * With the variance, not with its logarithm, which is Deeplearning4j's default: it does not know
   * 0, which is the variance of a feature that is the same in all samples.
   */
  void addNormalization(BatchNorm norm) {
    seeImage();
    Shape expected = shapes.get(places.size());
    if (!top.equals(expected)) {
      builder.inputPreProcessor(
          layers.size(),
          new CnnToFeedForwardPreProcessor(top.height(), top.width(), top.channels()));
    }
    add(
        Placed.STOCK,
        new BatchNormalization.Builder()
            .decay(norm.momentum())
            .eps(norm.epsilon())
            .useLogStd(false)
            .build());
    top = next();
  }

  /** Deeplearning4j flattens by itself where a dense layer follows an image, and there alone. */
  void addNothing() {
    seeVector();
    places.add(-1);
  }

  private void seeImage() {
    if (top == null) {
      top = shapes.get(0);
      startsWithImage = true;
    }
  }

  private void seeVector() {
    if (top == null) {
      top = Shape.vector(shapes.get(0).features());
    }
  }

  private void add(Placed placed, Layer layer) {
    places.add(layers.size());
    layers.add(placed);
    builder.layer(layer);
  }

  /** What the layer gives out that was added last. */
  private Shape next() {
    return shapes.get(places.size());
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
