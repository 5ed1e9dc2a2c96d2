package optbench.engine.dl4j;

import java.util.Optional;
import optbench.engine.NativeBuild;
import org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper;

/** Deeplearning4j's oneDNN layers: several times faster for convolutions. */
public final class OneDnnLayers {
  private static final String DISABLED = "org.eclipse.deeplearning4j.helpers.disable";

  private OneDnnLayers() {}

  /** Why they are off, or empty if they are on. */
  public static Optional<String> whyOff() {
    if (!NativeBuild.loaded().oneDnn()) {
      return Optional.of("the native build does not contain oneDNN");
    }
    if (!"false".equals(System.getProperty(DISABLED))) {
      return Optional.of("-D" + DISABLED + "=false is not set");
    }
    return BaseMKLDNNHelper.mklDnnEnabled()
        ? Optional.empty()
        : Optional.of("Deeplearning4j does not find org.nd4j.nativeblas.Nd4jCpu, which enables it");
  }
}
