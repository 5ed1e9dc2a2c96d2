package optbench.optimizer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.optimizer.HyperParameter.Range;
import optbench.spec.BatchSize;
import optbench.spec.Profile;
import optbench.spec.Schedule;
import optbench.spec.SpecException;
import optbench.spec.Techniques;

/** L-BFGS: quasi-Newton directions from the last few gradients, with a strong Wolfe line search. */
final class Lbfgs implements LineSearchOptimizer {
  private static final HyperParameter FIRST_STEP =
      new HyperParameter(
          HyperParameter.LEARNING_RATE,
          "lr",
          "the first multiple of a direction that is tried",
          Range.POSITIVE);
  private static final HyperParameter PAIRS =
      new HyperParameter("history_size", "m", "pairs s, y that are kept", Range.COUNT_FROM_1);
  private static final HyperParameter EVALUATIONS =
      new HyperParameter(
          "max_evaluations", "n", "losses and gradients along one direction", Range.COUNT_FROM_1);
  private static final HyperParameter GRADIENT_TOLERANCE =
      new HyperParameter(
          "tolerance_grad",
          "tg",
          "a gradient with no element above it is zero",
          Range.AT_LEAST_ZERO);
  private static final HyperParameter CHANGE_TOLERANCE =
      new HyperParameter(
          "tolerance_change", "tc", "changes below it are not searched for", Range.AT_LEAST_ZERO);

  @Override
  public Description description() {
    return new Description(
        "lbfgs",
        "L-BFGS",
        Description.Family.SECOND_ORDER,
        1989,
        "Liu & Nocedal, On the limited memory BFGS method for large scale optimization, Math. Programming 45, 1989",
        "curvature from the last few gradients, and a search along each direction",
        """
        d = -H g                     H: from the last m pairs s, y, in two loops
        p = p + a d                  a: first lr, then where f(p + a d) <= f(p) + 0.0001 a g'd
                                                     and |g(p + a d)'d| <= 0.9 |g'd|
        s = a d,  y = g(p + a d) - g                 kept if s'y > 0\
        """,
        "Only PyTorch has it, with line_search_fn=strong_wolfe; one step here is one of its inner iterations (max_iter=1), and"
            + " the 25 evaluations are for each of them. Full batch unless an entry has a batch_size; that should be large, for"
            + " noise in gradients passes for curvature. Nothing is measured twice: where the last step ended, the full-batch"
            + " gradient is known. Extra gradients are counted and timed. If a search finds nothing lower, parameters stay, history"
            + " is dropped, and the record says so. Of the techniques it takes l1 and l2, as part of the loss.");
  }

  @Override
  public Optional<BatchSize> batchSize() {
    return Optional.of(BatchSize.FULL);
  }

  @Override
  public List<HyperParameter> hyperParameters() {
    return List.of(FIRST_STEP, PAIRS, EVALUATIONS, GRADIENT_TOLERANCE, CHANGE_TOLERANCE);
  }

  @Override
  public List<String> variants() {
    return List.of("strong_wolfe");
  }

  @Override
  public ProfileDefaults defaults(Profile profile) {
    return switch (profile) {
      case KERAS ->
          of(
              10,
              25,
              "Keras has no L-BFGS: PyTorch's numbers, but 10 pairs, as SciPy's L-BFGS-B keeps");
      case PYTORCH ->
          of(
              100,
              25,
              "torch.optim.LBFGS with strong_wolfe, PyTorch 2.10; max_iter 20 and max_eval do not apply");
      case DL4J -> of(10, 25, "ND4J has no such updater: the keras profile serves instead");
      case PAPER ->
          of(5, 20, "Liu & Nocedal 1989: 3 to 7 pairs are advised; tolerances are PyTorch's");
    };
  }

  @Override
  public Minimizer minimizer(OptimizerSettings settings, ParameterLayout layout) {
    return new LbfgsMinimizer(
        new LbfgsMinimizer.Settings(
            settings.get(FIRST_STEP.name()),
            pairs(settings),
            (int) settings.get(EVALUATIONS.name()),
            settings.get(GRADIENT_TOLERANCE.name()),
            settings.get(CHANGE_TOLERANCE.name())),
        layout,
        settings.techniques());
  }

  @Override
  public List<String> stateVectors(OptimizerSettings settings) {
    return IntStream.rangeClosed(1, pairs(settings))
        .boxed()
        .flatMap(i -> Stream.of("s" + i, "y" + i))
        .toList();
  }

  @Override
  public void requireSupported(Techniques techniques) {
    refuse("schedule", !techniques.schedule().equals(Schedule.CONSTANT));
    refuse("weight_decay", techniques.weightDecay().orElse(0.0) > 0);
    refuse("clip", techniques.clipping().isPresent());
    refuse("gradient_noise", techniques.noise().isPresent());
    refuse("ema", techniques.ema().isPresent());
  }

  private static void refuse(String technique, boolean given) {
    if (given) {
      throw new SpecException(
          "/" + technique,
          "lbfgs searches along a line and cannot be combined with "
              + technique
              + ": leave it out (l1 and l2 can stay)");
    }
  }

  private static int pairs(OptimizerSettings settings) {
    return (int) settings.get(PAIRS.name());
  }

  private static ProfileDefaults of(int pairs, int evaluations, String source) {
    return new ProfileDefaults(
        "strong_wolfe",
        Map.of(
            HyperParameter.LEARNING_RATE,
            1.0,
            PAIRS.name(),
            (double) pairs,
            EVALUATIONS.name(),
            (double) evaluations,
            GRADIENT_TOLERANCE.name(),
            1e-7,
            CHANGE_TOLERANCE.name(),
            1e-9),
        source);
  }
}
