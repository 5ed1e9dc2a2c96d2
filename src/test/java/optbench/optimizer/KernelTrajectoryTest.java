package optbench.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.stream.Stream;
import optbench.opencl.KernelRunner;
import optbench.optimizer.UpdateRule.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recorded trajectory of a rule that goes parameter by parameter, through kernels on an
 * OpenCL device. Skipped where there is none.
 */
class KernelTrajectoryTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static KernelRunner runner;

  @BeforeAll
  static void findDevice() {
    runner = KernelRunner.orSkip();
  }

  @AfterAll
  static void close() {
    if (runner != null) {
      runner.close();
    }
  }

  static Stream<String> trajectories() throws IOException, URISyntaxException {
    return GoldenTrajectoryTest.trajectories()
        .filter(file -> GoldenTrajectoryTest.settings(read(file)).rule().scope() == Scope.ELEMENTS);
  }

  @ParameterizedTest
  @MethodSource("trajectories")
  void followsTheRecordedTrajectory(String file) throws IOException, URISyntaxException {
    JsonNode trajectory = read(file);
    Problem problem = GoldenTrajectoryTest.problem(trajectory);
    ParameterLayout layout = problem.layout();
    OptimizerSettings settings = GoldenTrajectoryTest.settings(trajectory);
    List<RecordedBlock> blocks = RecordedBlock.of(settings, layout);
    Updater updater = new Updater(settings, layout, new Training(1, 1, 1), List.copyOf(blocks));
    float[] start = Floats.of(trajectory.get("initial_params"));
    KernelTraining training = new KernelTraining(runner, settings, layout, start);
    GoldenTrajectoryTest.follow(
        trajectory,
        training::parameters,
        t -> {
          blocks.forEach(RecordedBlock::begin);
          updater.step(
              new KernelRecorder.Nowhere(), GoldenTrajectoryTest.learningRate(trajectory, t));
          training.step(
              blocks.stream().map(RecordedBlock::call).toList(),
              Floats.of(problem.gradient(training.parameters(), t)));
        });
  }

  private static JsonNode read(String file) {
    try {
      return JSON.readTree(GoldenTrajectoryTest.folder().resolve(file).toFile());
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
