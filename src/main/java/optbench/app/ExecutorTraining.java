package optbench.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import optbench.data.DataException;
import optbench.data.Dataset;
import optbench.engine.EnvironmentProbe;
import optbench.engine.NativeBuild;
import optbench.engine.TrialListener;
import optbench.machine.ScratchFolder;
import optbench.machine.Startup;
import optbench.result.Environment;
import optbench.spec.DataSpec;
import optbench.text.Thrown;

/**
 * Trains groups in an executor of a cluster. The executor makes one by its name, among classes of
 * its own that see nothing of the cluster's: so only types of Java go in and out, results as lines
 * of JSON.
 *
 * <p>It is given, by name: {@code spec} and {@code ids} of a group; {@code plugins}, paths of jars;
 * {@code data}, which gets the files of the data set from where the run was started; {@code
 * cluster}, {@code commit} and which {@code attempt} it is for the record. What an engine throws is
 * a trial's result; what this throws is an executor's fault, and another one may do better.
 */
public final class ExecutorTraining implements BiConsumer<Map<String, ?>, Consumer<String>> {
  /** Which build of the native code; where the launcher chose one, or was told to, it says so. */
  private static final String NATIVE = "OPTBENCH_NATIVE";

  private SpecLanguage language;
  private Environment environment;
  private DataSpec described;
  private Dataset data;

  /** Before any native code is loaded: the widest build that this processor can run is chosen. */
  public ExecutorTraining() {
    Map<String, String> variables = System.getenv();
    Startup.settle(variables);
    System.setProperty(
        "org.bytedeco.javacpp.platform.extension",
        variables.getOrDefault(NATIVE, NativeBuild.bestFor(EnvironmentProbe.cpuFlags())));
  }

  @Override
  public void accept(Map<String, ?> given, Consumer<String> lines) {
    AtomicReference<ExecutorListener> listener = new AtomicReference<>();
    try (ScratchFolder scratch = ScratchFolder.make()) {
      prepare(given);
      GroupTraining.train(
          language,
          scratch.write("trial.json", (String) given.get("spec")),
          texts(given, "ids"),
          wanted -> data(wanted, given),
          group ->
              listening(
                  listener,
                  new ExecutorListener(group, environment, (Integer) given.get("attempt"), lines)));
    } catch (Throwable e) {
      if (listener.get() == null) {
        throw new IllegalStateException(faultOfExecutor(e), e);
      }
      listener.get().failed(e);
    }
  }

  private static String faultOfExecutor(Throwable e) {
    if (e instanceof LinkageError fault) {
      return EngineFaults.message(fault);
    }
    return e.getMessage() == null ? Thrown.words(e) : e.getMessage();
  }

  private static TrialListener listening(
      AtomicReference<ExecutorListener> to, ExecutorListener listener) {
    to.set(listener);
    return listener;
  }

  /** What is the same for all groups of a run. */
  private synchronized void prepare(Map<String, ?> given) {
    if (language == null) {
      language = SpecLanguage.with(texts(given, "plugins").stream().map(Path::of).toList());
      environment =
          EnvironmentProbe.read(Build.version(), (String) given.get("commit"))
              .in((String) given.get("cluster"));
    }
  }

  /** From this machine's own folders, else from where the run was started. */
  private synchronized Dataset data(DataSpec wanted, Map<String, ?> given) {
    if (!wanted.equals(described)) {
      data = load(wanted, given);
      described = wanted;
    }
    return data;
  }

  private static Dataset load(DataSpec wanted, Map<String, ?> given) {
    try {
      return GroupTraining.here(wanted);
    } catch (DataException e) {
      if (e.reason() != DataException.Reason.MISSING) {
        throw e;
      }
    }
    try (ScratchFolder folder = ScratchFolder.make()) {
      Map<?, ?> files = (Map<?, ?>) ((Supplier<?>) given.get("data")).get();
      files.forEach((name, content) -> folder.write((String) name, (byte[]) content));
      return GroupTraining.here(wanted.copiedTo(folder.path("")));
    }
  }

  private static List<String> texts(Map<String, ?> given, String name) {
    return ((List<?>) given.get(name)).stream().map(String.class::cast).toList();
  }
}
