package optbench.spec;

import java.util.List;
import optbench.spec.ExperimentSpec.Analysis;
import optbench.spec.ExperimentSpec.Execution;
import optbench.spec.ExperimentSpec.Task;
import optbench.spec.ExperimentSpec.Training;
import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/** The keys of a spec file, in the order in which they are written. */
public final class ExperimentKeys {
  /** More would be a slip of the finger. */
  public static final int MOST_EPOCHS = 100_000;

  private static final int MANY_OPTIMIZERS = 6;
  private static final int SEEDS_FOR_MANY = 5;

  /** The key by which editors find the JSON Schema of a file. */
  public static final Key<String> SCHEMA =
      Key.of("$schema", ValueType.text("Where the schema is", "the address of a schema"))
          .comment("read by editors, ignored here");

  static final Key<String> NAME =
      Key.of(
              "name",
              ValueType.text(
                      "Name of the experiment and of its results folder",
                      "1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit (it names a folder)")
                  .pattern("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"))
          .comment("if left out: the name of the file, without its ending");

  static final Key<Integer> EPOCHS =
      Key.of("epochs", ValueType.integer("Passes over the training set", 1, MOST_EPOCHS))
          .byDefault(5);

  static final Key<BatchSize> BATCH_SIZE =
      Key.of("batch_size", BatchSize.type("How many samples one step sees")).byDefault(128);

  static final Key<Profile> PROFILE = Profile.KEY.byDefault(Profile.KERAS.id());

  static final Key<Seeds> SEEDS =
      Key.of(
              "seeds",
              Seeds.typeWithUntil(
                  "How often to train each optimizer: seeds 1 to this count, a range such as 101..125, a list of seeds, or {until: decided}"))
          .byDefault(3)
          .comment("5 with more than six optimizers");

  static final Key<String> CLAIMS =
      Key.of(
          "claims",
          ValueType.text(
                  "A file of claims, relative to the current folder: those that rest on this experiment alone are judged by it",
                  "a path")
              .notEmpty());

  private ExperimentKeys() {}

  /**
   * All keys.
   *
   * @param vocabulary the optimizers, networks and engines that may be named
   * @param models reads the file of a Keras model
   */
  public static ObjectType<ExperimentSpec> of(Vocabulary vocabulary, KerasModels models) {
    Key<NetworkSpec> network = NetworkSpec.key(vocabulary.networks(), models);
    Key<List<OptimizerSpec>> optimizers = OptimizerSpec.key(vocabulary.optimizers());
    Key<String> engine = engine(vocabulary.engines());
    Key<TuneSpec> tune = TuneSpec.key(vocabulary.quantities());
    return ObjectType.<ExperimentSpec>of(
            "Trains one network on one data set with several optimizers and several seeds. Every key may be left out.")
        .readOnly(SCHEMA)
        .with(NAME, ExperimentSpec::name)
        .with(DataSpec.KEY, s -> s.task().data())
        .with(network, s -> s.task().network())
        .with(EPOCHS, s -> s.training().epochs())
        .with(BATCH_SIZE, s -> s.training().batchSize())
        .with(PROFILE, s -> s.training().profile())
        .with(optimizers, s -> s.training().optimizers())
        .with(SEEDS, s -> s.training().seeds())
        .with(engine, s -> s.execution().engine())
        .with(TimingSpec.KEY, s -> s.execution().timing())
        .part(ReportSpec.KEYS, s -> s.analysis().report())
        .unlessDefault(EvaluateSpec.KEY, s -> s.analysis().evaluate())
        .with(ProbeSpec.KEY, s -> s.analysis().probe())
        .optional(tune, ExperimentSpec::tune)
        .optional(CLAIMS, s -> s.analysis().claims())
        .unlessDefault(Device.KEY, s -> s.execution().device())
        .optional(ClusterMaster.KEY, s -> s.execution().cluster())
        .hint(SuiteKeys.TASKS, "it makes a suite, which only run and validate take")
        .example(
            "data", DataSpec.MNIST, "epochs", 10, "optimizers", List.of("sgd", "adam"), "seeds", 5)
        .reads(
            given ->
                new ExperimentSpec(
                    given.get(NAME),
                    new Task(given.get(DataSpec.KEY), given.get(network)),
                    new Training(
                        given.get(EPOCHS),
                        given.get(BATCH_SIZE),
                        given.get(PROFILE),
                        given.get(optimizers),
                        given.find(SEEDS).orElseGet(() -> usualSeeds(given.get(optimizers)))),
                    new Execution(
                        given.get(engine),
                        given.get(TimingSpec.KEY),
                        given.get(Device.KEY),
                        given.find(ClusterMaster.KEY)),
                    new Analysis(
                        given.get(ReportSpec.KEYS),
                        given.get(EvaluateSpec.KEY),
                        given.get(ProbeSpec.KEY),
                        given.find(CLAIMS)),
                    given.find(tune)));
  }

  /** Where many pairs are compared, three seeds show next to nothing. */
  private static Seeds usualSeeds(List<OptimizerSpec> optimizers) {
    return optimizers.size() > MANY_OPTIMIZERS ? Seeds.count(SEEDS_FOR_MANY) : SEEDS.defaultValue();
  }

  private static Key<String> engine(List<String> engines) {
    return Key.of(
            "engine",
            ValueType.words(
                "engine",
                "What trains; auto is the fastest that can train all trials, or each of them where no training times are wanted",
                engines))
        .byDefault(ExperimentSpec.AUTO_ENGINE);
  }
}
