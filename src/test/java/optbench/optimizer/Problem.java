package optbench.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A recorded test problem: gives the gradient at float32 parameters, computed in double. */
abstract class Problem {
  private final JsonNode definition;

  private Problem(JsonNode definition) {
    this.definition = definition;
  }

  /** The gradient before step {@code t}, counted from 1. */
  abstract double[] gradient(float[] parameters, int t);

  /** Whose gradient that is; only for problems that line searches are tried on. */
  double value(float[] parameters) {
    throw new UnsupportedOperationException("no value is known");
  }

  /** Where it starts. */
  float[] start() {
    return Floats.of(definition.get("p0"));
  }

  ParameterLayout layout() {
    List<ParameterLayout.Tensor> tensors = new ArrayList<>();
    for (JsonNode tensor : definition.get("tensors")) {
      List<Integer> shape = new ArrayList<>();
      tensor.get("shape").forEach(side -> shape.add(side.asInt()));
      tensors.add(
          new ParameterLayout.Tensor(
              tensor.get("name").asText(),
              tensor.get("offset").asInt(),
              ParameterLayout.Role.WEIGHTS,
              shape));
    }
    return new ParameterLayout(tensors);
  }

  static Problem of(JsonNode definition) {
    return switch (definition.get("name").asText()) {
      case "quadratic" -> new Quadratic(definition);
      case "rosenbrock" -> new Rosenbrock(definition);
      case "softmax" -> new Softmax(definition);
      case "linreg" -> new LeastSquares(definition);
      case "stream" -> new Stream(definition);
      default -> throw new IllegalArgumentException("no such problem: " + definition.get("name"));
    };
  }

  private static double[][] matrix(JsonNode node) {
    double[][] rows = new double[node.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Floats.doubles(node.get(i));
    }
    return rows;
  }

  private static final class Quadratic extends Problem {
    @Override
    double value(float[] x) {
      double[] gradient = gradient(x, 1);
      double value = 0;
      for (int i = 0; i < c.length; i++) {
        value += gradient[i] * (x[i] - c[i]) / 2;
      }
      return value;
    }

    private final double[][] a;
    private final double[] c;

    Quadratic(JsonNode definition) {
      super(definition);
      a = matrix(definition.get("A"));
      c = Floats.doubles(definition.get("c"));
    }

    @Override
    double[] gradient(float[] x, int t) {
      double[] gradient = new double[c.length];
      for (int i = 0; i < c.length; i++) {
        for (int j = 0; j < c.length; j++) {
          gradient[i] += a[i][j] * (x[j] - c[j]);
        }
      }
      return gradient;
    }
  }

  private static final class Rosenbrock extends Problem {
    @Override
    double value(float[] p) {
      double rise = p[1] - (double) p[0] * p[0];
      return (1 - p[0]) * (1.0 - p[0]) + 100 * rise * rise;
    }

    Rosenbrock(JsonNode definition) {
      super(definition);
    }

    @Override
    double[] gradient(float[] p, int t) {
      double x = p[0];
      double rise = p[1] - x * x;
      return new double[] {-2 * (1 - x) - 400 * x * rise, 200 * rise};
    }
  }

  private static final class Softmax extends Problem {
    private final double[][] x;
    private final JsonNode labels;
    private final int classes;

    Softmax(JsonNode definition) {
      super(definition);
      x = matrix(definition.get("X"));
      labels = definition.get("labels");
      classes = 3;
    }

    @Override
    double[] gradient(float[] p, int t) {
      int features = x[0].length;
      double[] gradient = new double[features * classes + classes];
      for (int n = 0; n < x.length; n++) {
        double[] delta = probabilities(p, x[n], features);
        delta[labels.get(n).asInt()] -= 1;
        for (int k = 0; k < classes; k++) {
          for (int i = 0; i < features; i++) {
            gradient[i * classes + k] += x[n][i] * delta[k] / x.length;
          }
          gradient[features * classes + k] += delta[k] / x.length;
        }
      }
      return gradient;
    }

    private double[] probabilities(float[] p, double[] sample, int features) {
      double[] probability = new double[classes];
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        double logit = p[features * classes + k];
        for (int i = 0; i < features; i++) {
          logit += sample[i] * p[i * classes + k];
        }
        probability[k] = Math.exp(logit);
        sum += probability[k];
      }
      for (int k = 0; k < classes; k++) {
        probability[k] /= sum;
      }
      return probability;
    }
  }

  private static final class LeastSquares extends Problem {
    private final double[][] x;
    private final double[][] y;

    LeastSquares(JsonNode definition) {
      super(definition);
      x = matrix(definition.get("X"));
      y = matrix(definition.get("Y"));
    }

    @Override
    double[] gradient(float[] w, int t) {
      int inputs = x[0].length;
      int outputs = y[0].length;
      double[] gradient = new double[inputs * outputs];
      for (int n = 0; n < x.length; n++) {
        for (int k = 0; k < outputs; k++) {
          double rest = -y[n][k];
          for (int i = 0; i < inputs; i++) {
            rest += x[n][i] * w[i * outputs + k];
          }
          for (int i = 0; i < inputs; i++) {
            gradient[i * outputs + k] += x[n][i] * rest / x.length;
          }
        }
      }
      return gradient;
    }
  }

  private static final class Stream extends Problem {
    private final double[][] gradients;

    Stream(JsonNode definition) {
      super(definition);
      gradients = matrix(definition.get("gradients"));
    }

    @Override
    double[] gradient(float[] parameters, int t) {
      return gradients[t - 1];
    }
  }
}
