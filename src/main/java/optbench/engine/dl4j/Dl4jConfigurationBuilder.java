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
import optbench.network.PlacedLayer;
import optbench.network.ResidualBlock;
import optbench.network.Shape;
import optbench.spec.Activation;
import optbench.spec.LayerSpec.AvgPool;
import optbench.spec.LayerSpec.BatchNorm;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.Dense;
import optbench.spec.LayerSpec.Dropout;
import optbench.spec.LayerSpec.LayerNorm;
import optbench.spec.LayerSpec.MaxPool;
import optbench.spec.LayerSpec.Residual;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
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
  private final List<String> names = new ArrayList<>();
  private final Shape data;
  private Optional<DataConvolution> dataConvolution = Optional.empty();

  /**
   * What Deeplearning4j sees on top; null while nothing says whether it sees the data as images.
   */
  private Shape top;

  private final String outputName;

  private boolean startsWithImage;

  /** The layer that is being added: the network's, or one in it. */
  private PlacedLayer placed;

  Dl4jConfigurationBuilder(Network network, Shape input) {
    data = input;
    network.placed(input).forEach(this::build);
    outputName = String.valueOf(network.layers().size());
  }

  private void build(PlacedLayer layer) {
    placed = layer;
    layer
        .layer()
        .accept(new Dl4jLayers(false))
        .orElseThrow(() -> new IllegalStateException(layer.layer().id() + " is not built here"))
        .to(this);
  }

  Dl4jConfiguration build(int classes) {
    addNamed(
        outputName,
        new Placed(Kind.OUTPUT, Activation.LINEAR),
        new OutputLayer.Builder(LossFunction.MCXENT).nOut(classes).build());
    builder.setInputType(
        startsWithImage
            ? InputType.convolutionalFlat(data.height(), data.width(), data.channels())
            : InputType.feedForward(data.features()));
    return new Dl4jConfiguration(builder.build(), layers, names, dataConvolution);
  }

  void addDense(Dense dense) {
    if (!dense.activation().isMonotonic()) {
      addDense(dense.with(Activation.LINEAR));
      addActivation(dense.activation());
      return;
    }
    seeVector();
    add(
        new Placed(Kind.DENSE, dense.activation()),
        new DenseLayer.Builder()
            .nOut(dense.units())
            .activation(translate(dense.activation()))
            .build());
    top = placed.output();
  }

  void addConvolution(Conv2d conv) {
    if (!conv.activation().isMonotonic()) {
      addConvolution(conv.with(Activation.LINEAR));
      addActivation(conv.activation());
      return;
    }
    seeImage();
    Zeros zeros = Zeros.around(top, conv);
    if (!zeros.equals(Zeros.NONE) && !zeros.deeplearning4jAdds()) {
      addNamed(
          "",
          Placed.STOCK,
          new ZeroPaddingLayer.Builder(zeros.top(), zeros.bottom(), zeros.left(), zeros.right())
              .build());
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
    top = placed.output();
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
    top = placed.output();
  }

  void addAveraging(AvgPool pool) {
    seeImage();
    add(
        Placed.STOCK,
        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
            .kernelSize(pool.size(), pool.size())
            .stride(pool.stride(), pool.stride())
            .build());
    top = placed.output();
  }

  void addAveragingOfImages() {
    seeImage();
    add(Placed.STOCK, new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
    top = placed.output();
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
    seeNumbers();
    add(
        Placed.STOCK,
        new BatchNormalization.Builder()
            .decay(norm.momentum())
            .eps(norm.epsilon())
            .useLogStd(false)
            .build());
    top = placed.output();
  }

  void addNormalization(LayerNorm norm) {
    seeNumbers();
    add(
        new Placed(Kind.LAYER_NORM, Activation.LINEAR),
        new LayerNormConfiguration(placed.input(), norm.epsilon()));
    top = placed.output();
  }

  /** Deeplearning4j flattens by itself where a dense layer follows an image, and there alone. */
  void addNothing() {
    seeVector();
  }

  void addResidual(Residual layer) {
    seeNumbers();
    PlacedLayer whole = placed;
    top = whole.input();
    ResidualBlock block = ResidualBlock.of(whole.name(), layer, whole.input());
    ResidualConfiguration.Seen type = new ResidualConfiguration.Seen();
    addNamed(
        "", new Placed(Kind.RESIDUAL_INPUT, Activation.LINEAR), ResidualConfiguration.input(type));
    block.branch().forEach(this::build);
    addNamed(
        "", new Placed(Kind.RESIDUAL_TURN, Activation.LINEAR), ResidualConfiguration.turn(type));
    top = whole.input();
    block.shortcut().forEach(this::build);
    addNamed(
        "",
        new Placed(Kind.RESIDUAL_OUTPUT, Activation.LINEAR),
        new ActivationLayer(new ActivationIdentity()));
    placed = whole;
    top = whole.output();
    if (layer.activation() != Activation.LINEAR) {
      addActivation(layer.activation());
    }
  }

  /**
   * As a layer of its own, which keeps what comes in. It does not look at shapes, so that it may
   * come before it is known whether data are images.
   */
  void addActivation(Activation activation) {
    addNamed(
        "", new Placed(Kind.ACTIVATION, activation), new ActivationLayer(translate(activation)));
  }

  private void seeImage() {
    if (top == null) {
      top = data;
      startsWithImage = true;
    }
  }

  /** To the next layer, numbers of a vector are not those of an image. */
  private void seeNumbers() {
    seeImage();
    if (!top.equals(placed.input())) {
      builder.inputPreProcessor(
          layers.size(),
          new CnnToFeedForwardPreProcessor(top.height(), top.width(), top.channels()));
    }
  }

  private void seeVector() {
    if (top == null) {
      top = Shape.vector(data.features());
    }
  }

  private void add(Placed kind, Layer layer) {
    addNamed(placed.name(), kind, layer);
  }

  private void addNamed(String name, Placed kind, Layer layer) {
    names.add(name);
    layers.add(kind);
    builder.layer(layer);
  }

  /** What stands in the configuration; where ours is trained in its place, it is not asked. */
  private static IActivation translate(Activation activation) {
    return switch (activation) {
      case RELU -> new ActivationReLU();
      case TANH -> new ActivationTanH();
      case SIGMOID -> new ActivationSigmoid();
      case GELU, LINEAR -> new ActivationIdentity();
    };
  }
}
