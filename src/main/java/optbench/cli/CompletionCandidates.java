package optbench.cli;

import java.util.Arrays;
import java.util.Iterator;
import optbench.app.Engines;
import optbench.network.Networks;
import optbench.optimizer.Optimizers;
import optbench.spec.DataSpec;
import optbench.spec.Device;
import optbench.spec.Profile;

/** Words that shells complete and help lists, straight from the registries. */
final class CompletionCandidates {
  private CompletionCandidates() {}

  /** Names of the built-in optimizers. */
  static final class OptimizerNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Optimizers.builtIn().all().stream().map(o -> o.description().id()).iterator();
    }
  }

  /** Names of network presets. */
  static final class NetworkNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Networks.builtIn().all().stream().map(p -> p.network().name()).iterator();
    }
  }

  /** What may stand after {@code --data}. */
  static final class DataNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return DataSpec.NAMES.iterator();
    }
  }

  /** The data sets themselves. */
  static final class DataSets implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return DataSpec.NAMES.stream().filter(n -> !n.equals(DataSpec.AUTO)).iterator();
    }
  }

  /** What may stand after {@code --charts}. */
  static final class ChartNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ChartOptions.words().iterator();
    }
  }

  /** Names of profiles. */
  static final class ProfileNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Profile.values()).map(Profile::id).iterator();
    }
  }

  /** What may stand after {@code --device}. */
  static final class DeviceNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Device.ids().iterator();
    }
  }

  /** What may stand after {@code --engine}. */
  static final class EngineNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Engines.ALL.words().iterator();
    }
  }
}
