package optbench.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A whole experiment, as asked for: every optimizer is trained with every seed on the same network
 * and data.
 *
 * @param name names the results folder
 * @param task where settings are tuned, part of the data is held out for validation
 * @param tune hyper-parameters to look for first, if any
 */
public record ExperimentSpec(
    String name,
    Task task,
    Training training,
    Execution execution,
    Analysis analysis,
    Optional<TuneSpec> tune) {
  /** Stands for the engine that suits each trial. */
  public static final String AUTO_ENGINE = "auto";

  /** What is to be learned, and by which network. */
  public record Task(DataSpec data, NetworkSpec network) {
    public Task {
      Objects.requireNonNull(data);
      Objects.requireNonNull(network);
    }

    private Task heldOut() {
      return data.validation() > 0
          ? this
          : new Task(data.withValidation(TuneSpec.DEFAULT_VALIDATION), network);
    }
  }

  /**
   * What is trained, and how long.
   *
   * @param epochs passes over the training set, at least 1
   * @param profile where hyper-parameters that are not given come from
   * @param optimizers at least one, under labels that differ
   */
  public record Training(
      int epochs,
      BatchSize batchSize,
      Profile profile,
      List<OptimizerSpec> optimizers,
      Seeds seeds) {
    public Training {
      Objects.requireNonNull(batchSize);
      Objects.requireNonNull(profile);
      Objects.requireNonNull(seeds);
      optimizers = List.copyOf(optimizers);
      ExperimentKeys.EPOCHS.require(epochs);
      if (optimizers.isEmpty()) {
        throw new SpecException(
            "/optimizers", "must name at least one optimizer but was an empty list");
      }
      requireDifferent(optimizers);
    }

    private Training of(List<OptimizerSpec> others) {
      return new Training(epochs, batchSize, profile, others, seeds);
    }
  }

  /**
   * On what, and how carefully.
   *
   * @param engine what trains, such as {@code dl4j}, or {@code auto}
   * @param device what to compute on
   * @param cluster where, if not on this machine
   */
  public record Execution(
      String engine, TimingSpec timing, Device device, Optional<ClusterMaster> cluster) {
    public Execution {
      Objects.requireNonNull(engine);
      Objects.requireNonNull(timing);
      Objects.requireNonNull(device);
      if (cluster.isPresent() && timing.isolate()) {
        throw new SpecException(
            "/cluster",
            "must not be given where timing is isolated: nobody knows what else the machines of a cluster compute, so no time that is taken there can be trusted");
      }
      if (cluster.isPresent() && device != Device.CPU) {
        throw new SpecException(
            "/cluster", "must not be given unless device is cpu: executors compute on CPUs alone");
      }
    }

    /** On this machine. */
    public Execution(String engine, TimingSpec timing, Device device) {
      this(engine, timing, device, Optional.empty());
    }

    private Execution untimed() {
      return new Execution(engine, TimingSpec.OFF, device, cluster);
    }

    private Execution here() {
      return new Execution(engine, timing, device);
    }
  }

  /**
   * What is made of the trials.
   *
   * @param report by what the results are looked at
   * @param evaluate at which steps of the first epoch test accuracy is evaluated, if at any
   * @param probe how trainings are watched from inside, if they are
   * @param claims path of a file of claims: those that rest on this experiment alone are judged by
   *     it
   */
  public record Analysis(
      ReportSpec report,
      Optional<EvaluateSpec> evaluate,
      Optional<ProbeSpec> probe,
      Optional<String> claims) {
    /** The usual report, and nothing else. */
    public static final Analysis DEFAULT =
        new Analysis(
            ReportSpec.DEFAULT,
            Optional.of(EvaluateSpec.DEFAULT),
            Optional.empty(),
            Optional.empty());

    public Analysis {
      Objects.requireNonNull(report);
      Objects.requireNonNull(evaluate);
      Objects.requireNonNull(probe);
      Objects.requireNonNull(claims);
    }

    private Analysis evaluated(Optional<EvaluateSpec> other) {
      return new Analysis(report, other, probe, claims);
    }

    private Analysis probedBy(Optional<ProbeSpec> other) {
      return new Analysis(report, evaluate, other, claims);
    }
  }

  public ExperimentSpec {
    Objects.requireNonNull(training);
    Objects.requireNonNull(execution);
    Objects.requireNonNull(analysis);
    ExperimentKeys.NAME.require(name);
    requireFileAtHand(task.network(), execution);
    if (tune.isPresent()) {
      if (training.seeds().until().isPresent()) {
        throw new SpecException(
            "/seeds",
            "must be a count or a list where hyper-parameters are tuned, but was {until: decided}");
      }
      requireFresh(tune.get().seeds(), training.seeds());
      requireNotGiven(tune.get(), training.optimizers());
      task = task.heldOut();
    }
  }

  private static void requireFileAtHand(NetworkSpec network, Execution execution) {
    boolean fromFile =
        network.keras().filter(k -> k.weights() == StartingWeights.IMPORTED).isPresent();
    if (fromFile && execution.cluster().isPresent()) {
      throw new SpecException(
          "/cluster",
          "must not be given where network.weights is imported: the machines of a cluster do not have the file");
    }
  }

  /** An experiment that takes hyper-parameters as they are, and is looked at in the usual way. */
  public static ExperimentSpec of(String name, Task task, Training training, Execution execution) {
    return new ExperimentSpec(name, task, training, execution, Analysis.DEFAULT, Optional.empty());
  }

  /** The same, with test accuracy evaluated at these steps of the first epoch, or at none. */
  public ExperimentSpec evaluated(Optional<EvaluateSpec> evaluate) {
    return new ExperimentSpec(name, task, training, execution, analysis.evaluated(evaluate), tune);
  }

  /** The same on this machine: where it is trained says nothing of what is trained. */
  public ExperimentSpec here() {
    return new ExperimentSpec(name, task, training, execution.here(), analysis, tune);
  }

  /** The same, watched from inside. */
  public ExperimentSpec withProbe(ProbeSpec watch) {
    return new ExperimentSpec(
        name, task, training, execution, analysis.probedBy(Optional.of(watch)), tune);
  }

  /**
   * What follows tuning: the same with what was chosen for each optimizer; those for which nothing
   * could be chosen are left out.
   *
   * @param chosen hyper-parameters by the optimizers' labels, at least one
   */
  public ExperimentSpec tuned(Map<String, Map<String, Double>> chosen) {
    List<OptimizerSpec> best =
        training.optimizers.stream()
            .filter(o -> chosen.containsKey(o.name()))
            .map(o -> o.adding(chosen.get(o.name())))
            .toList();
    return new ExperimentSpec(name, task, training.of(best), execution, analysis, Optional.empty());
  }

  /**
   * The same, where nobody asks for times, nobody watches, least of all on the test set, and
   * nothing is looked for: how settings are tried.
   */
  public ExperimentSpec forTrying() {
    return new ExperimentSpec(
        name,
        task,
        training,
        execution.untimed(),
        analysis.probedBy(Optional.empty()).evaluated(Optional.empty()),
        Optional.empty());
  }

  private static void requireDifferent(List<OptimizerSpec> optimizers) {
    Set<String> labels = new HashSet<>();
    for (int i = 0; i < optimizers.size(); i++) {
      OptimizerSpec optimizer = optimizers.get(i);
      String label = optimizer.name();
      if (!labels.add(label)) {
        throw new SpecException(
            "/optimizers/" + i + (optimizer.label().isPresent() ? "/label" : ""),
            "two entries are called '" + label + "': give each a label of its own");
      }
    }
  }

  /** A setting judged with the seed that it was selected with would be judged by its luck. */
  private static void requireFresh(Seeds tuning, Seeds experiment) {
    for (long seed : tuning.values()) {
      if (experiment.values().contains(seed)) {
        throw new SpecException(
            "/tune/seeds",
            "must have none of the experiment's seeds, which the chosen settings are judged by, but had "
                + seed);
      }
    }
  }

  private static void requireNotGiven(TuneSpec tune, List<OptimizerSpec> optimizers) {
    for (int i = 0; i < optimizers.size(); i++) {
      for (String name : tune.hyperParameters().keySet()) {
        if (optimizers.get(i).hyperParameters().containsKey(name)) {
          throw new SpecException(
              "/optimizers/" + i + "/" + name,
              name
                  + " of "
                  + optimizers.get(i).name()
                  + " is given here and looked for under tune: leave one out");
        }
      }
    }
  }
}
