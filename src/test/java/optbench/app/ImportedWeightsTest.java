package optbench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.engine.Engine;
import optbench.engine.InputShape;
import optbench.engine.Tasks;
import optbench.engine.dl4j.Dl4jEngine;
import optbench.engine.lockstep.LockstepEngine;
import optbench.engine.opencl.OpenClEngine;
import optbench.opencl.DeviceQueue;
import optbench.opencl.OpenClDevice;
import optbench.opencl.TestDevice;
import optbench.plan.DataFacts;
import optbench.plan.Trial;
import optbench.result.EpochMetrics;
import optbench.result.TrialResult;
import optbench.spec.ExperimentSpec;
import optbench.store.SpecOverride;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Weights of models that Keras' formats hold, as every engine has them at the first step, beside
 * what numpy worked out from the same arrays in float64: {@code write.py}, beside the models, wrote
 * both. A learning rate of 0 leaves weights as they were, and the momentum in the models running
 * statistics.
 */
class ImportedWeightsTest {
  private static final Path MODELS = Path.of("src/test/resources/optbench/keras");
  private static final int CLASSES = 3;
  private static final int SIDE = 8;
  private static final int CHANNELS = 3;
  private static final int BATCH = 64;
  private static final double CLOSE = 1e-5;

  private static final Dataset DATA =
      new Dataset(
          "formula",
          "2".repeat(64),
          Optional.empty(),
          samples(100, BATCH),
          samples(0, 0),
          samples(0, 50),
          CHANNELS,
          SIDE,
          SIDE,
          CLASSES,
          List.of());

  /** The same numbers as in {@code write.py}, channel by channel. */
  private static Samples samples(int first, int count) {
    byte[] pixels = new byte[count * CHANNELS * SIDE * SIDE];
    byte[] labels = new byte[count];
    int next = 0;
    for (int i = first; i < first + count; i++) {
      labels[i - first] = (byte) ((7 * i + i / 4) % CLASSES);
      for (int c = 0; c < CHANNELS; c++) {
        for (int y = 0; y < SIDE; y++) {
          for (int x = 0; x < SIDE; x++) {
            pixels[next++] =
                (byte) (37 * i + 59 * c + 23 * y * x + 11 * y + 5 * x + 13 * i * y + 7 * i * c * x);
          }
        }
      }
    }
    return new Samples(pixels, labels);
  }

  private static List<Trial> trials(String file, String... more) {
    SpecLanguage language = SpecLanguage.builtIn();
    List<SpecOverride> overrides =
        Stream.concat(
                Stream.of(
                    "network.keras=" + MODELS.resolve(file),
                    "network.weights=imported",
                    "optimizers=[{optimizer: sgd, learning_rate: 0}]",
                    "seeds=[4, 9]",
                    "epochs=1",
                    "engine=dl4j",
                    "batch_size=" + BATCH),
                Stream.of(more))
            .map(each -> SpecOverride.parse("--set", each))
            .toList();
    ExperimentSpec spec = language.files().read(Optional.empty(), overrides).spec();
    DataFacts facts =
        new DataFacts(
            DATA.name(),
            DATA.sha256(),
            DATA.training().size(),
            DATA.validation().size(),
            InputShape.of(DATA),
            DATA.classes());
    return language.planner().plan(spec, facts, "cpu").trials();
  }

  private static JsonNode numpy(String model) throws IOException {
    return new ObjectMapper().readTree(MODELS.resolve("imported.json").toFile()).get(model);
  }

  private static Engine engine(String name) {
    return name.equals("dl4j") ? new Dl4jEngine() : new LockstepEngine();
  }

  private static void assertAnswers(Engine engine, String file, String model) throws IOException {
    List<Trial> trials = trials(file);
    for (List<Trial> group : engine.groups(trials)) {
      for (TrialResult result : Tasks.run(engine, group, DATA)) {
        EpochMetrics epoch = result.epochs().get(0);
        JsonNode expected = numpy(model);
        assertThat(epoch.testLoss().orElseThrow())
            .isCloseTo(expected.get("test_loss").asDouble(), within(CLOSE));
        assertThat(epoch.testAccuracy())
            .isCloseTo(expected.get("test_accuracy").asDouble(), within(CLOSE));
        if (expected.has("train_loss")) {
          assertThat(epoch.trainLoss().orElseThrow())
              .isCloseTo(expected.get("train_loss").asDouble(), within(CLOSE));
          assertThat(epoch.trainAccuracy().orElseThrow())
              .isCloseTo(expected.get("train_accuracy").asDouble(), within(CLOSE));
        }
      }
    }
  }

  /** Convolutions, an image with three channels that becomes a vector, all normalisations. */
  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "lockstep"})
  void theModelAnswersAsItsFileSays(String engine) throws IOException {
    assertAnswers(engine(engine), "imported-2.h5", "images");
  }

  /** Its first loss, too, with the batch's own means. */
  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "lockstep"})
  void vectorsComeFromImagesPixelByPixel(String engine) throws IOException {
    assertAnswers(engine(engine), "imported-rows.keras", "rows");
  }

  @Test
  @Tag("slow")
  @Tag("opencl")
  void devicesHaveTheSame() throws IOException {
    try (DeviceQueue queue = TestDevice.faithfulOrSkip()) {
      OpenClDevice device = queue.device();
      assertAnswers(new OpenClEngine(() -> device), "imported-2.h5", "images");
    }
  }

  @Test
  void everyFormatHoldsTheSameWeights() {
    List<String> ids = trials("imported-2.h5").stream().map(Trial::id).toList();

    assertThat(ids).doesNotHaveDuplicates();
    for (String other : List.of("imported-3.h5", "imported-3.keras")) {
      assertThat(trials(other)).extracting(Trial::id).isEqualTo(ids);
    }
  }

  @Test
  void seedsStartFromTheSameWeightsAndSeeOtherBatches() {
    List<Trial> trials =
        trials(
            "imported-3.keras",
            "optimizers=[{optimizer: sgd, learning_rate: 0.1}]",
            "batch_size=16");
    List<TrialResult> results = Tasks.run(new Dl4jEngine(), trials, DATA);

    assertThat(results).hasSize(2);
    assertThat(results.get(0).initialWeightsSha256())
        .isEqualTo(results.get(1).initialWeightsSha256());
    assertThat(results.get(0).epochs().get(0).trainLoss())
        .isNotEqualTo(results.get(1).epochs().get(0).trainLoss());
  }
}
