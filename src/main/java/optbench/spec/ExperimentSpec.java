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
 * @param epochs passes over the training set, at least 1
 * @param profile where hyper-parameters that are not given come from
 * @param data what to train on; where settings are tuned, part of it is held out for validation
 * @param engine what trains, such as {@code dl4j}, or {@code auto}
 * @param report by what the results are looked at
 * @param probe how trainings are watched from inside, if they are
 * @param claims path of a file of claims: those that rest on this experiment alone are judged by it
 * @param tune hyper-parameters to look for first, if any
 * @param device what to compute on
 */
public record ExperimentSpec(
    String name,
    DataSpec data,
    NetworkSpec network,
    int epochs,
    BatchSize batchSize,
    Profile profile,
    List<OptimizerSpec> optimizers,
    Seeds seeds,
    String engine,
    TimingSpec timing,
    ReportSpec report,
    Optional<ProbeSpec> probe,
    Optional<String> claims,
    Optional<TuneSpec> tune,
    Device device) {
  /** Stands for the engine that suits each trial. */
  public static final String AUTO_ENGINE = "auto";

  /** An experiment whose training times are wanted. */
  public ExperimentSpec(
      String name,
      DataSpec data,
      NetworkSpec network,
      int epochs,
      BatchSize batchSize,
      Profile profile,
      List<OptimizerSpec> optimizers,
      Seeds seeds,
      String engine) {
    this(
        name,
        data,
        network,
        epochs,
        batchSize,
        profile,
        optimizers,
        seeds,
        engine,
        TimingSpec.REPORTED);
  }

  /**
   * An experiment whose results are looked at in the usual way, that is not watched, and by which
   * no claim is judged, and that takes hyper-parameters as they are.
   */
  public ExperimentSpec(
      String name,
      DataSpec data,
      NetworkSpec network,
      int epochs,
      BatchSize batchSize,
      Profile profile,
      List<OptimizerSpec> optimizers,
      Seeds seeds,
      String engine,
      TimingSpec timing) {
    this(
        name,
        data,
        network,
        epochs,
        batchSize,
        profile,
        optimizers,
        seeds,
        engine,
        timing,
        ReportSpec.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** An experiment on the CPU. */
  public ExperimentSpec(
      String name,
      DataSpec data,
      NetworkSpec network,
      int epochs,
      BatchSize batchSize,
      Profile profile,
      List<OptimizerSpec> optimizers,
      Seeds seeds,
      String engine,
      TimingSpec timing,
      ReportSpec report,
      Optional<ProbeSpec> probe,
      Optional<String> claims,
      Optional<TuneSpec> tune) {
    this(
        name,
        data,
        network,
        epochs,
        batchSize,
        profile,
        optimizers,
        seeds,
        engine,
        timing,
        report,
        probe,
        claims,
        tune,
        Device.DEFAULT);
  }

  public ExperimentSpec {
    Objects.requireNonNull(data);
    Objects.requireNonNull(network);
    Objects.requireNonNull(batchSize);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(seeds);
    Objects.requireNonNull(engine);
    Objects.requireNonNull(timing);
    Objects.requireNonNull(report);
    Objects.requireNonNull(probe);
    Objects.requireNonNull(claims);
    Objects.requireNonNull(tune);
    Objects.requireNonNull(device);
    optimizers = List.copyOf(optimizers);
    ExperimentKeys.NAME.require(name);
    ExperimentKeys.EPOCHS.require(epochs);
    if (optimizers.isEmpty()) {
      throw new SpecException(
          "/optimizers", "must name at least one optimizer but was an empty list");
    }
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
    if (tune.isPresent()) {
      requireFresh(tune.get().seeds(), seeds);
      requireNotGiven(tune.get(), optimizers);
      if (data.validation() == 0) {
        data = data.withValidation(TuneSpec.DEFAULT_VALIDATION);
      }
    }
  }

  /** The same, watched from inside. */
  public ExperimentSpec withProbe(ProbeSpec watch) {
    return with(optimizers, timing, report, Optional.of(watch), claims, tune);
  }

  /** The same, with hyper-parameters looked for first. */
  public ExperimentSpec withTune(TuneSpec wanted) {
    return with(optimizers, timing, report, probe, claims, Optional.of(wanted));
  }

  /** The same on another device. */
  public ExperimentSpec withDevice(Device other) {
    return with(optimizers, timing, report, probe, claims, tune, other);
  }

  /**
   * What follows tuning: the same with what was chosen for each optimizer; those for which nothing
   * could be chosen are left out.
   *
   * @param chosen hyper-parameters by the optimizers' labels, at least one
   */
  public ExperimentSpec tuned(Map<String, Map<String, Double>> chosen) {
    List<OptimizerSpec> best =
        optimizers.stream()
            .filter(o -> chosen.containsKey(o.name()))
            .map(o -> o.adding(chosen.get(o.name())))
            .toList();
    return with(best, timing, report, probe, claims, Optional.empty());
  }

  /**
   * The same, where nobody asks for times, nobody watches and nothing is looked for: how settings
   * are tried.
   */
  public ExperimentSpec forTrying() {
    return with(optimizers, TimingSpec.OFF, report, Optional.empty(), claims, Optional.empty());
  }

  private ExperimentSpec with(
      List<OptimizerSpec> newOptimizers,
      TimingSpec newTiming,
      ReportSpec newReport,
      Optional<ProbeSpec> newProbe,
      Optional<String> newClaims,
      Optional<TuneSpec> newTune) {
    return with(newOptimizers, newTiming, newReport, newProbe, newClaims, newTune, device);
  }

  private ExperimentSpec with(
      List<OptimizerSpec> newOptimizers,
      TimingSpec newTiming,
      ReportSpec newReport,
      Optional<ProbeSpec> newProbe,
      Optional<String> newClaims,
      Optional<TuneSpec> newTune,
      Device newDevice) {
    return new ExperimentSpec(
        name,
        data,
        network,
        epochs,
        batchSize,
        profile,
        newOptimizers,
        seeds,
        engine,
        newTiming,
        newReport,
        newProbe,
        newClaims,
        newTune,
        newDevice);
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
