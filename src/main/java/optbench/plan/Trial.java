package optbench.plan;

import optbench.network.Network;
import optbench.optimizer.OptimizerSettings;
import optbench.result.TrialSettings;

/**
 * One training to run, fully resolved: one optimizer, one seed.
 *
 * @param label what tables and charts call the optimizer
 * @param settings the same in the words of the record that is stored
 */
public record Trial(
    String label, OptimizerSettings optimizer, Network network, TrialSettings settings) {
  /** Names the trial and its file. */
  public String id() {
    return settings.id();
  }

  /** The same training on fewer samples and for other epochs, to see what it costs. */
  public Trial shortened(int trainingSamples, int epochs) {
    return new Trial(label, optimizer, network, settings.shortened(trainingSamples, epochs));
  }
}
