package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import optbench.spec.Activation;
import optbench.spec.BatchSize;
import optbench.spec.Clipping;
import optbench.spec.ClusterMaster;
import optbench.spec.DataSpec;
import optbench.spec.Device;
import optbench.spec.EvaluateSpec;
import optbench.spec.ExperimentKeys;
import optbench.spec.ExperimentSpec;
import optbench.spec.ExperimentSpec.Analysis;
import optbench.spec.ExperimentSpec.Execution;
import optbench.spec.ExperimentSpec.Task;
import optbench.spec.ExperimentSpec.Training;
import optbench.spec.FakeSpec;
import optbench.spec.GradientNoise;
import optbench.spec.Initialization;
import optbench.spec.KerasModel;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.OwnFiles;
import optbench.spec.ProbeSpec;
import optbench.spec.Profile;
import optbench.spec.ReportSpec;
import optbench.spec.Schedule;
import optbench.spec.Schedule.Span;
import optbench.spec.ScheduleCurve;
import optbench.spec.SearchRange;
import optbench.spec.Seeds;
import optbench.spec.Selection;
import optbench.spec.Techniques;
import optbench.spec.TimingSpec;
import optbench.spec.TuneSpec;
import optbench.spec.Vocabulary.HyperParameterWords;
import optbench.spec.Vocabulary.OptimizerWords;

/** What is written can be read, and is the same. */
class SpecRoundTripTest {
  private static final int MOST_SAMPLES = 10_000_000;

  private final SpecFiles specs = new SpecFiles(TestVocabulary.VOCABULARY);
  private Path file;

  @BeforeTry
  void makeFile() throws IOException {
    file = Files.createTempFile("spec", ".tmp");
  }

  @AfterTry
  void removeFile() throws IOException {
    Files.deleteIfExists(file);
  }

  @Property(tries = 200)
  void yamlReadsBackAsWhatWasWritten(@ForAll("experiments") ExperimentSpec spec)
      throws IOException {
    assertThat(read(".yaml", specs.yaml(spec))).isEqualTo(spec);
  }

  @Property(tries = 200)
  void jsonReadsBackAsWhatWasWritten(@ForAll("experiments") ExperimentSpec spec)
      throws IOException {
    assertThat(read(".json", specs.json(spec))).isEqualTo(spec);
  }

  @Property(tries = 100)
  void theTreeSurvivesBeingStored(@ForAll("experiments") ExperimentSpec spec) throws IOException {
    Map<String, Object> tree = specs.tree(spec);
    assertThat(Json.MAPPER.readValue(Json.pretty(tree), Object.class)).isEqualTo(tree);
  }

  @Property
  void everyDoubleReadsBackAsItself(@ForAll double value) throws IOException {
    assertThat(Json.MAPPER.readValue(Json.pretty(value), Double.class)).isEqualTo(value);
  }

  private ExperimentSpec read(String ending, String text) throws IOException {
    Path target = file.resolveSibling(file.getFileName() + ending);
    try {
      Files.writeString(target, text);
      return specs.read(Optional.of(target), List.of()).spec();
    } finally {
      Files.deleteIfExists(target);
    }
  }

  @Provide
  Arbitrary<ExperimentSpec> experiments() {
    return Combinators.combine(
            Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars('0', '9', '_', '.', '-')
                .ofMaxLength(63)
                .map(text -> "x" + text),
            data(),
            networks(),
            Arbitraries.integers().between(1, ExperimentKeys.MOST_EPOCHS),
            Arbitraries.integers().between(0, MOST_SAMPLES).map(BatchSize::new),
            Arbitraries.of(Profile.class),
            optimizers().list().ofMinSize(1).ofMaxSize(4).map(SpecRoundTripTest::distinct),
            Arbitraries.longs().list().ofMinSize(1).ofMaxSize(5).uniqueElements().map(Seeds::new))
        .as(
            (name, data, network, epochs, batchSize, profile, optimizers, seeds) ->
                new ExperimentSpec(
                    name,
                    new Task(data, network),
                    new Training(epochs, batchSize, profile, optimizers, seeds),
                    new Execution(
                        epochs % 2 == 0 ? "dl4j" : "auto",
                        epochs % 5 == 0
                            ? TimingSpec.isolated(1 + epochs % 100)
                            : new TimingSpec(epochs % 3 == 0),
                        Device.DEFAULT,
                        epochs % 7 == 0 && epochs % 5 != 0 && !needsFile(network)
                            ? Optional.of(new ClusterMaster("local-cluster[2,1,1024]"))
                            : Optional.empty()),
                    new Analysis(
                        new ReportSpec(
                            List.of(0.1 + 0.4 / (1 + epochs), 0.7, 1 - 0.1 / (1 + epochs)),
                            1.0 / (1 + epochs)),
                        epochs % 4 == 0
                            ? Optional.empty()
                            : Optional.of(
                                new EvaluateSpec(
                                    epochs,
                                    1 + epochs % 50,
                                    epochs % 3 == 0
                                        ? OptionalInt.of(epochs)
                                        : OptionalInt.empty())),
                        epochs % 5 == 0
                            ? Optional.of(new ProbeSpec(epochs, 1 + epochs / 7))
                            : Optional.empty(),
                        epochs % 5 == 0 ? Optional.of(name + "/claims.yaml") : Optional.empty()),
                    Optional.empty()))
        .flatMap(
            spec -> tuned(spec).map(tune -> tune.map(t -> FakeSpec.tuning(spec, t)).orElse(spec)));
  }

