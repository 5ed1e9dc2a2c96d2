package optbench.engine.dl4j;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import optbench.data.Samples;
import optbench.engine.Buildable;
import optbench.engine.Placement;
import optbench.engine.SteppedNetwork;
import optbench.engine.naive.NaiveNetwork;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.Training;
import optbench.optimizer.Updater;
import optbench.spec.LayerSpec;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The network of the dl4j engine. */
public final class Dl4jStepped implements SteppedNetwork {
  private final Dl4jNetwork network;
  private final Updater updater;
  private final BatchBuffer buffer;
  private final Map<Integer, WatchedDropout> dropouts = new TreeMap<>();

  /** With these weights; dropout draws from ND4J's generator as it is. */
  public Dl4jStepped(
      Network layers,
      Shape input,
      int classes,
      InitialWeights weights,
      OptimizerSettings optimizer,
      Training training) {
    network = new Dl4jNetwork(layers, input, classes);
    network.set(weights);
    updater = new Updater(optimizer, network.layout(), training);
    buffer = new BatchBuffer(input.features(), Placement.HOST);
    watchDropout(layers);
  }

  /** Whether the engine has a way to build all of its layers. */
  public static boolean builds(Network layers) {
    return Buildable.obstacle("dl4j", layers, new Dl4jLayers(false)).isEmpty();
  }

  /** Deeplearning4j forgets its masks on the way back. */
  private void watchDropout(Network layers) {
    List<Integer> ours =
        IntStream.range(0, layers.layers().size())
            .filter(l -> layers.layers().get(l) instanceof LayerSpec.Dropout)
            .boxed()
            .toList();
    int next = 0;
    MultiLayerNetwork net = (MultiLayerNetwork) read(Dl4jNetwork.class, "net", network);
    for (var layer : net.getLayers()) {
      if (layer.conf().getLayer() instanceof DropoutLayer dropout) {
        WatchedDropout watched = new WatchedDropout((Dropout) dropout.getIDropout());
        dropout.setIDropout(watched);
        dropouts.put(ours.get(next++), watched);
      }
    }
  }

  @Override
  public List<String> tensors() {
    return network.layout().tensors().stream().map(t -> t.name() + " " + t.length()).toList();
  }

  @Override
  public float[] values(String name) {
    ParameterLayout.Tensor tensor =
        network.layout().tensors().stream().filter(t -> t.name().equals(name)).findFirst().get();
    int end = tensor.offset() + tensor.length();
    return Arrays.copyOfRange(network.parameters().toFloatVector(), tensor.offset(), end);
  }

  @Override
  public double step(Samples batch) {
    buffer.load(batch, 0, batch.size());
    network.expect(buffer.labels(), buffer.size());
    network.computeGradient(buffer.pixels());
    double loss = network.lossSum() / batch.size();
    updater.step(network.parameters(), network.gradient());
    return loss;
  }

  @Override
  public NaiveNetwork.Masks masks() {
    return (layer, sample) -> dropouts.get(layer).rows.get(sample);
  }

  @Override
  public Assessed assess(Samples samples) {
    buffer.load(samples, 0, samples.size());
    network.assess(buffer.pixels(), buffer.labels());
    return new Assessed(network.lossSum() / samples.size(), network.right());
  }

  private static Object read(Class<?> type, String field, Object from) {
    try {
      Field found = type.getDeclaredField(field);
      found.setAccessible(true);
      return found.get(from);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Deeplearning4j's own, which keeps a copy of its last mask. */
  private static final class WatchedDropout extends Dropout {
    private static final long serialVersionUID = 1L;

    private final transient List<double[]> rows = new ArrayList<>();

    WatchedDropout(Dropout stock) {
      super(stock.getP());
    }

    @Override
    public INDArray applyDropout(
        INDArray in, INDArray out, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
      INDArray result = super.applyDropout(in, out, iteration, epoch, workspaces);
      INDArray mask = (INDArray) read(Dropout.class, "mask", this);
      double[] all = mask.dup('c').data().asDouble();
      int samples = (int) mask.size(0);
      int each = all.length / samples;
      rows.clear();
      for (int i = 0; i < samples; i++) {
        rows.add(Arrays.copyOfRange(all, i * each, (i + 1) * each));
      }
      return result;
    }
  }
}
