package optbench.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.stream.Stream;
import optbench.engine.opencl.UpdatesOnDevice;
import optbench.opencl.DeviceQueue;
import optbench.opencl.TestDevice;
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

  private static DeviceQueue queue;

  @BeforeAll
  static void findDevice() {
    queue = TestDevice.faithfulOrSkip();
  }

  @AfterAll
  static void close() {
    if (queue != null) {
      queue.close();
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
    Training unknown = new Training(1, 1, 1);
    List<RecordedBlock> blocks = RecordedBlock.of(settings, layout);
    Updater updater = new Updater(settings, layout, unknown, List.copyOf(blocks));
    try (UpdatesOnDevice device = new UpdatesOnDevice(queue, layout, 1)) {
      device.begin(0, settings, unknown, Floats.of(trajectory.get("initial_params")));
      GoldenTrajectoryTest.follow(
          trajectory,
          () -> device.parameters(0),
          t -> {
            device.gradient(0, Floats.of(problem.gradient(device.parameters(0), t)));
            blocks.forEach(RecordedBlock::begin);
            updater.step(
                new KernelRecorder.Nowhere(), GoldenTrajectoryTest.learningRate(trajectory, t));
            device.step(0, blocks.stream().filter(RecordedBlock::hasRecorded).toList());
          });
    }
  }

  private static JsonNode read(String file) {
    try {
      return JSON.readTree(GoldenTrajectoryTest.folder().resolve(file).toFile());
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
