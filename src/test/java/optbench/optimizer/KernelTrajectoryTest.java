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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recorded trajectory through kernels on an OpenCL device; those of matrices with matrices
 * that lie row by row and with such that lie column by column. Skipped where there is no device.
 */
@Tag("opencl")
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

  static Stream<Arguments> trajectories() throws IOException, URISyntaxException {
    return GoldenTrajectoryTest.trajectories()
        .flatMap(
            file ->
                isOfMatrices(file)
                    ? Stream.of(Arguments.of(file, false), Arguments.of(file, true))
                    : Stream.of(Arguments.of(file, false)));
  }

  private static boolean isOfMatrices(String file) {
    return GoldenTrajectoryTest.settings(read(file)).id().equals("muon");
  }

  @ParameterizedTest
  @MethodSource("trajectories")
  void followsTheRecordedTrajectory(String file, boolean byColumns)
      throws IOException, URISyntaxException {
    JsonNode trajectory = read(file);
    Problem problem = GoldenTrajectoryTest.problem(trajectory);
    ParameterLayout layout = problem.layout();
    OptimizerSettings settings = GoldenTrajectoryTest.settings(trajectory);
    Training unknown = new Training(1, 1, 1);
    List<RecordedBlock> blocks = RecordedBlock.of(settings, layout);
    Updater updater = new Updater(settings, layout, unknown, List.copyOf(blocks));
    try (UpdatesOnDevice device = new UpdatesOnDevice(queue, layout, 1, t -> byColumns)) {
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