  /** Weights that are imported are not to be had on a cluster. */
  private static boolean needsFile(NetworkSpec network) {
    return network.keras().filter(k -> k.model().weights().isPresent()).isPresent();
  }

  /** Of what the spec's optimizers do not give, with seeds that it does not have. */
  private static Arbitrary<Optional<TuneSpec>> tuned(ExperimentSpec spec) {
    List<String> free =
        TestVocabulary.VOCABULARY.optimizers().stream()
            .flatMap(words -> words.hyperParameters().stream())
            .filter(words -> !words.flag())
            .map(HyperParameterWords::name)
            .distinct()
            .filter(
                name ->
                    spec.training().optimizers().stream()
                        .noneMatch(o -> o.hyperParameters().containsKey(name)))
            .toList();
    if (free.isEmpty()) {
      return Arbitraries.just(Optional.empty());
    }
    Arbitrary<Seeds> seeds =
        Arbitraries.longs()
            .filter(seed -> !spec.training().seeds().values().contains(seed))
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .uniqueElements()
            .map(Seeds::new);
    return Combinators.combine(
            Arbitraries.subsetOf(free).ofMinSize(1).ofMaxSize(3),
            Arbitraries.of(TuneSpec.Search.class),
            Arbitraries.integers().between(2, 10),
            Arbitraries.of(Selection.class),
            seeds)
        .as(
            (names, search, count, select, own) -> {
              boolean grid = search == TuneSpec.Search.GRID;
              Map<String, SearchRange> ranges = new LinkedHashMap<>();
              names.forEach(name -> ranges.put(name, range(ranges.size(), grid, count)));
              return new TuneSpec(
                  search, ranges, grid ? OptionalInt.empty() : OptionalInt.of(count), select, own);
            })
        .optional();
  }

  private static SearchRange range(int kind, boolean grid, int points) {
    OptionalInt count = grid ? OptionalInt.of(points) : OptionalInt.empty();
    return switch (kind) {
      case 0 -> new SearchRange.Between(1e-7 / points, 0.5, true, count);
      case 1 -> new SearchRange.Between(0, 0.1 + points / 3.0, false, count);
      default -> new SearchRange.Values(List.of(0.1 * points, 1e-7, 0.0));
    };
  }

  private static Arbitrary<DataSpec> data() {
    return Arbitraries.oneOf(knownData(), ownData());
  }

  private static Arbitrary<DataSpec> ownData() {
    Arbitrary<Optional<List<Integer>>> shapes =
        Arbitraries.integers().between(1, 10_000).list().ofMinSize(2).ofMaxSize(3).optional();
    Arbitrary<OptionalDouble> scales =
        Arbitraries.doubles()
            .ofScale(9)
            .between(0, false, 1e6, true)
            .map(OptionalDouble::of)
            .injectNull(0.3)
            .map(scale -> scale == null ? OptionalDouble.empty() : scale);
    Arbitrary<Optional<String>> titles =
        Arbitraries.of("A title", "1e-4", "~", "\"", "#").optional();
    return Combinators.combine(
            Arbitraries.of("a", "/x: y", "some folder/b", "1e-4").map(Path::of),
            Arbitraries.integers().between(0, 3),
            Arbitraries.doubles().ofScale(9).between(0, false, 1, false),
            shapes,
            scales,
            titles,
            Arbitraries.integers().between(0, MOST_SAMPLES))
        .as(
            (path, kind, share, shape, scale, title, validation) ->
                new DataSpec(
                    DataSpec.AUTO,
                    Optional.empty(),
                    OptionalInt.empty(),
                    validation,
                    OptionalDouble.empty(),
                    ownFiles(kind, path, share, shape, scale, title)));
  }

