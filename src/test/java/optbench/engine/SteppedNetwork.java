package optbench.engine;

import java.util.BitSet;
import java.util.List;
import optbench.data.Samples;
import optbench.engine.naive.NaiveNetwork;

/** A network on an engine, trained step by step, to be held beside a naive one. */
public interface SteppedNetwork {
  /** Name and number of elements of all that is trained or followed, such as {@code 0_W 27}. */
  List<String> tensors();

  /** As they are now. */
  float[] values(String tensor);

  /** One step of plain gradient descent; the mean loss before it. */
  double step(Samples batch);

  /** What dropout multiplied by in the last step. */
  NaiveNetwork.Masks masks();

  /** Without training. */
  Assessed assess(Samples samples);

  /** Of samples that are not trained on, with the numbers of those answered right. */
  record Assessed(double loss, BitSet right) {}
}
