package optbench.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import optbench.spec.Profile;
import optbench.spec.Techniques;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every recorded trajectory, through the code that trains networks, within the float32 tolerance
 * that its file states. The files were checked against the frameworks' own implementations; their
 * error measure is |a - b| / max(|b|, 0.1).
 */
class GoldenTrajectoryTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<String> trajectories() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".json"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("trajectories")
  void followsTheRecordedTrajectory(String file) throws IOException, URISyntaxException {
    JsonNode trajectory = JSON.readTree(folder().resolve(file).toFile());
    Problem problem = problem(trajectory);
    float[] parameters = Floats.of(trajectory.get("initial_params"));
    Updater updater = new Updater(settings(trajectory), problem.layout());
    follow(
        trajectory,
        () -> parameters,
        t -> {
          float[] gradient = Floats.of(problem.gradient(parameters, t));
          updater.step(
              new FlatMemory(FloatBuffer.wrap(parameters), FloatBuffer.wrap(gradient)),
              learningRate(trajectory, t));
        });
  }

  @ParameterizedTest
  @MethodSource("trajectories")
  void followsItInWholeArraysToo(String file) throws IOException, URISyntaxException {
    JsonNode trajectory = JSON.readTree(folder().resolve(file).toFile());
    Problem problem = problem(trajectory);
    INDArray parameters = Nd4j.createFromArray(Floats.of(trajectory.get("initial_params")));
    INDArray gradient = Nd4j.createUninitialized(DataType.FLOAT, parameters.length());
    Updater updater =
        new Updater(
            settings(trajectory), problem.layout(), new Training(1, 1, 1), Updater.Unit.ARRAYS);
    follow(
        trajectory,
        parameters::toFloatVector,
        t -> {
          double[] numbers = problem.gradient(parameters.toFloatVector(), t);
          gradient.assign(Nd4j.createFromArray(Floats.of(numbers)));
          updater.step(
              new ArrayMemory(parameters, gradient, numbers.length), learningRate(trajectory, t));
        });
  }

  static void follow(JsonNode trajectory, Supplier<float[]> parameters, IntConsumer step) {
    double tolerance = trajectory.get("tolerance_float32").asDouble();
    int t = 0;
    for (JsonNode recorded : trajectory.get("steps")) {
      while (t < recorded.get("t").asInt()) {
        t++;
        step.accept(t);
      }
      assertThat(error(parameters.get(), recorded.get("params")))
          .as("step %d", t)
          .isLessThan(tolerance);
    }
  }

  static Problem problem(JsonNode trajectory) throws IOException, URISyntaxException {
    String name = "problems/" + trajectory.get("problem").asText() + ".json";
    return Problem.of(JSON.readTree(folder().resolve(name).toFile()));
  }

  @Test
  void everyOptimizerAndEveryVariantHasATrajectory() throws IOException, URISyntaxException {
    List<String> recorded = trajectories().toList();
    for (Optimizer optimizer : Optimizers.builtIn().all()) {
      if (optimizer instanceof LineSearchOptimizer) {
        continue;
      }
      String id = optimizer.description().id();
      assertThat(recorded).as(id).anyMatch(f -> f.startsWith(id + "."));
    }
  }

  static OptimizerSettings settings(JsonNode trajectory) {
    Optimizer optimizer =
        Optimizers.builtIn().find(trajectory.get("optimizer").asText()).orElseThrow();
    String variant = trajectory.get("variant").asText();
    Map<String, Double> values = new HashMap<>(defaultsOf(optimizer, variant).values());
    values.putAll(optimizer.numbersOf(variant));
    double decay = 0;
    for (Map.Entry<String, JsonNode> given : trajectory.get("hyperparameters").properties()) {
      String name = given.getKey().equals("lr") ? HyperParameter.LEARNING_RATE : given.getKey();
      double value =
          given.getValue().isBoolean()
              ? (given.getValue().asBoolean() ? 1 : 0)
              : given.getValue().asDouble();
      if (name.equals("weight_decay")) {
        decay = value;
      } else if (!name.equals("lr_by_step")) {
        assertThat(values).as("hyper-parameters of " + optimizer).containsKey(name);
        values.put(name, value);
      }
    }
    boolean coupled = defaultsOf(optimizer, variant).decayKind() == WeightDecayKind.COUPLED;
    // Recorded Muon leaves what is not a matrix as it was.
    values.computeIfPresent("adam_lr_ratio", (name, ratio) -> 0.0);
    return new OptimizerSettings(
        optimizer,
        Profile.PAPER,
        variant,
        values,
        Techniques.NONE.withL2(coupled ? decay : 0).withWeightDecay(coupled ? 0 : decay));
  }

  /** The defaults that go with a form of the rule, so that a file need only name what differs. */
  private static ProfileDefaults defaultsOf(Optimizer optimizer, String variant) {
    return Stream.of(Profile.values())
        .map(optimizer::defaults)
        .filter(d -> d.variant().equals(variant))
        .findFirst()
        .orElseGet(() -> optimizer.defaults(Profile.KERAS));
  }

  static double learningRate(JsonNode trajectory, int t) {
    JsonNode hyperParameters = trajectory.get("hyperparameters");
    double rate = hyperParameters.get("lr").asDouble();
    for (JsonNode change : hyperParameters.path("lr_by_step")) {
      if (t >= change.get(0).asInt()) {
        rate = change.get(1).asDouble();
      }
    }
    return rate;
  }

  private static double error(float[] parameters, JsonNode recorded) {
    double worst = 0;
    for (int i = 0; i < parameters.length; i++) {
      double expected = recorded.get(i).asDouble();
      double error = Math.abs(parameters[i] - expected) / Math.max(Math.abs(expected), 0.1);
      worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, error);
    }
    return worst;
  }

  static Path folder() throws URISyntaxException {
    return Path.of(GoldenTrajectoryTest.class.getResource("/golden").toURI());
  }
}
