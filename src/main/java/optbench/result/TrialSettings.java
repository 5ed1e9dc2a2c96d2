package optbench.result;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that decides a trial's metrics, fully resolved, and what else is recorded of it.
 *
 * @param optimizer name in the registry
 * @param profile whose defaults filled the gaps
 * @param variant the form of the update rule; of a plug-in with its checksum, {@code form@checksum}
 * @param hyperParameters every one of them, by name
 * @param techniques those in use, such as {@code schedule}, each with all that decides it
 * @param data the data set's name, and what was done to it
 * @param dataSha256 checksum of all of the data set's content
 * @param trainingSamples how many samples were trained on; like parameters and batch size, there is
 *     one of every trial of ours, and of imported ones where they say it
 * @param validationSamples how many were held out for validation
 * @param network the preset's name, or {@code custom}
 * @param layers the network in full, as text
 * @param parameters number of trainable parameters
 * @param batchSize samples a step
 * @param seed decides initial weights, order of samples and dropout masks
 * @param device {@code cpu}, {@code gpu} or {@code cuda}
 * @param probe how it is watched from inside, if it is
 * @param correction what an earlier version did otherwise in such a trial than its settings say, if
 *     it did
 */
public record TrialSettings(
    String optimizer,
    String profile,
    String variant,
    Map<String, Double> hyperParameters,
    Map<String, String> techniques,
    String data,
    String dataSha256,
    Optional<Integer> trainingSamples,
    int validationSamples,
    String network,
    String layers,
    Optional<Long> parameters,
    Optional<Integer> batchSize,
    int epochs,
    long seed,
    String engine,
    String device,
    Optional<ProbeSettings> probe,
    Optional<String> correction) {
  /** What stands for a text that an imported trial does not say. */
  public static final String UNKNOWN = "unknown";

  /**
   * Changes whenever the same settings would no longer give the same metrics, so that old trials
   * are not taken for new ones.
   */
  public static final int FORMAT_VERSION = 1;

  public TrialSettings {
    trainingSamples.ifPresent(value -> Require.atLeast("training_samples", 1, value));
    Require.atLeast("validation_samples", 0, validationSamples);
    parameters.ifPresent(value -> Require.atLeast("parameters", 0, value));
    batchSize.ifPresent(value -> Require.atLeast("batch_size", 1, value));
    Require.atLeast("epochs", 1, epochs);
    hyperParameters = Collections.unmodifiableMap(new TreeMap<>(hyperParameters));
    techniques = Collections.unmodifiableMap(new TreeMap<>(techniques));
  }

  /** Of a trial of which all is known. */
  public TrialSettings(
      String optimizer,
      String profile,
      String variant,
      Map<String, Double> hyperParameters,
      Map<String, String> techniques,
      String data,
      String dataSha256,
      int trainingSamples,
      int validationSamples,
      String network,
      String layers,
      long parameters,
      int batchSize,
      int epochs,
      long seed,
      String engine,
      String device,
      Optional<ProbeSettings> probe,
      Optional<String> correction) {
    this(
        optimizer,
        profile,
        variant,
        hyperParameters,
        techniques,
        data,
        dataSha256,
        Optional.of(trainingSamples),
        validationSamples,
        network,
        layers,
        Optional.of(parameters),
        Optional.of(batchSize),
        epochs,
        seed,
        engine,
        device,
        probe,
        correction);
  }

  /** Samples trained on, of a trial of which that is known. */
  public int samplesAnEpoch() {
    return trainingSamples.orElseThrow();
  }

  /** The batch size, likewise. */
  public int samplesAStep() {
    return batchSize.orElseThrow();
  }

  /** How many parameters there are, likewise. */
  public long parameterCount() {
    return parameters.orElseThrow();
  }

  /**
   * The same with so many training samples and epochs, and not watched: a probe looks at the first
   * steps alone, so that few steps would not tell what it costs in many.
   */
  public TrialSettings shortened(int newTrainingSamples, int newEpochs) {
    return new TrialSettings(
        optimizer,
        profile,
        variant,
        hyperParameters,
        techniques,
        data,
        dataSha256,
        Optional.of(newTrainingSamples),
        validationSamples,
        network,
        layers,
        parameters,
        batchSize,
        newEpochs,
        seed,
        engine,
        device,
        Optional.empty(),
        Optional.empty());
  }

  /** Steps in an epoch; the last one may see fewer samples. */
  public long stepsPerEpoch() {
    return stepsPerEpoch(samplesAnEpoch(), samplesAStep());
  }

  /** The last one may see fewer samples. */
  public static long stepsPerEpoch(int trainingSamples, int batchSize) {
    return ((long) trainingSamples + batchSize - 1) / batchSize;
  }

  /** Steps from initial weights to the last epoch. */
  public long totalSteps() {
    return stepsPerEpoch() * epochs;
  }

  /** The data set's name, without what was done to it: that stands behind a comma. */
  public String dataSet() {
    return data.split(",", 2)[0];
  }

  /** Samples trained on after so many steps, each as often as it was seen. */
  public long samplesAfter(long steps) {
    long wholeEpochs = steps / stepsPerEpoch();
    long inTheLast = Math.min(steps % stepsPerEpoch() * samplesAStep(), samplesAnEpoch());
    return wholeEpochs * samplesAnEpoch() + inTheLast;
  }

  /**
   * Names this trial: a hash of the settings. The profile is left out, because the numbers and the
   * variant it stands for are in. A probe changes no metric, and is in all the same: a trial that
   * was stored without it lacks what is asked for. A correction is in, so that what was trained
   * before it is trained again. Without a probe or a correction nothing of it is said, so that ids
   * are those of before there were any.
   */
  public String id() {
    String canonical =
        String.join(
            "\n",
            "format " + FORMAT_VERSION,
            "optimizer " + optimizer + " " + variant + " " + exactHyperParameters(),
            "techniques " + techniques,
            "data "
                + data
                + " "
                + dataSha256
                + " training="
                + known(trainingSamples)
                + " validation="
                + validationSamples,
            "network " + layers,
            "batch_size " + known(batchSize),
            "epochs " + epochs,
            "seed " + seed,
            "engine " + engine + " " + device + exactProbe() + exactCorrection());
    return ShortHash.of(canonical);
  }

  private static String known(Optional<Integer> number) {
    return number.map(String::valueOf).orElse(UNKNOWN);
  }

  /**
   * Names a trial of this label that something else trained: what decides it beyond the label and
   * these settings nobody knows.
   */
  public String idOf(String label) {
    return ShortHash.of("imported\n" + label + "\n" + id());
  }

  private String exactProbe() {
    return probe.map(p -> "\nprobe images=" + p.images() + " steps=" + p.steps()).orElse("");
  }

  private String exactCorrection() {
    return correction.map(fault -> "\ncorrected " + fault).orElse("");
  }

  private String exactHyperParameters() {
    return hyperParameters.entrySet().stream()
        .map(e -> e.getKey() + "=" + exact(e.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** In hexadecimal: JDKs differ in the decimals that they write for the same number. */
  private static String exact(double value) {
    return Double.toHexString(value);
  }
}
