package optbench.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A whole experiment, as asked for: every optimizer is trained with every seed on the same network
 * and data.
 *
 * @param name names the results folder
 * @param epochs passes over the training set, at least 1
 * @param profile where hyper-parameters that are not given come from
 * @param engine what trains, such as {@code dl4j}, or {@code auto}
 * @param report by what the results are looked at
 * @param probe how trainings are watched from inside, if they are
 * @param claims path of a file of claims: those that rest on this experiment alone are judged by it
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
    Optional<String> claims) {
  /** The optimizers of the articles, compared when none are asked for. */
  public static final List<String> DEFAULT_OPTIMIZERS =
      List.of("sgd", "momentum", "adagrad", "rmsprop", "adadelta", "adam");

  public static final String DEFAULT_NAME = "run";
  public static final String DEFAULT_NETWORK = "mlp";
  public static final int DEFAULT_EPOCHS = 5;
  public static final int DEFAULT_BATCH_SIZE = 128;
  public static final int DEFAULT_SEEDS = 3;

  /** Stands for the engine that suits each trial. */
  public static final String AUTO_ENGINE = "auto";

  /** With training times wanted, as they are by default, this is {@code dl4j}. */
  public static final String DEFAULT_ENGINE = AUTO_ENGINE;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

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
   * no claim is judged.
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
        Optional.empty());
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
    optimizers = List.copyOf(optimizers);
    if (!NAME.matcher(name).matches()) {
      throw new SpecException(
          "/name",
          "must be 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit (it names a folder), but was '"
              + name
              + "'");
    }
    if (epochs < 1) {
      throw new SpecException("/epochs", "must be an integer of at least 1 but was " + epochs);
    }
    if (optimizers.isEmpty()) {
      throw new SpecException(
          "/optimizers", "must name at least one optimizer but was an empty list");
    }
    Set<String> labels = new HashSet<>();
    for (int i = 0; i < optimizers.size(); i++) {
      OptimizerSpec optimizer = optimizers.get(i);
      String label = optimizer.label().orElse(optimizer.optimizer());
      if (!labels.add(label)) {
        throw new SpecException(
            "/optimizers/" + i + (optimizer.label().isPresent() ? "/label" : ""),
            "two entries are called '" + label + "': give each a label of its own");
      }
    }
  }

  /** The same experiment, its results looked at by something else. */
  public ExperimentSpec withReport(ReportSpec other) {
    return with(other, probe, claims);
  }

  /** The same, watched from inside. */
  public ExperimentSpec withProbe(ProbeSpec watch) {
    return with(report, Optional.of(watch), claims);
  }

  /** The same experiment, by which the claims of a file are judged. */
  public ExperimentSpec withClaims(Optional<String> path) {
    return with(report, probe, path);
  }

  private ExperimentSpec with(
      ReportSpec newReport, Optional<ProbeSpec> newProbe, Optional<String> newClaims) {
    return new ExperimentSpec(
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
        newReport,
        newProbe,
        newClaims);
  }
}
