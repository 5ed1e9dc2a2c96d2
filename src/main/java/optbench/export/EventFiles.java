package optbench.export;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import optbench.result.EpochMetrics;
import optbench.result.Run;
import optbench.result.StepEvaluation;
import optbench.result.TrialResult;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;
import org.tensorflow.proto.SummaryMetadata;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Learning curves for TensorBoard: a folder for each trial, in it one event file. Curves go by
 * steps, or by epochs where nobody counted steps; wall times are those of the training alone,
 * ending when the trial did. Trials without an epoch have no curve and no file.
 */
final class EventFiles {
  /** The version of the format, which stands in the first event of each file. */
  private static final String VERSION = "brain.Event:2";

  private static final int LONGEST_NAME = 60;

  private final Run run;

  EventFiles(Run run) {
    this.run = run;
  }

  List<ExportFile> files() {
    Set<String> taken = new HashSet<>();
    List<ExportFile> files = new ArrayList<>();
    for (String label : run.labels()) {
      String folder = folder(label, taken);
      run.trials(label)
          .forEach(
              (seed, result) -> {
                if (!result.epochs().isEmpty()) {
                  files.add(file(folder + "/seed-" + seed, label, result));
                }
              });
    }
    return files;
  }

  /**
   * What TensorBoard calls the optimizer: its label, as far as every file system has room for it.
   * The label itself is among the texts.
   */
  private static String folder(String label, Set<String> taken) {
    String safe = label.replaceAll("[^A-Za-z0-9._+=-]+", "_").replaceAll("^[.=+-]+", "_");
    String name = safe.substring(0, Math.min(safe.length(), LONGEST_NAME));
    String free = name;
    // File systems that take capitals for small letters are common.
    for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  private static ExportFile file(String folder, String label, TrialResult result) {
    List<EpochMetrics> epochs = result.epochs();
    double end = result.finishedAt().toEpochMilli() / 1000.0;
    double start = end - epochs.get(epochs.size() - 1).trainSeconds().orElse(0.0);
    List<byte[]> events = new ArrayList<>();
    events.add(Event.newBuilder().setWallTime(start).setFileVersion(VERSION).build().toByteArray());
    events.add(
        Event.newBuilder()
            .setWallTime(start)
            .setSummary(Summary.newBuilder().addValue(text("trial", description(label, result))))
            .build()
            .toByteArray());
    for (StepEvaluation e : result.stepEvaluations()) {
      events.add(
          event(
              start + e.trainSeconds(),
              e.steps(),
              test(e.testAccuracy(), Optional.of(e.testLoss()))));
    }
    for (EpochMetrics epoch : epochs) {
      events.add(
          event(
              start + epoch.trainSeconds().orElse(0.0),
              epoch.steps().orElse((long) epoch.epoch()),
              curves(epoch)));
    }
    String name =
        String.format(
            Locale.ROOT, "events.out.tfevents.%010d.%s", Math.max(0, (long) start), result.id());
    return new ExportFile(folder + "/" + name, TfRecords.of(events));
  }

  private static byte[] event(double time, long steps, Summary.Builder curves) {
    return Event.newBuilder()
        .setWallTime(time)
        .setStep(steps)
        .setSummary(curves)
        .build()
        .toByteArray();
  }

  private static Summary.Builder test(double accuracy, Optional<Double> loss) {
    Summary.Builder test = Summary.newBuilder().addValue(scalar("accuracy/test", accuracy));
    loss.ifPresent(v -> test.addValue(scalar("loss/test", v)));
    return test;
  }

  private static Summary.Builder curves(EpochMetrics e) {
    Summary.Builder curves = test(e.testAccuracy(), e.testLoss());
    e.trainAccuracy().ifPresent(v -> curves.addValue(scalar("accuracy/train", v)));
    e.trainLoss().ifPresent(v -> curves.addValue(scalar("loss/train", v)));
    curves.addValue(scalar("epoch", e.epoch()));
    e.validationAccuracy().ifPresent(v -> curves.addValue(scalar("accuracy/validation", v)));
    e.validationLoss().ifPresent(v -> curves.addValue(scalar("loss/validation", v)));
    return curves;
  }

  private static Summary.Value scalar(String tag, double value) {
    return Summary.Value.newBuilder().setTag(tag).setSimpleValue((float) value).build();
  }

  /** TensorBoard shows texts as Markdown: indented by four, they are shown as they are. */
  private static String description(String label, TrialResult result) {
    return "    label: "
        + label.replaceAll("[\\s\\u0085\\u2028\\u2029]+", " ")
        + "\n    seed: "
        + result.settings().seed()
        + "\n    trial: "
        + result.id()
        + "\n    outcome: "
        + result.outcome().name().toLowerCase(Locale.ROOT)
        + "\n    hyper-parameters: "
        + result.settings().hyperParameters();
  }

  private static Summary.Value text(String tag, String text) {
    return Summary.Value.newBuilder()
        .setTag(tag)
        .setMetadata(
            SummaryMetadata.newBuilder()
                .setPluginData(SummaryMetadata.PluginData.newBuilder().setPluginName("text")))
        .setTensor(
            TensorProto.newBuilder()
                .setDtype(DataType.DT_STRING)
                .setTensorShape(
                    TensorShapeProto.newBuilder()
                        .addDim(TensorShapeProto.Dim.newBuilder().setSize(1)))
                .addStringVal(ByteString.copyFromUtf8(text)))
        .build();
  }
}
