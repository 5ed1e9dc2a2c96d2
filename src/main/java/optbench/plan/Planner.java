package optbench.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import optbench.network.FixedStart;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Networks;
import optbench.network.Shape;
import optbench.optimizer.HyperParameter;
import optbench.optimizer.Optimizer;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.Optimizers;
import optbench.result.ProbeSettings;
import optbench.result.TrialSettings;
import optbench.spec.BatchSize;
import optbench.spec.ExperimentSpec;
import optbench.spec.KerasModel;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.ProbeSpec;
import optbench.spec.Seeds;
import optbench.spec.SpecException;
import optbench.spec.TuneSpec;
import optbench.spec.Vocabulary;
import optbench.spec.Vocabulary.HyperParameterWords;
import optbench.spec.Vocabulary.OptimizerWords;

/** Decides everything that a spec leaves open. */
public final class Planner {
  private final Optimizers optimizers;
  private final Networks networks;
  private final SavedWeights saved;

  /**
   * @param optimizers those that specs may name
   * @param networks likewise
   */
  public Planner(Optimizers optimizers, Networks networks) {
    this(
        optimizers,
        networks,
        (keras, sample) -> {
          throw new IllegalStateException("nothing reads the weights of " + keras.file());
        });
  }

  /**
   * @param saved reads the weights of a Keras model, when they are needed
   */
  public Planner(Optimizers optimizers, Networks networks, SavedWeights saved) {
    this.optimizers = optimizers;
    this.networks = networks;
    this.saved = saved;
  }

  /** Reads weights. */
  @FunctionalInterface
  public interface SavedWeights {
    /**
     * Those of a Keras model.
     *
     * @param sample shape of one of the data's
     */
    InitialWeights of(NetworkSpec.Keras keras, Shape sample);
  }

  /**
   * All trials of an experiment, on the engine that the spec names.
   *
   * @param data what it will be trained on
   * @param device {@code cpu}, {@code gpu} or {@code cuda}
   * @throws SpecException if the spec cannot be carried out; its path points into the spec
   */
  public Plan plan(ExperimentSpec spec, DataFacts data, String device) {
    return plan(spec, data, device, EngineChoice.AS_NAMED);
  }

  /**
   * All trials of an experiment, each on the engine that is chosen for it.
   *
   * @throws SpecException if the spec cannot be carried out; its path points into the spec
   */
  public Plan plan(ExperimentSpec spec, DataFacts data, String device, EngineChoice engines) {
    if (spec.tune().isPresent()) {
      throw new IllegalArgumentException("must be tuned first, and planned with what was chosen");
    }
    List<Entry> entries = new ArrayList<>();
    for (OptimizerSpec optimizer : spec.training().optimizers()) {
      entries.add(new Entry(entries.size(), optimizer.name(), optimizer));
    }
    return new Plan(spec, trials(spec, spec.training().seeds(), entries, data, device, engines));
  }

