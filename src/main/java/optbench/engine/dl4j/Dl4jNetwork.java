package optbench.engine.dl4j;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import optbench.data.Samples;
import optbench.engine.Engine;
import optbench.engine.Evaluation;
import optbench.engine.NativeMemory;
import optbench.engine.Placement;
import optbench.engine.dl4j.DenseGradients.Below;
import optbench.engine.dl4j.Dl4jConfiguration.Kind;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.network.Tensor;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Role;
import optbench.spec.Activation;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A {@link MultiLayerNetwork} with our initial weights, our lean layers, and the loss of each
 * batch.
 */
final class Dl4jNetwork {
  private final MultiLayerNetwork net;
  private final SoftmaxOutput output;
  private final INDArray untrained;
  private final Dl4jConfiguration configuration;
  private final Placement placement;

  /** In the host's memory. */
  Dl4jNetwork(Network network, Shape input, int classes) {
    this(network, input, classes, Placement.HOST);
  }

  Dl4jNetwork(Network network, Shape input, int classes, Placement placement) {
    this.placement = placement;
    configuration = Dl4jConfiguration.of(network, input, classes);
    net = new MultiLayerNetwork(configuration.conf());
    net.init();
    net.initGradientsView();
    untrained = net.params().dup();
    output = replaceLayers();
  }

  /**
   * Takes over initial weights of the same network, and goes back to the start in all else: running
   * means and variances are parameters, too, which drawn weights do not have.
   */
  void set(InitialWeights weights) {
    net.params().assign(untrained);
    for (int i = 0; i < weights.tensors().size(); i++) {
      Tensor tensor = weights.tensors().get(i);
      long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
      INDArray values = Nd4j.createFromArray(weights.values().get(i)).reshape('c', shape);
      INDArray parameter = net.getParam(configuration.parameterName(tensor));
      parameter.assign(values.reshape('c', parameter.shape()));
    }
    parameterTable()
        .forEach(
            (name, parameter) -> {
              float[] saved = weights.statistics().get(configuration.nameInNetwork(name));
              if (saved != null) {
                parameter.assign(Nd4j.createFromArray(saved).reshape('c', parameter.shape()));
              }
            });
  }

  /** All parameters, in native memory; changing them changes the network. */
  INDArray parameters() {
    return net.params();
  }

  /** Whether all that is trained is finite numbers. */
  boolean isFinite() {
    float[] values = new float[Math.toIntExact(net.params().length())];
    NativeMemory.copy(net.params(), placement, values);
    return layout().allFinite(values);
  }

  /** Each tensor by Deeplearning4j's name, in the same memory as {@link #parameters}. */
  Map<String, INDArray> parameterTable() {
    return net.paramTable();
  }

  /** The gradient that {@link #computeGradient} fills. */
  INDArray gradient() {
    return net.getFlattenedGradients();
  }

  /** How the parameters lie in memory. */
  ParameterLayout layout() {
    List<ParameterLayout.Tensor> tensors = new ArrayList<>();
    for (Map.Entry<String, INDArray> parameter : parameterTable().entrySet()) {
      INDArray values = parameter.getValue();
      tensors.add(
          new ParameterLayout.Tensor(
              configuration.nameInNetwork(parameter.getKey()),
              (int) values.offset(),
              role(parameter.getKey()),
              rowByRow(values)));
    }
    tensors.sort(Comparator.comparingInt(ParameterLayout.Tensor::offset));
    return new ParameterLayout(tensors);
  }

  Placement placement() {
    return placement;
  }

  /** The labels of the next batch, which are sent to where the network is. */
  void expect(int[] labels, int samples) {
    output.expect(labels, samples);
    placement.await();
  }

  /** Gradient of the mean loss of a batch whose labels are there, done when this returns. */
  void computeGradient(INDArray pixels) {
    net.setInput(pixels);
    net.computeGradientAndScore();
    placement.await();
  }

  /** On samples that it is not trained on. */
  Evaluation evaluate(BatchBuffer buffer, Samples samples) {
    double lossSum = 0;
    BitSet right = new BitSet();
    int batch = Engine.EVALUATION_BATCH;
    for (int first = 0; first < samples.size(); first += batch) {
      buffer.load(samples, first, Math.min(batch, samples.size() - first));
      assess(buffer.pixels(), buffer.labels());
      lossSum += lossSum();
      int before = first;
      right().stream().forEach(i -> right.set(before + i));
    }
    return new Evaluation(lossSum / samples.size(), right, samples.size());
  }

  /** Loss and right answers of a batch, without training. */
  void assess(INDArray pixels, int[] labels) {
    expect(labels, (int) pixels.size(0));
    net.output(pixels, false);
  }

