package optbench.engine.opencl;

import java.util.HashMap;
import java.util.Map;
import optbench.network.Shape;
import optbench.opencl.DeviceBuffer;
import optbench.opencl.DeviceQueue;
import optbench.spec.Activation;

/**
 * What all layers of a group work with.
 *
 * @param values parameters of all trials
 * @param gradients of the loss with regard to them
 * @param capacity samples that are computed at once
 */
record Room(
    DeviceQueue queue,
    Places places,
    DeviceBuffer values,
    DeviceBuffer gradients,
    Roster roster,
    int capacity) {
  /** A panel on top of a layer. */
  DevicePanel panel(Shape shape) {
    return DevicePanel.ofTrials(queue, shape, capacity, roster.width());
  }

  /** A panel on top of a layer that makes as many numbers of what it sees, without weights. */
  DevicePanel panelLike(DevicePanel input) {
    return panelOver(input, input.shape());
  }

  /** A panel on top of a layer without weights. */
  DevicePanel panelOver(DevicePanel input, Shape shape) {
    return input.data()
        ? DevicePanel.ofData(queue, shape, capacity, roster.seedCount())
        : panel(shape);
  }

  /** Macros that all kernels of a layer know. */
  Map<String, Object> macros() {
    Map<String, Object> macros = new HashMap<>();
    macros.put("CAPACITY", capacity);
    macros.put("STRIDE", places.stride());
    return macros;
  }

  /** Those of a layer with weights, bias and an activation. */
  Map<String, Object> macros(String layer, DevicePanel input, Shape output, Activation activation) {
    Map<String, Object> macros = macros();
    macros.put("OWNER(k)", input.owner());
    macros.put("WEIGHTS", places.of(layer, "W"));
    macros.put("BIAS", places.of(layer, "b"));
    macros.put("CHANNELS", output.channels());
    macros.put("AREA", output.height() * output.width());
    macros.put(activation.name(), 1);
    return macros;
  }
}
