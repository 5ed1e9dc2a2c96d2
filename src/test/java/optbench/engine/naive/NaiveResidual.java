package optbench.engine.naive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import optbench.spec.Activation;

/** f(layers(in) + shortcut(in)). */
final class NaiveResidual extends NaiveLayer {
  private final List<NaiveLayer> layers;
  private final List<NaiveLayer> shortcut;
  private final Activation activation;
  private double[][] sums;

  NaiveResidual(List<NaiveLayer> layers, List<NaiveLayer> shortcut, Activation activation) {
    this.layers = layers;
    this.shortcut = shortcut;
    this.activation = activation;
  }

  private Stream<NaiveLayer> all() {
    return Stream.concat(layers.stream(), shortcut.stream());
  }

  @Override
  List<double[]> parameters() {
    return all().flatMap(layer -> layer.parameters().stream()).toList();
  }

  @Override
  List<double[]> gradients() {
    return all().flatMap(layer -> layer.gradients().stream()).toList();
  }

  @Override
  double[][] forward(double[][] in, boolean training) {
    double[][] ofLayers = in;
    for (NaiveLayer layer : layers) {
      ofLayers = layer.forward(ofLayers, training);
    }
    double[][] ofShortcut = in;
    for (NaiveLayer layer : shortcut) {
      ofShortcut = layer.forward(ofShortcut, training);
    }
    sums = sum(ofLayers, ofShortcut);
    double[][] out = new double[sums.length][];
    for (int i = 0; i < sums.length; i++) {
      out[i] = new double[sums[i].length];
      for (int j = 0; j < sums[i].length; j++) {
        out[i][j] = NaiveActivation.value(activation, sums[i][j]);
      }
    }
    return out;
  }

  @Override
  double[][] backward(double[][] gradient) {
    double[][] delta = new double[gradient.length][];
    for (int i = 0; i < gradient.length; i++) {
      delta[i] = new double[gradient[i].length];
      for (int j = 0; j < gradient[i].length; j++) {
        delta[i][j] = gradient[i][j] * NaiveActivation.derivative(activation, sums[i][j]);
      }
    }
    return sum(back(layers, delta), back(shortcut, delta));
  }

  private static double[][] back(List<NaiveLayer> way, double[][] delta) {
    double[][] gradient = delta;
    List<NaiveLayer> down = new ArrayList<>(way);
    Collections.reverse(down);
    for (NaiveLayer layer : down) {
      gradient = layer.backward(gradient);
    }
    return gradient;
  }

  private static double[][] sum(double[][] first, double[][] second) {
    double[][] sums = new double[first.length][];
    for (int i = 0; i < first.length; i++) {
      sums[i] = first[i].clone();
      for (int j = 0; j < sums[i].length; j++) {
        sums[i][j] += second[i][j];
      }
    }
    return sums;
  }

  @Override
  void stepTaken() {
    all().forEach(NaiveLayer::stepTaken);
  }
}