  /** Of the batch last seen. */
  double lossSum() {
    return output.lossSum();
  }

  /** Of the batch last seen, those that were answered right. */
  BitSet right() {
    return output.right();
  }

  private SoftmaxOutput replaceLayers() {
    SoftmaxOutput last = null;
    ResidualArrays block = new ResidualArrays();
    for (int i = 0; i < net.getLayers().length; i++) {
      NeuralNetConfiguration conf = net.getLayer(i).conf();
      Activation activation = configuration.layers().get(i).activation();
      switch (kind(i)) {
        case DENSE -> replace(i, new LeanDense(conf, activation, below(i), order(i), placement));
        case CONVOLUTION -> replaceConvolution(i, conf);
        case POOLING -> replace(i, new PooledBelow(conf));
        case ACTIVATION -> replace(i, new LeanActivation(conf, activation, placement));
        case LAYER_NORM -> replace(i, new LeanLayerNorm(conf));
        case RESIDUAL_INPUT -> {
          block = new ResidualArrays();
          replace(i, new ResidualInput(conf, block));
        }
        case RESIDUAL_TURN -> replace(i, new ResidualTurn(conf, block));
        case RESIDUAL_OUTPUT -> replace(i, new ResidualOutput(conf, block));
        case DROPOUT -> replace(i, new LeanDropout(conf, mayOverwriteBelow(i)));
        case OUTPUT -> {
          last = new SoftmaxOutput(conf, below(i), placement);
          replace(i, last);
        }
        case STOCK -> {}
      }
    }
    return last;
  }

  /** Ours takes the data as they come, and not as images. */
  private void replaceConvolution(int index, NeuralNetConfiguration conf) {
    replace(index, new LeanConvolution(conf, configuration.dataConvolution().orElseThrow()));
    net.getLayerWiseConfigurations().getInputPreProcessors().remove(index);
  }

  /** A GPU has no use for loops over Java's arrays. */
  private Kind kind(int index) {
    Kind kind = configuration.layers().get(index).kind();
    boolean inJava = kind == Kind.CONVOLUTION || kind == Kind.POOLING;
    return inJava && placement == Placement.DEVICE ? Kind.STOCK : kind;
  }

  private Below below(int index) {
    if (index == 0) {
      return Below.DATA;
    }
    return kind(index - 1) == Kind.DENSE ? Below.DENSE : Below.OTHER;
  }

  /** Column-major where the next layer that looks at the order is dense, as the output layer is. */
  private char order(int index) {
    int next = index + 1;
    while (kind(next) == Kind.DROPOUT) {
      next++;
    }
    return kind(next) == Kind.DENSE || kind(next) == Kind.OUTPUT ? 'f' : 'c';
  }

  /**
   * Data are used again; so are the outputs of our dense layers, convolutions and activations, of
   * which those of ReLU give the same derivative whatever positive number they are multiplied by.
   */
  private boolean mayOverwriteBelow(int index) {
    if (index == 0) {
      return false;
    }
    int below = index - 1;
    while (below > 0 && (kind(below) == Kind.DROPOUT || kind(below) == Kind.POOLING)) {
      below--;
    }
    Activation activation = configuration.layers().get(below).activation();
    boolean derivesFromOutputs =
        kind(below) == Kind.DENSE
            || kind(below) == Kind.CONVOLUTION
            || kind(below) == Kind.ACTIVATION;
    return !derivesFromOutputs || activation == Activation.RELU || activation == Activation.LINEAR;
  }

  /** Puts a layer in the place of the stock one, on the same memory. */
  private void replace(int index, Layer lean) {
    Layer stock = net.getLayer(index);
    lean.setIndex(index);
    lean.setParamTable(stock.paramTable());
    if (stock.params() != null) {
      lean.setParamsViewArray(stock.params());
      lean.setBackpropGradientsViewArray(stock.getGradientsViewArray());
    }
    net.getLayers()[index] = lean;
  }

  /**
   * The sides of a tensor as they lie in memory, the last one running fastest. Dense weights are
   * inputs by outputs, column by column, so that this gives outputs by inputs; filters come as they
   * are, outputs first.
   */
  private static List<Integer> rowByRow(INDArray values) {
    List<Integer> shape = new ArrayList<>();
    for (long side : values.shape()) {
      shape.add((int) side);
    }
    if (values.ordering() == 'f') {
      Collections.reverse(shape);
    }
    return shape;
  }

  private static Role role(String parameter) {
    return switch (parameter.substring(parameter.indexOf('_') + 1)) {
      case "W" -> Role.WEIGHTS;
      case "mean", "var" -> Role.STATISTICS;
      default -> Role.OTHER;
    };
  }
}
