package optbench.plan;

import java.util.Optional;
import optbench.network.Network;
import optbench.optimizer.OptimizerSettings;
import optbench.result.TrialSettings;
import optbench.spec.EvaluateSpec;

/**
 * One training to run, fully resolved: one optimizer, one seed.
 *
 * @param label what tables and charts call the optimizer
 * @param settings the same in the words of the record that is stored
 * @param evaluate at which steps of the first epoch test accuracy is evaluated, if at any
 */
public record Trial(
    String label,
    OptimizerSettings optimizer,
    Network network,
    TrialSettings settings,
    Optional<EvaluateSpec> evaluate) {
  /** Names the trial and its file. */
  public String id() {
    return settings.id();
  }

  /** The same training on fewer samples and for other epochs, to see what its steps cost. */
  public Trial shortened(int trainingSamples, int epochs) {
    return new Trial(
        label, optimizer, network, settings.shortened(trainingSamples, epochs), Optional.empty());
  }
}
