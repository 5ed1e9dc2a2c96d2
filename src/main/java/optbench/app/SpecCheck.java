package optbench.app;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import optbench.data.DataException;
import optbench.data.Dataset;
import optbench.data.Datasets;
import optbench.data.DownloadProgress;
import optbench.data.Samples;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.plan.DataFacts;
import optbench.plan.Planner;
import optbench.plan.Trial;
import optbench.plan.TuningPlan;
import optbench.run.JobThreads;
import optbench.spec.DataSpec;
import optbench.spec.Device;
import optbench.spec.ExperimentSpec;
import optbench.spec.KerasModel;
import optbench.spec.NetworkSpec;
import optbench.spec.SpecException;
import optbench.store.LoadedSpec;

/**
 * Plans an experiment without its data: all data sets that optbench knows are taken to be of one
 * size. A user's own are read, if they are there.
 */
public final class SpecCheck {
  public static final int CLASSES = 10;
  private static final int SIDE = 28;
  private static final int TRAINING_SAMPLES = 60_000;

  private SpecCheck() {}

  /**
   * What a valid spec asks for.
   *
   * @param trials how many there are to train: {@code 12 trials}
   * @param shortage why they do not fit into the memory that can be had now; empty if they do, or
   *     if they are for another device or a cluster
   */
  public record Asked(String trials, Optional<String> shortage) {}

  /**
   * Plans it with a data set that has no content.
   *
   * @throws optbench.store.SpecFileException if the spec cannot be carried out
   * @throws DataException if there are data of the user's own that are not what they should be
   */
  public static Asked check(LoadedSpec loaded, Planner planner, Datasets datasets) {
    try {
      ExperimentSpec spec = loaded.spec();
      DataFacts facts = facts(new WantedData(datasets, spec.task().data()), spec.task().network());
      if (spec.tune().isEmpty()) {
        List<Trial> trials = planner.plan(spec, facts, device(spec), Engines.ALL).trials();
        return new Asked(count(trials.size()), shortage(spec, trials, facts));
      }
      TuningPlan tuning = planner.tuning(spec, facts, device(spec), Engines.ALL);
      return new Asked(
          count(tuning.trials().size()) + " to tune, then " + count(tuning.finalTrials()),
          shortage(spec, tuning.trials(), facts));
    } catch (SpecException e) {
      throw loaded.located(e);
    }
  }

  private static Optional<String> shortage(
      ExperimentSpec spec, List<Trial> trials, DataFacts facts) {
    if (!device(spec).equals(Device.CPU.id()) || spec.execution().cluster().isPresent()) {
      return Optional.empty();
    }
    Samples none = new Samples(new byte[0], new int[0]);
    Dataset empty =
        new Dataset(
            facts.name(),
            facts.sha256(),
            Optional.empty(),
            none,
            none,
            none,
            facts.sample().channels(),
            facts.sample().height(),
            facts.sample().width(),
            facts.classes(),
            List.of());
    return JobThreads.shortage(trials, empty, Engines.ALL.training(spec));
  }

  /** What {@code auto} will be is for the machine to say that it is run on. */
  private static String device(ExperimentSpec spec) {
    return (spec.execution().device() == Device.AUTO ? Device.DEFAULT : spec.execution().device())
        .id();
  }

  private static String count(int trials) {
    return trials + (trials == 1 ? " trial" : " trials");
  }

  /** Trainable parameters on images of the data sets' size; empty if it does not fit on them. */
  public static OptionalLong parameters(Network network) {
    try {
      return OptionalLong.of(network.parameters(new Shape(1, SIDE, SIDE), CLASSES));
    } catch (SpecException e) {
      return OptionalLong.empty();
    }
  }

  private static DataFacts facts(WantedData wanted, NetworkSpec network) {
    if (wanted.spec().files().present()) {
      try {
        return Planning.facts(wanted.load(DownloadProgress.NONE));
      } catch (DataException e) {
        if (e.reason() != DataException.Reason.MISSING) {
          throw e;
        }
      }
    }
    return usual(wanted.spec(), network.keras().map(NetworkSpec.Keras::model));
  }

  /** As if they were MNIST, or what a model of the user's own was made for. */
  private static DataFacts usual(DataSpec data, Optional<KerasModel> model) {
    int left = TRAINING_SAMPLES - data.validation();
    if (left < 1) {
      throw new SpecException(
          "/data/validation",
          "must be from 0 to " + (TRAINING_SAMPLES - 1) + " but was " + data.validation());
    }
    OptionalInt limit = data.trainLimit();
    if (limit.isPresent() && limit.getAsInt() > left) {
      throw new SpecException(
          "/data/train_limit",
          "must be from 1 to "
              + left
              + ", which is what validation leaves, but was "
              + limit.getAsInt());
    }
    return new DataFacts(
        data.name(),
        "",
        limit.orElse(left),
        data.validation(),
        model.map(m -> Shape.of(m.input())).orElse(new Shape(1, SIDE, SIDE)),
        model.map(KerasModel::classes).orElse(CLASSES));
  }
}