  private static OwnFiles ownFiles(
      int kind,
      Path path,
      double share,
      Optional<List<Integer>> shape,
      OptionalDouble scale,
      Optional<String> title) {
    boolean table = kind > 1;
    return new OwnFiles(
        kind == 0 ? Optional.of(path) : Optional.empty(),
        kind == 1 ? Optional.of(path) : Optional.empty(),
        table ? Optional.of(path) : Optional.empty(),
        table ? Optional.of("a column") : Optional.empty(),
        kind == 2 ? Optional.of(path.resolve("test")) : Optional.empty(),
        kind == 3 ? OptionalDouble.of(share) : OptionalDouble.empty(),
        kind == 0 ? Optional.empty() : shape,
        scale,
        title);
  }

  private static Arbitrary<DataSpec> knownData() {
    return Combinators.combine(
            Arbitraries.of(DataSpec.NAMES),
            Arbitraries.of("a", "some folder/b", "/x: y", "#no comment", "1e-4", "~")
                .map(Path::of)
                .optional(),
            Arbitraries.integers().between(1, MOST_SAMPLES).optional(),
            Arbitraries.integers().between(0, MOST_SAMPLES),
            Arbitraries.doubles().ofScale(12).between(0, false, 1, true).optional())
        .as(
            (name, folder, limit, validation, share) ->
                new DataSpec(
                    name,
                    folder,
                    limit.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                    validation,
                    share.map(OptionalDouble::of).orElseGet(OptionalDouble::empty)));
  }

  private static Arbitrary<NetworkSpec> models() {
    return Combinators.combine(
            Arbitraries.strings().numeric().ofLength(64),
            Arbitraries.integers().between(1, 10_000).list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.integers().between(1, 1000),
            layers().list().ofMaxSize(5),
            Arbitraries.strings().numeric().ofLength(64).optional())
        .as(
            (sha256, input, classes, layers, weights) ->
                new NetworkSpec.Keras(
                    Path.of("no such/model.h5"),
                    new KerasModel(sha256, input, classes, layers, weights)));
  }

  private static Arbitrary<NetworkSpec> networks() {
    return Arbitraries.oneOf(
        Arbitraries.of(TestVocabulary.VOCABULARY.networks()).map(NetworkSpec.Preset::new),
        layers().list().ofMaxSize(5).map(NetworkSpec.Layers::new),
        models());
  }

  @Example
  void everyKindIsDrawn() {
    assertThat(layers().sampleStream().limit(1000))
        .extracting(Object::getClass)
        .contains(LayerSpec.class.getPermittedSubclasses());
    assertThat(schedules().sampleStream().limit(1000))
        .extracting(schedule -> (Object) schedule.curve().getClass())
        .contains((Object[]) ScheduleCurve.class.getPermittedSubclasses());
  }

  private static Arbitrary<LayerSpec> layers() {
    Arbitrary<Integer> pixels = Arbitraries.integers().between(1, 1000);
    Arbitrary<Double> share = Arbitraries.doubles().between(0, true, 1, false);
    Arbitrary<Double> positive = Arbitraries.doubles().between(0, false, 1, true).ofScale(9);
    Arbitrary<Integer> units = Arbitraries.integers().between(1, 1_000_000);
    Arbitrary<Activation> activation = Arbitraries.of(Activation.class);
    Arbitrary<Initialization> init = Arbitraries.of(Initialization.class);
    return Arbitraries.oneOf(
        Combinators.combine(units, activation, init).as(LayerSpec.Dense::new),
        Combinators.combine(units, pixels, pixels, Arbitraries.of(true, false), activation, init)
            .as(LayerSpec.Conv2d::new),
        Combinators.combine(pixels, pixels).as(LayerSpec.MaxPool::new),
        Combinators.combine(pixels, pixels).as(LayerSpec.AvgPool::new),
        Arbitraries.just(new LayerSpec.GlobalAvgPool()),
        share.map(LayerSpec.Dropout::new),
        Combinators.combine(share, positive).as(LayerSpec.BatchNorm::new),
        positive.map(LayerSpec.LayerNorm::new),
        activation.map(LayerSpec.Activate::new),
        Arbitraries.just(new LayerSpec.Flatten()),
        Combinators.combine(
                inBlock(activation, init).list().ofMinSize(1).ofMaxSize(3),
                inBlock(activation, init).list().ofMaxSize(2).optional(),
                activation)
            .as(LayerSpec.Residual::new));
  }

