package optbench.optimizer;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.spec.Clipping;
import optbench.spec.GradientNoise;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.Schedule;
import optbench.spec.ScheduleCurve;
import optbench.spec.Techniques;

/** Optimizers with everything decided, for tests that are about all of them. */
public final class KernelForms {
  private KernelForms() {}

  /** Every optimizer with an update rule, at the numbers of every profile, in every form. */
  public static Stream<OptimizerSettings> all() {
    return Optimizers.builtIn().all().stream()
        .filter(o -> !(o instanceof LineSearchOptimizer))
        .flatMap(
            optimizer ->
                Stream.of(Profile.values())
                    .flatMap(
                        profile ->
                            optimizer.variants().stream()
                                .map(v -> settings(optimizer, profile, v, Techniques.NONE))));
  }

  /** What can be combined with all of them, without norms and noise. */
  public static Stream<OptimizerSettings> techniques() {
    Clipping clipping = new Clipping(Clipping.By.VALUE, 0.05);
    return with(
        techniques(Optional.of(clipping), Optional.empty()), "sgd", "adam", "rprop", "radam");
  }

  /** Noise, too. */
  public static Stream<OptimizerSettings> noise() {
    return with(
        techniques(Optional.empty(), Optional.of(new GradientNoise(0.01, 0.55))), "sgd", "adam");
  }

  /** Those that need the norm of a gradient. */
  public static Stream<OptimizerSettings> norms() {
    return Stream.of(Clipping.By.GLOBAL_NORM, Clipping.By.LAYER_NORM)
        .map(by -> techniques(Optional.of(new Clipping(by, 0.05)), Optional.empty()))
        .flatMap(techniques -> with(techniques, "sgd", "adam"));
  }

  private static Techniques techniques(Optional<Clipping> clipping, Optional<GradientNoise> noise) {
    Schedule schedule =
        new Schedule(new ScheduleCurve.Constant(), new Schedule.Span(3, false), false);
    return new Techniques(
        schedule, 0.02, 0.1, Optional.empty(), true, clipping, noise, Optional.of(0.75));
  }

  private static Stream<OptimizerSettings> with(Techniques techniques, String... ids) {
    return Stream.of(ids)
        .map(id -> Optimizers.builtIn().find(id).orElseThrow())
        .map(o -> settings(o, Profile.PYTORCH, o.defaults(Profile.PYTORCH).variant(), techniques));
  }

  private static OptimizerSettings settings(
      Optimizer optimizer, Profile profile, String variant, Techniques techniques) {
    OptimizerSpec spec =
        new OptimizerSpec(
            optimizer.description().id(),
            Optional.empty(),
            Optional.of(profile),
            Optional.of(variant),
            Map.of(),
            techniques,
            Optional.empty());
    return Optimizers.builtIn().resolve(spec, profile);
  }

  /** For reports. */
  public static String name(OptimizerSettings settings) {
    return String.join(
        " ",
        settings.id(),
        settings.profile().toString(),
        settings.variant(),
        String.join(" ", settings.techniques().inUse().keySet()));
  }
}
