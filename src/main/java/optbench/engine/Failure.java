package optbench.engine;

import java.time.Instant;
import optbench.opencl.OpenClException;
import optbench.plan.Trial;
import optbench.plugin.PluginException;
import optbench.result.Outcome;
import optbench.result.TrialResult;
import optbench.text.Thrown;

/** What becomes of a trial whose training threw something. */
public final class Failure {
  /** How the reasons of trials begin for which there was no memory. */
  public static final String OUT_OF_MEMORY = "out of memory";

  private Failure() {}

  /** The trial's result. */
  public static TrialResult of(Trial trial, Throwable thrown) {
    return TrialResult.unfinished(
        trial.id(),
        trial.label(),
        trial.settings(),
        Outcome.FAILED,
        reason(thrown),
        EnvironmentProbe.threads(),
        Instant.now());
  }

  /** For tables and the terminal. */
  public static String reason(Throwable thrown) {
    if (thrown instanceof PluginException || thrown instanceof OpenClException) {
      return thrown.getMessage();
    }
    return NativeMemory.ranOut(thrown)
        ? OUT_OF_MEMORY
            + " ("
            + thrown.getMessage()
            + "): take a smaller batch_size or network or fewer --jobs, or give Java's heap more, as"
            + " in OPTBENCH_JAVA_OPTS=-Xmx8g"
        : Thrown.words(thrown);
  }
}
