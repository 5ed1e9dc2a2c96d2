package optbench.app;

import java.util.OptionalInt;
import optbench.data.DataException;
import optbench.data.Datasets;
import optbench.data.DownloadProgress;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.optimizer.Optimizers;
import optbench.plan.DataFacts;
import optbench.plan.Planner;
import optbench.plan.TuningPlan;
import optbench.spec.DataSpec;
import optbench.spec.Device;
import optbench.spec.ExperimentSpec;
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
   * How much there is to train, with a data set that has no content: {@code 12 trials}.
   *
   * @throws optbench.store.SpecFileException if the spec cannot be carried out
   * @throws DataException if there are data of the user's own that are not what they should be
   */
  public static String trials(LoadedSpec loaded, Optimizers optimizers, Datasets datasets) {
    try {
      ExperimentSpec spec = loaded.spec();
      DataFacts facts = facts(new WantedData(datasets, spec.task().data()));
      Planner planner = new Planner(optimizers);
      if (spec.tune().isEmpty()) {
        return count(planner.plan(spec, facts, device(spec), Engines.ALL).trials().size());
      }
      TuningPlan tuning = planner.tuning(spec, facts, device(spec), Engines.ALL);
      return count(tuning.trials().size()) + " to tune, then " + count(tuning.finalTrials());
    } catch (SpecException e) {
      throw loaded.located(e);
    }
  }

  /** What {@code auto} will be is for the machine to say that it is run on. */
  private static String device(ExperimentSpec spec) {
    return (spec.execution().device() == Device.AUTO ? Device.DEFAULT : spec.execution().device())
        .id();
  }

  private static String count(int trials) {
    return trials + (trials == 1 ? " trial" : " trials");
  }

  /** Trainable parameters on images of the data sets' size. */
  public static long parameters(Network network) {
    return network.parameters(new Shape(1, SIDE, SIDE), CLASSES);
  }

  private static DataFacts facts(WantedData wanted) {
    if (wanted.spec().files().present()) {
      try {
        return Planning.facts(wanted.load(DownloadProgress.NONE));
      } catch (DataException e) {
        if (e.reason() != DataException.Reason.MISSING) {
          throw e;
        }
      }
    }
    return usual(wanted.spec());
  }

  /** As if they were MNIST. */
  private static DataFacts usual(DataSpec data) {
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
        data.name(), "", limit.orElse(left), data.validation(), SIDE, SIDE, CLASSES);
  }
}
