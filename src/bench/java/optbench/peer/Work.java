package optbench.peer;

import optbench.data.Dataset;
import optbench.engine.lockstep.Floor;
import optbench.network.Networks;
import optbench.network.Shape;
import optbench.spec.NetworkSpec;

/**
 * What a round takes: a training from initial weights on, warm-up not counted.
 *
 * @param network a preset
 * @param optimizer with the defaults that Keras and PyTorch have in common
 * @param steps of whole batches, in one epoch
 */
record Work(String network, int batchSize, String optimizer, int steps) {
  int samples() {
    return batchSize * steps;
  }

  /** FLOP of a step. */
  double flops(Dataset data) {
    return Floor.flops(
        Networks.builtIn().resolve(new NetworkSpec.Preset(network)),
        batchSize,
        new Shape(1, data.height(), data.width()),
        data.classes());
  }
}
