package optbench.engine.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.network.Shape;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Layer normalisation, which Deeplearning4j has for dense and recurrent layers only, as a layer of
 * its own: what batch normalisation is to it, but with a gain and an offset for parameters.
 */
final class LayerNormConfiguration extends BatchNormalization {
  static final String GAIN = "gain";
  static final String OFFSET = "offset";
  private static final long serialVersionUID = 1L;

  private final transient Shape shape;

  /** shape of a sample */
  LayerNormConfiguration(Shape shape, double epsilon) {
    this.shape = shape;
    setEps(epsilon);
  }

  Shape shape() {
    return shape;
  }

  @Override
  public ParamInitializer initializer() {
    return new Initializer();
  }

  @Override
  public IUpdater getUpdaterByParam(String name) {
    return getIUpdater();
  }

  /** Lays out one after the other. */
  private static final class Initializer implements ParamInitializer {
    @Override
    public long numParams(NeuralNetConfiguration conf) {
      return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
      return 2 * numbers(layer);
    }

    private static long numbers(Layer layer) {
      return ((FeedForwardLayer) layer).getNOut();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
      return List.of(GAIN, OFFSET);
    }

    @Override
    public List<String> weightKeys(Layer layer) {
      return List.of();
    }

    @Override
    public List<String> biasKeys(Layer layer) {
      return List.of();
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
      return false;
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
      return false;
    }

    @Override
    public Map<String, INDArray> init(
        NeuralNetConfiguration conf, INDArray view, boolean initialize) {
      Map<String, INDArray> parameters = parts(conf, view);
      if (initialize) {
        parameters.get(GAIN).assign(1);
        parameters.get(OFFSET).assign(0);
      }
      return parameters;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(
        NeuralNetConfiguration conf, INDArray view) {
      return parts(conf, view);
    }

    private static Map<String, INDArray> parts(NeuralNetConfiguration conf, INDArray view) {
      long numbers = numbers(conf.getLayer());
      INDArray flat = view.reshape(view.length());
      Map<String, INDArray> parts = new LinkedHashMap<>();
      parts.put(GAIN, flat.get(NDArrayIndex.interval(0, numbers)));
      parts.put(OFFSET, flat.get(NDArrayIndex.interval(numbers, 2 * numbers)));
      return parts;
    }
  }
}