  /**
   * What is tried first, for an experiment that looks for hyper-parameters. It is trained as one
   * whose times nobody asks for.
   *
   * @throws SpecException if the spec cannot be carried out; its path points into the spec
   */
  public TuningPlan tuning(
      ExperimentSpec spec, DataFacts data, String device, EngineChoice engines) {
    TuneSpec tune = spec.tune().orElseThrow();
    SearchSpace space = new SearchSpace(tune);
    Map<String, Optimizer> byLabel = new LinkedHashMap<>();
    for (int i = 0; i < spec.training().optimizers().size(); i++) {
      OptimizerSpec optimizer = spec.training().optimizers().get(i);
      byLabel.put(optimizer.name(), resolve(optimizer, spec, i).optimizer());
    }
    space.requireFair(byLabel);
    List<Entry> entries = new ArrayList<>();
    List<TuningPlan.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < spec.training().optimizers().size(); i++) {
      OptimizerSpec optimizer = spec.training().optimizers().get(i);
      String label = optimizer.name();
      for (Map<String, Double> setting : space.settings(byLabel.get(label), label)) {
        String own = label + " " + SearchSpace.text(setting);
        entries.add(new Entry(i, own, optimizer.adding(setting)));
        candidates.add(new TuningPlan.Candidate(label, setting, List.of()));
      }
    }
    List<Trial> trials = trials(spec.forTrying(), tune.seeds(), entries, data, device, engines);
    int each = tune.seeds().values().size();
    return new TuningPlan(
        spec,
        IntStream.range(0, candidates.size())
            .mapToObj(i -> candidates.get(i).with(trials.subList(i * each, (i + 1) * each)))
            .toList());
  }

  /**
   * What is trained with each seed.
   *
   * @param index of the optimizer in the spec
   */
  private record Entry(int index, String label, OptimizerSpec spec) {}

  private List<Trial> trials(
      ExperimentSpec spec,
      Seeds seeds,
      List<Entry> entries,
      DataFacts data,
      String device,
      EngineChoice engines) {
    Network network = network(spec.task().network());
    spec.task().network().keras().ifPresent(model -> requireMadeFor(model, data));
    Shape input = data.sample();
    long parameters = network.parameters(input, data.classes());
    List<Integer> places = new ArrayList<>();
    List<Function<String, Trial>> trialsOn = new ArrayList<>();
    for (Entry entry : entries) {
      String label = entry.label();
      OptimizerSettings optimizer = resolve(entry.spec(), spec, entry.index());
      BatchSize batchSize = optimizers.batchSize(entry.spec(), spec.training().batchSize());
      for (long seed : seeds.values()) {
        places.add(entry.index());
        trialsOn.add(
            engine ->
                new Trial(
                    label,
                    optimizer,
                    network,
                    settings(
                        spec,
                        optimizer,
                        batchSize,
                        data,
                        network,
                        parameters,
                        seed,
                        engine,
                        device),
                    spec.analysis().evaluate()));
      }
    }
    return trials(spec, places, trialsOn, engines.amongAll(spec, trialsOn));
  }

  private Network network(NetworkSpec spec) {
    Network drawn = networks.resolve(spec);
    return spec.keras()
        .flatMap(
            keras ->
                keras
                    .model()
                    .weights()
                    .map(sha256 -> new FixedStart(sha256, sample -> saved.of(keras, sample))))
        .map(drawn::startingFrom)
        .orElse(drawn);
  }

  private static void requireMadeFor(NetworkSpec.Keras network, DataFacts data) {
    KerasModel model = network.model();
    Shape sample = data.sample();
    Shape wanted = Shape.of(model.input());
    boolean fits =
        model.input().size() == 1
            ? wanted.features() == sample.features()
            : wanted.equals(sample) && sample.isImage();
    if (!fits || model.classes() != data.classes()) {
      throw new SpecException(
          "/network/keras",
          network.file()
              + " takes "
              + model.inputText()
              + " numbers and tells "
              + model.classes()
              + " classes apart, but "
              + data.name()
              + " has "
              + (sample.isImage()
                  ? sample.height() + "x" + sample.width() + "x" + sample.channels()
                  : String.valueOf(sample.features()))
              + " and "
              + data.classes()
              + ": make the model for the data");
    }
  }

  /**
   * @param places of the trials' optimizers in the spec
   */
  private static List<Trial> trials(
      ExperimentSpec spec,
      List<Integer> places,
      List<Function<String, Trial>> trialsOn,
      EngineChoice engines) {
    List<Trial> trials = new ArrayList<>();
    Map<String, String> labelOf = new HashMap<>();
    for (Function<String, Trial> trialOn : trialsOn) {
      int place = places.get(trials.size());
      Trial trial = trialOn.apply(engines.engine(spec, trialOn));
      requireScheduleFits(trial.optimizer(), trial.settings(), place);
      trials.add(trial);
      String other = labelOf.put(trial.id(), trial.label());
      if (other != null) {
        throw new SpecException(
            "/optimizers/" + place,
            "'"
                + trial.label()
                + "' is the same as '"
                + other
                + "' in every number: leave one out");
      }
    }
    return trials;
  }

  /** The words of all registries. */
  public Vocabulary vocabulary(List<String> engines) {
    return new Vocabulary(
        optimizers.all().stream().map(Planner::words).toList(),
        networks.all().stream().map(p -> p.network().name()).toList(),
        engines);
  }

  private static void requireScheduleFits(
      OptimizerSettings optimizer, TrialSettings settings, int index) {
    try {
      optimizer
          .techniques()
          .schedule()
          .requireFits(settings.totalSteps(), settings.stepsPerEpoch());
    } catch (SpecException e) {
      throw new SpecException("/optimizers/" + index + e.path(), e.getMessage());
    }
  }

  private OptimizerSettings resolve(OptimizerSpec entry, ExperimentSpec spec, int index) {
    try {
      return optimizers.resolve(entry, spec.training().profile());
    } catch (SpecException e) {
      throw new SpecException("/optimizers/" + index + e.path(), e.getMessage());
    }
  }

  private static TrialSettings settings(
      ExperimentSpec spec,
      OptimizerSettings optimizer,
      BatchSize batchSize,
      DataFacts data,
      Network network,
      long parameters,
      long seed,
      String engine,
      String device) {
    int samples = batchSize.of(data.trainingSamples());
    return new TrialSettings(
        optimizer.id(),
        optimizer.profile().id(),
        optimizer.recordedVariant(),
        optimizer.values(),
        optimizer
            .techniques()
            .recorded(TrialSettings.stepsPerEpoch(data.trainingSamples(), samples)),
        data.name(),
        data.sha256(),
        data.trainingSamples(),
        data.validationSamples(),
        network.name(),
        network.describe(data.classes()),
        parameters,
        samples,
        spec.training().epochs(),
        seed,
        engine,
        device,
        spec.analysis().probe().map(p -> probe(p, data)),
        Corrections.of(engine, network, data.sample()));
  }

  /** No more images than there are: asking for more is no other trial. */
  private static ProbeSettings probe(ProbeSpec spec, DataFacts data) {
    return new ProbeSettings(Math.min(spec.images(), data.trainingSamples()), spec.steps());
  }

  private static OptimizerWords words(Optimizer optimizer) {
    return new OptimizerWords(
        optimizer.description().id(),
        optimizer.description().summary(),
        optimizer.variants(),
        optimizer.hyperParameters().stream().map(Planner::words).toList());
  }

  private static HyperParameterWords words(HyperParameter parameter) {
    HyperParameter.Range range = parameter.range();
    boolean flag = range == HyperParameter.Range.FLAG;
    return new HyperParameterWords(
        parameter.name(),
        parameter.meaning(),
        flag,
        range.minimum(),
        false,
        range.maximum(),
        !flag);
  }
}
