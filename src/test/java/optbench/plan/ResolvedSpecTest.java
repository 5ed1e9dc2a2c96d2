package optbench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import optbench.network.Networks;
import optbench.optimizer.Optimizers;
import optbench.spec.ExperimentSpec;
import optbench.spec.Profile;
import optbench.store.SpecFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A trial that is described anew, written to a file and planned again is the same trial. */
class ResolvedSpecTest {
  private static final DataFacts DATA = new DataFacts("mnist", "0".repeat(64), 1000, 0, 28, 28, 10);
  private static final Planner PLANNER = new Planner(Optimizers.builtIn(), Networks.builtIn());

  private final SpecFiles specs = new SpecFiles(PLANNER.vocabulary(List.of("auto", "dl4j")));
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void everyOptimizerOfEveryProfile(Profile profile) throws IOException {
    String all =
        Optimizers.builtIn().all().stream()
            .map(o -> o.description().id())
            .collect(Collectors.joining(", "));
    assertEachComesBack("{profile: " + profile.id() + ", optimizers: [" + all + "], seeds: 1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schedule: {cosine: {warmup_epochs: 1}}",
        "clip: {global_norm: 1.0}",
        "l2: 0.1",
        "l1: 1e-7",
        "weight_decay: 0.01",
        "weight_decay: {decoupled: 0.01}",
        "gradient_noise: {eta: 0.01}",
        "batch_size: full",
        "learning_rate: 0.012345678901234567"
      })
  void everyTechnique(String settings) throws IOException {
    assertEachComesBack(
        "{data: mnist, optimizers: [{optimizer: adam, "
            + settings
            + "}, {optimizer: sgd, "
            + settings
            + "}], seeds: [3, -9007199254740993], batch_size: 7, epochs: 3, engine: dl4j}");
  }

  @Test
  void partsOfDataStayAsTheyAreAndAutoIsSettled() throws IOException {
    String text =
        "{data: {name: auto, train_limit: 900, validation: 50, max_pixel_frequency: 0.05}, probe: {images: 20, steps: 3}}";
    ExperimentSpec spec = read(text);

    assertEachComesBack(text);
    assertThat(again(ResolvedSpec.of(spec, plan(spec).trials().subList(0, 1))).task().data())
        .usingRecursiveComparison()
        .ignoringFields("name")
        .isEqualTo(spec.task().data());
    assertThat(again(ResolvedSpec.of(spec, plan(spec).trials().subList(0, 1))).task().data().name())
        .isEqualTo("mnist");
  }

  @Test
  void networksOfOnesOwn() throws IOException {
    assertEachComesBack(
        "{network: [{layer: conv2d, filters: 4, kernel: 3}, max_pool, {layer: dropout, rate: 0.3}], optimizers: [adam]}");
  }

  @Test
  void trialsThatAreWatched() throws IOException {
    assertEachComesBack("{optimizers: [adam, lbfgs], probe: {images: 5000, steps: 7}}");
  }

  /** The name that is shown says what was done to the data; a spec says it in its own way. */
  @Test
  void dataOfRarePixels() throws IOException {
    ExperimentSpec spec = read("{data: {name: mnist, max_pixel_frequency: 0.05}, seeds: 1}");
    DataFacts rare =
        new DataFacts(
            "mnist, pixels in at most 5 % of images", "1".repeat(64), 1000, 0, 28, 28, 10);
    List<Trial> trials = PLANNER.plan(spec, rare, "cpu").trials();

    assertThat(again(ResolvedSpec.of(spec, trials)).task().data()).isEqualTo(spec.task().data());
  }

  @Test
  void trialsOfAGroupComeBackTogether() throws IOException {
    ExperimentSpec spec = read("{optimizers: [adam, sgd, lion], seeds: [1, 2], engine: dl4j}");
    List<Trial> group = plan(spec).trials().stream().filter(t -> t.settings().seed() == 2).toList();

    assertThat(ids(plan(again(ResolvedSpec.of(spec, group))).trials())).isEqualTo(ids(group));
  }

  private void assertEachComesBack(String text) throws IOException {
    ExperimentSpec spec = read(text);
    for (Trial trial : plan(spec).trials()) {
      List<Trial> found = plan(again(ResolvedSpec.of(spec, List.of(trial)))).trials();

      assertThat(found).singleElement().extracting(Trial::id).isEqualTo(trial.id());
      assertThat(found.get(0).settings()).isEqualTo(trial.settings());
      assertThat(found.get(0).network()).isEqualTo(trial.network());
    }
  }

  private ExperimentSpec again(ExperimentSpec spec) throws IOException {
    return read(specs.json(spec));
  }

  private ExperimentSpec read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), text);
    return specs.read(Optional.of(file), List.of()).spec();
  }

  private static Plan plan(ExperimentSpec spec) {
    return PLANNER.plan(spec, DATA, "cpu");
  }

  private static List<String> ids(List<Trial> trials) {
    return trials.stream().map(Trial::id).toList();
  }
}