  private static Arbitrary<LayerSpec> inBlock(
      Arbitrary<Activation> activation, Arbitrary<Initialization> init) {
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.integers().between(1, 9), activation, init)
            .as(LayerSpec.Dense::new),
        Arbitraries.just(new LayerSpec.MaxPool(3, 2)),
        activation.map(LayerSpec.Activate::new));
  }

  private static Arbitrary<Techniques> techniques() {
    Arbitrary<Clipping> clipping =
        Combinators.combine(
                Arbitraries.of(Clipping.By.class), Arbitraries.doubles().between(1, 1e3))
            .as(Clipping::new);
    Arbitrary<GradientNoise> noise =
        Combinators.combine(
                Arbitraries.doubles().between(0.01, 1), Arbitraries.doubles().between(0, 2))
            .as(GradientNoise::new);
    return Combinators.combine(
            schedules(),
            coefficients(),
            coefficients(),
            coefficients().optional(),
            Arbitraries.of(true, false),
            clipping.optional(),
            noise.optional(),
            Arbitraries.doubles().between(0, 0.99).optional())
        .as(Techniques::new)
        .flatMap(
            t ->
                t.weightDecay()
                    .map(decay -> Arbitraries.of(t, t.withWeightDecay(decay)))
                    .orElse(Arbitraries.just(t)));
  }

  private static Arbitrary<Schedule> schedules() {
    Arbitrary<Span> spans =
        Combinators.combine(Arbitraries.doubles().between(0.5, 1000), Arbitraries.of(true, false))
            .as(Span::new);
    Arbitrary<Double> shares = Arbitraries.doubles().between(0, 1);
    Arbitrary<ScheduleCurve> curves =
        Arbitraries.oneOf(
            Arbitraries.just(new ScheduleCurve.Constant()),
            Combinators.combine(shares, spans).as(ScheduleCurve.StepDecay::new),
            Combinators.combine(shares, spans).as(ScheduleCurve.Exponential::new),
            Combinators.combine(coefficients(), spans).as(ScheduleCurve.InverseTime::new),
            Combinators.combine(coefficients(), shares).as(ScheduleCurve.Polynomial::new),
            shares.map(ScheduleCurve.Cosine::new),
            Combinators.combine(shares, Arbitraries.doubles().between(0.01, 0.99), shares)
                .as(ScheduleCurve.OneCycle::new));
    return Combinators.combine(
            curves,
            Arbitraries.oneOf(Arbitraries.just(Span.NONE), spans),
            Arbitraries.of(true, false))
        .as(Schedule::new);
  }

  private static Arbitrary<OptimizerSpec> optimizers() {
    return Arbitraries.of(TestVocabulary.VOCABULARY.optimizers())
        .flatMap(
            words ->
                Combinators.combine(
                        labels().optional(),
                        Arbitraries.of(Profile.class).optional(),
                        Arbitraries.of(words.variants()).optional(),
                        hyperParameters(words),
                        techniques(),
                        Arbitraries.integers()
                            .between(0, MOST_SAMPLES)
                            .map(BatchSize::new)
                            .optional())
                    .as(
                        (label, profile, variant, values, techniques, batchSize) ->
                            new OptimizerSpec(
                                words.id(),
                                label,
                                profile,
                                variant,
                                values,
                                techniques,
                                batchSize)));
  }

  /** Words that YAML might take for something else, and any text at all. */
  private static Arbitrary<String> labels() {
    return Arbitraries.oneOf(
        Arbitraries.of("1e-4", "null", "true", "yes", "~", "- a", "a: b", "# c", "'", "\"", "0x1f"),
        Arbitraries.strings()
            .ofMinLength(1)
            .ofMaxLength(30)
            .excludeChars('\u2028', '\u2029')
            .filter(text -> !text.isBlank() && text.chars().noneMatch(Character::isISOControl)));
  }

  private static Arbitrary<Map<String, Double>> hyperParameters(OptimizerWords words) {
    return Arbitraries.subsetOf(words.hyperParameters())
        .flatMap(
            chosen ->
                Combinators.combine(chosen.stream().map(SpecRoundTripTest::values).toList())
                    .as(
                        values -> {
                          Map<String, Double> byName = new HashMap<>();
                          int i = 0;
                          for (HyperParameterWords parameter : chosen) {
                            byName.put(parameter.name(), values.get(i++));
                          }
                          return byName;
                        }));
  }

  private static Arbitrary<Double> values(HyperParameterWords words) {
    if (words.flag()) {
      return Arbitraries.of(0.0, 1.0);
    }
    double most = Math.min(words.maximum(), 1e300);
    return Arbitraries.doubles()
        .ofScale(12)
        .between(words.minimum(), !words.minimumExclusive(), most, !words.maximumExclusive());
  }

  private static Arbitrary<Double> coefficients() {
    return Arbitraries.doubles().ofScale(12).between(0, 1000);
  }

  private static List<OptimizerSpec> distinct(List<OptimizerSpec> specs) {
    Map<String, OptimizerSpec> byLabel = new HashMap<>();
    specs.forEach(spec -> byLabel.put(spec.label().orElse(spec.optimizer()), spec));
    return new ArrayList<>(byLabel.values());
  }
}
