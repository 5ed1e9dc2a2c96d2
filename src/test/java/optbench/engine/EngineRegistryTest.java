package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import optbench.data.Dataset;
import optbench.network.Networks;
import optbench.optimizer.Optimizers;
import optbench.plan.DataFacts;
import optbench.plan.Plan;
import optbench.plan.Planner;
import optbench.plan.Trial;
import optbench.spec.BatchSize;
import optbench.spec.DataSpec;
import optbench.spec.Device;
import optbench.spec.ExperimentSpec;
import optbench.spec.ExperimentSpec.Execution;
import optbench.spec.ExperimentSpec.Task;
import optbench.spec.ExperimentSpec.Training;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.Seeds;
import optbench.spec.SpecException;
import optbench.spec.TimingSpec;
import org.junit.jupiter.api.Test;

/** Which engine a trial gets. */
class EngineRegistryTest {
  private static final EngineRegistry ENGINES =
      new EngineRegistry(
          List.of(new Named("dl4j"), new Named("lockstep", "lbfgs"), new Named("slowstep")));

  /** Cannot train some optimizers. */
  private static class Named implements Engine {
    private final String id;
    private final List<String> cannot;

    Named(String id, String... cannot) {
      this.id = id;
      this.cannot = List.of(cannot);
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public Optional<String> unsupported(Trial trial) {
      return cannot.contains(trial.settings().optimizer())
          ? Optional.of("not " + trial.label())
          : Optional.empty();
    }

    @Override
    public void run(List<Trial> group, Dataset data, TrialListener listener) {
      throw new AssertionError("nothing is trained here");
    }
  }

  @Test
  void autoIsOneEngineForAllWhereTimesAreWanted() {
    assertThat(engines("auto", TimingSpec.REPORTED)).containsExactly("slowstep", "slowstep");

    EngineRegistry two =
        new EngineRegistry(List.of(new Named("dl4j"), new Named("lockstep", "lbfgs")));
    assertThat(engines(two, "auto", TimingSpec.REPORTED)).containsExactly("dl4j", "dl4j");

    EngineRegistry able = new EngineRegistry(List.of(new Named("dl4j"), new Named("lockstep")));
    assertThat(engines(able, "auto", TimingSpec.REPORTED)).containsExactly("lockstep", "lockstep");
  }

  @Test
  void autoSaysWhatItCannotTrainWhereTimesAreWanted() {
    EngineRegistry two =
        new EngineRegistry(List.of(new Named("dl4j", "adam"), new Named("lockstep", "adam")));

    assertThatThrownBy(() -> engines(two, "auto", TimingSpec.REPORTED))
        .isInstanceOf(SpecException.class)
        .hasMessage("'dl4j' cannot train 'adam': not adam");
  }

  /** Also by an engine that could train them together. */
  @Test
  void whereTimesAreWantedEachTrialIsTrainedByItself() {
    Engine together =
        new Named("dl4j") {
          @Override
          public List<List<Trial>> groups(List<Trial> trials) {
            return List.of(trials);
          }
        };
    EngineRegistry engines = new EngineRegistry(List.of(together));
    Plan timed = plan(engines, "auto", TimingSpec.REPORTED);
    Plan untimed = plan(engines, "auto", TimingSpec.OFF);

    assertThat(engines.training(timed.spec()).groups(together, timed.trials()))
        .hasSize(2)
        .allMatch(group -> group.size() == 1);
    assertThat(engines.training(untimed.spec()).groups(together, untimed.trials())).hasSize(1);
  }

  @Test
  void autoIsTheFirstFasterOneThatCanWhereOnlyAccuracyIsWanted() {
    assertThat(engines("auto", TimingSpec.OFF)).containsExactly("lockstep", "slowstep");
  }

  @Test
  void autoFallsBackToTheReferenceTrialByTrial() {
    EngineRegistry two =
        new EngineRegistry(List.of(new Named("dl4j"), new Named("lockstep", "lbfgs")));

    assertThat(engines(two, "auto", TimingSpec.OFF)).containsExactly("lockstep", "dl4j");
  }

  @Test
  void anEngineThatIsNamedIsTakenOrRefusesWhatItCannotTrain() {
    assertThat(engines("slowstep", TimingSpec.REPORTED)).containsExactly("slowstep", "slowstep");
    assertThat(engines("dl4j", TimingSpec.OFF)).containsExactly("dl4j", "dl4j");
    assertThatThrownBy(() -> engines("lockstep", TimingSpec.OFF))
        .isInstanceOf(SpecException.class)
        .hasMessage("'lockstep' cannot train 'lbfgs': not lbfgs");
  }

  @Test
  void autoRefusesWhatNoEngineCanTrain() {
    EngineRegistry two =
        new EngineRegistry(List.of(new Named("dl4j", "adam"), new Named("lockstep", "adam")));

    assertThatThrownBy(() -> engines(two, "auto", TimingSpec.OFF))
        .isInstanceOf(SpecException.class)
        .hasMessage("'dl4j' cannot train 'adam': not adam");
  }

  @Test
  void autoAndItsChoiceByNameAreTheSameTrials() {
    assertThat(plan(ENGINES, "auto", TimingSpec.REPORTED).trials())
        .extracting(Trial::id)
        .isEqualTo(
            plan(ENGINES, "slowstep", TimingSpec.OFF).trials().stream().map(Trial::id).toList());
  }

  @Test
  void wordsAreAutoAndAllNames() {
    assertThat(ENGINES.words()).containsExactly("auto", "dl4j", "lockstep", "slowstep");
    assertThat(ENGINES.get("lockstep").id()).isEqualTo("lockstep");
    assertThatThrownBy(() -> ENGINES.get("auto"))
        .hasMessage("engine must be one of [dl4j, lockstep, slowstep] but was 'auto'");
  }

  private static List<String> engines(String engine, TimingSpec timing) {
    return engines(ENGINES, engine, timing);
  }

  private static List<String> engines(EngineRegistry all, String engine, TimingSpec timing) {
    return plan(all, engine, timing).trials().stream().map(t -> t.settings().engine()).toList();
  }

  private static Plan plan(EngineRegistry all, String engine, TimingSpec timing) {
    ExperimentSpec spec =
        ExperimentSpec.of(
            "test",
            new Task(DataSpec.of("mnist"), new NetworkSpec.Preset("softmax")),
            new Training(
                2,
                new BatchSize(4),
                Profile.KERAS,
                List.of(OptimizerSpec.of("adam"), OptimizerSpec.of("lbfgs")),
                new Seeds(List.of(1L))),
            new Execution(engine, timing, Device.DEFAULT));
    return new Planner(Optimizers.builtIn(), Networks.builtIn())
        .plan(spec, new DataFacts("dots", "d075", 10, 0, 2, 2, 2), "cpu", all);
  }
}
