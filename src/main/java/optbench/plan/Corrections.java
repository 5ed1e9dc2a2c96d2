package optbench.plan;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.spec.Activation;
import optbench.spec.LayerSpec;

/**
 * Networks that an engine once trained or evaluated otherwise than they are written. The ids of
 * these trials say that this has been put right, so that no stored result of before is taken for
 * one of now; all other ids stay as they were.
 */
final class Corrections {
  /** What was wrong, and on which engine. */
  private enum Fault {
    /**
     * With nothing but dropout between the image that flatten makes a vector of, and batch_norm.
     */
    FLATTEN("lockstep", "flatten before batch_norm was passed over"),
    /** The layer's own outputs were overwritten before it took its derivative from them. */
    DERIVATIVE("dl4j", "dropout changed the derivative of tanh or sigmoid below it"),
    /** One that is halved, or more, at each step is rounded to 0, and its logarithm was kept. */
    VARIANCE("dl4j", "running variance of batch_norm was NaN where a feature was constant");

    private final String engine;
    private final String text;

    Fault(String engine, String text) {
      this.engine = engine;
      this.text = text;
    }
  }

  private Corrections() {}

  /** What was wrong with a network on an engine, if anything was. */
  static Optional<String> of(String engine, Network network, Shape input) {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    FaultFinder finder = new FaultFinder();
    List<Shape> shapes = network.shapes(input);
    for (int i = 0; i < network.layers().size(); i++) {
      finder.input = shapes.get(i);
      faults.addAll(network.layers().get(i).accept(finder));
    }
    return Optional.of(
            faults.stream()
                .filter(fault -> fault.engine.equals(engine))
                .map(fault -> fault.text)
                .collect(Collectors.joining("; ")))
        .filter(text -> !text.isEmpty());
  }

  /** Goes up from layer to layer, and says what was wrong with each. */
  private static final class FaultFinder implements LayerSpec.Visitor<Set<Fault>> {
    private Shape input;

    /** Whether below there is an image of which a vector was made, and since then only dropout. */
    private boolean flattened;

    /** Whether below there is tanh or sigmoid, and since then nothing that computes. */
    private boolean curved;

    @Override
    public Set<Fault> dense(LayerSpec.Dense dense) {
      flattened = false;
      curved = dense.activation() == Activation.TANH || dense.activation() == Activation.SIGMOID;
      return Set.of();
    }

    @Override
    public Set<Fault> conv2d(LayerSpec.Conv2d conv) {
      return computes();
    }

    @Override
    public Set<Fault> maxPool(LayerSpec.MaxPool pool) {
      return computes();
    }

    @Override
    public Set<Fault> avgPool(LayerSpec.AvgPool pool) {
      return computes();
    }

    @Override
    public Set<Fault> globalAvgPool(LayerSpec.GlobalAvgPool pool) {
      return computes();
    }

    @Override
    public Set<Fault> dropout(LayerSpec.Dropout dropout) {
      return curved && dropout.rate() > 0 ? Set.of(Fault.DERIVATIVE) : Set.of();
    }

    @Override
    public Set<Fault> batchNorm(LayerSpec.BatchNorm norm) {
      Set<Fault> faults = EnumSet.noneOf(Fault.class);
      if (flattened) {
        faults.add(Fault.FLATTEN);
      }
      if (norm.momentum() <= 0.5) {
        faults.add(Fault.VARIANCE);
      }
      computes();
      return faults;
    }

    @Override
    public Set<Fault> layerNorm(LayerSpec.LayerNorm norm) {
      return computes();
    }

    @Override
    public Set<Fault> activation(LayerSpec.Activate activate) {
      return computes();
    }

    @Override
    public Set<Fault> residual(LayerSpec.Residual residual) {
      return computes();
    }

    @Override
    public Set<Fault> flatten(LayerSpec.Flatten flatten) {
      flattened |= input.isImage();
      return Set.of();
    }

    private Set<Fault> computes() {
      flattened = false;
      curved = false;
      return Set.of();
    }
  }
}
