package optbench.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.Schedule;
import optbench.spec.SpecException;
import optbench.spec.Techniques;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Under which profiles weight decay may be asked for by its mere name. */
class WeightDecayKindTest {
  static Stream<Optimizer> optimizers() {
    return Optimizers.builtIn().all().stream();
  }

  /**
   * By heart: every optimizer of Keras 3 decays weights apart from the gradient; those of
   * torch.optim add decay to it, but for AdamW and Muon, and Rprop and LBFGS have none; in
   * Deeplearning4j it is a setting of layers and no updater's; papers mostly have none.
   */
  @ParameterizedTest
  @CsvSource({
    "sgd,                DECOUPLED, COUPLED,   NONE,      NONE",
    "gradient-descent,   DECOUPLED, COUPLED,   NONE,      NONE",
    "momentum,           DECOUPLED, COUPLED,   DECOUPLED, NONE",
    "nesterov,           DECOUPLED, COUPLED,   NONE,      NONE",
    "adagrad,            DECOUPLED, COUPLED,   NONE,      NONE",
    "rmsprop,            DECOUPLED, COUPLED,   NONE,      NONE",
    "adadelta,           DECOUPLED, COUPLED,   NONE,      NONE",
    "adam,               DECOUPLED, COUPLED,   NONE,      NONE",
    "adamw,              DECOUPLED, DECOUPLED, DECOUPLED, DECOUPLED",
    "adamax,             DECOUPLED, COUPLED,   NONE,      NONE",
    "nadam,              DECOUPLED, COUPLED,   NONE,      NONE",
    "amsgrad,            DECOUPLED, COUPLED,   NONE,      NONE",
    "radam,              COUPLED,   COUPLED,   COUPLED,   NONE",
    "adabelief,          DECOUPLED, DECOUPLED, NONE,      DECOUPLED",
    "schedulefree_adamw, DECOUPLED, DECOUPLED, DECOUPLED, DECOUPLED",
    "rprop,              NONE,      NONE,      NONE,      NONE",
    "lion,               DECOUPLED, DECOUPLED, DECOUPLED, DECOUPLED",
    "lamb,               DECOUPLED, DECOUPLED, DECOUPLED, DECOUPLED",
    "muon,               DECOUPLED, DECOUPLED, DECOUPLED, DECOUPLED",
    "lbfgs,              NONE,      NONE,      NONE,      NONE",
  })
  void isThatOfTheFrameworkOrPaper(
      String id,
      WeightDecayKind keras,
      WeightDecayKind pytorch,
      WeightDecayKind dl4j,
      WeightDecayKind paper) {
    Optimizer optimizer = Optimizers.builtIn().find(id).orElseThrow();

    assertThat(Stream.of(Profile.values()).map(p -> optimizer.defaults(p).decayKind()))
        .containsExactly(keras, pytorch, dl4j, paper);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aMereNumberIsTakenWhereTheProfileMeansDecoupledAndRefusedElsewhere(Optimizer optimizer) {
    for (Profile profile : Profile.values()) {
      if (optimizer.defaults(profile).decayKind() == WeightDecayKind.DECOUPLED) {
        assertThat(resolved(optimizer, profile, number(0.3))).isEqualTo(0.3);
      } else {
        assertThatThrownBy(() -> resolved(optimizer, profile, number(0.3)))
            .isInstanceOfSatisfying(
                SpecException.class, e -> assertThat(e.path()).isEqualTo("/weight_decay"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void decoupledInSoManyWordsIsTakenEverywhereAndSoIsNone(Optimizer optimizer) {
    for (Profile profile : Profile.values()) {
      assertThat(resolved(optimizer, profile, number(0))).isZero();
      assertThat(resolved(optimizer, profile, Techniques.NONE.withWeightDecay(0))).isZero();
      if (!(optimizer instanceof LineSearchOptimizer)) {
        assertThat(resolved(optimizer, profile, Techniques.NONE.withWeightDecay(0.3)))
            .isEqualTo(0.3);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0.01", "1e-4, 0.0001", "1e-9, 1E-9", "5, 5", "20, 20", "1e9, 1E+9"})
  void whatToWriteInsteadIsSaidInNumbersThatSpecsTake(double number, String text) {
    assertThatThrownBy(() -> resolved(new Sgd(), Profile.PAPER, number(number)))
        .hasMessage(
            "sgd under profile paper has no weight decay: write 'weight_decay: {decoupled: "
                + text
                + "}' to decay the weights all the same, or 'l2: "
                + text
                + "' for a penalty");
    assertThatThrownBy(() -> resolved(new RAdam(), Profile.KERAS, number(number)))
        .hasMessage(
            "radam under profile keras adds weight decay to the gradient: write 'l2: "
                + text
                + "' for that, or 'weight_decay: {decoupled: "
                + text
                + "}' to keep them apart");
  }

  @Test
  void onlyDecoupledDecayHasADefault() {
    for (WeightDecayKind kind : List.of(WeightDecayKind.NONE, WeightDecayKind.COUPLED)) {
      assertThatThrownBy(() -> new ProfileDefaults("default", Map.of(), kind, 0.01, "nowhere"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("weight decay must be decoupled to have a default but was " + kind.title());
    }
  }

  /** As plug-ins have always written them. */
  @Test
  void defaultsSayWithoutAWordWhichKindTheyHave() {
    assertThat(new ProfileDefaults("default", Map.of(), "mine").decayKind())
        .isEqualTo(WeightDecayKind.NONE);
    assertThat(new ProfileDefaults("default", Map.of(), 0, "mine").decayKind())
        .isEqualTo(WeightDecayKind.DECOUPLED);
  }

  private static double resolved(Optimizer optimizer, Profile profile, Techniques techniques) {
    OptimizerSpec spec = OptimizerSpec.of(optimizer.description().id()).with(techniques);
    return Optimizers.builtIn().resolve(spec, profile).techniques().weightDecay().orElse(0.0);
  }

  private static Techniques number(double decay) {
    return new Techniques(
        Schedule.CONSTANT,
        0,
        0,
        Optional.of(decay),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
