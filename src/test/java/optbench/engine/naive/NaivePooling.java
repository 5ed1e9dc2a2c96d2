package optbench.engine.naive;

import optbench.network.Shape;
import optbench.spec.LayerSpec.MaxPool;

/** The largest number of each window; of equal ones the first, row by row. */
final class NaivePooling extends NaiveLayer {
  private final MaxPool layer;
  private final Shape from;
  private final Shape to;
  private int[][] places;

  NaivePooling(MaxPool layer, Shape from, Shape to) {
    this.layer = layer;
    this.from = from;
    this.to = to;
  }

  @Override
  double[][] forward(double[][] in, boolean training) {
    double[][] out = new double[in.length][to.features()];
    places = new int[in.length][to.features()];
    for (int i = 0; i < in.length; i++) {
      for (int o = 0; o < to.features(); o++) {
        int c = o / (to.height() * to.width());
        int y = o / to.width() % to.height() * layer.stride();
        int x = o % to.width() * layer.stride();
        int best = (c * from.height() + y) * from.width() + x;
        for (int wy = 0; wy < layer.size(); wy++) {
          for (int wx = 0; wx < layer.size(); wx++) {
            int pixel = (c * from.height() + y + wy) * from.width() + x + wx;
            best = in[i][pixel] > in[i][best] ? pixel : best;
          }
        }
        places[i][o] = best;
        out[i][o] = in[i][best];
      }
    }
    return out;
  }

  @Override
  double[][] backward(double[][] gradient) {
    double[][] down = new double[gradient.length][from.features()];
    for (int i = 0; i < gradient.length; i++) {
      for (int o = 0; o < to.features(); o++) {
        down[i][places[i][o]] += gradient[i][o];
      }
    }
    return down;
  }
}
