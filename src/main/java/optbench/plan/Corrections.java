package optbench.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.spec.Activation;
import optbench.spec.LayerSpec;
import optbench.spec.LayerSpec.BatchNorm;
import optbench.spec.LayerSpec.Dense;
import optbench.spec.LayerSpec.Dropout;
import optbench.spec.LayerSpec.Flatten;

/**
 * Networks that an engine once trained or evaluated otherwise than they are written. The ids of
 * these trials say that this has been put right, so that no stored result of before is taken for
 * one of now; all other ids stay as they were.
 */
final class Corrections {
  private Corrections() {}

  /** What was wrong with a network on an engine, if anything was. */
  static Optional<String> of(String engine, Network network, Shape input) {
    List<String> faults = new ArrayList<>();
    if (engine.equals("lockstep") && normalizesFlattenedImage(network, input)) {
      faults.add("flatten before batch_norm was passed over");
    }
    if (engine.equals("dl4j") && dropsFromCurve(network)) {
      faults.add("dropout changed the derivative of tanh or sigmoid below it");
    }
    if (engine.equals("dl4j") && losesVariance(network)) {
      faults.add("running variance of batch_norm was NaN where a feature was constant");
    }
    return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
  }

  /** With nothing but dropout between the image that flatten makes a vector of, and batch_norm. */
  private static boolean normalizesFlattenedImage(Network network, Shape input) {
    boolean flattened = false;
    for (int i = 0; i < network.layers().size(); i++) {
      LayerSpec layer = network.layers().get(i);
      if (layer instanceof BatchNorm && flattened) {
        return true;
      }
      boolean image = network.shapes(input).get(i).isImage();
      flattened =
          layer instanceof Flatten ? flattened || image : flattened && layer instanceof Dropout;
    }
    return false;
  }

  /** The layer's own outputs were overwritten before it took its derivative from them. */
  private static boolean dropsFromCurve(Network network) {
    boolean curved = false;
    for (LayerSpec layer : network.layers()) {
      if (layer instanceof Dropout dropout && curved && dropout.rate() > 0) {
        return true;
      }
      curved =
          layer instanceof Dense dense
              ? dense.activation() == Activation.TANH || dense.activation() == Activation.SIGMOID
              : curved && (layer instanceof Dropout || layer instanceof Flatten);
    }
    return false;
  }

  /** A variance that is halved, or more, at each step is rounded to 0, and its logarithm kept. */
  private static boolean losesVariance(Network network) {
    return network.layers().stream()
        .anyMatch(layer -> layer instanceof BatchNorm norm && norm.momentum() <= 0.5);
  }
}
