package optbench.engine;

import optbench.data.Dataset;
import optbench.network.Shape;

/** What networks are built on. */
public final class InputShape {
  private InputShape() {}

  /** Of one sample of the data. */
  public static Shape of(Dataset data) {
    return new Shape(data.channels(), data.height(), data.width());
  }
}
