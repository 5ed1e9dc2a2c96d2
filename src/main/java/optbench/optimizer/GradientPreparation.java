package optbench.optimizer;

import java.util.HashMap;
import java.util.Map;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.random.SeededRandom;
import optbench.spec.Clipping;
import optbench.spec.Clipping.By;
import optbench.spec.Techniques;

/**
 * What happens to a gradient before the rule sees it: penalties are added, then noise, then it is
 * clipped. Norms need a pass over the whole gradient first.
 */
final class GradientPreparation {
  private final Techniques techniques;
  private final long seed;
  private final Map<String, Double> squares = new HashMap<>();
  private SeededRandom random;
  private double deviation;

  GradientPreparation(Techniques techniques, long seed) {
    this.techniques = techniques;
    this.seed = seed;
  }

  /** Whether {@link #clip} needs all blocks to have been measured. */
  boolean measures() {
    return techniques.clipping().filter(c -> c.by() != By.VALUE).isPresent();
  }

  /** Before the first block of the pass that takes the norms of a step, counted from 1. */
  void beginMeasuring(long step) {
    squares.clear();
    begin(step);
  }

  /** Before the first block of a step, counted from 1. */
  void begin(long step) {
    techniques
        .noise()
        .ifPresent(
            n -> {
              random = SeededRandom.of(seed, "gradient noise", step);
              deviation = n.deviation(step);
            });
  }

  /** Adds penalties and noise to a block's gradient. */
  void perturb(WorkBlock block) {
    if (isFixed(block)) {
      return;
    }
    if (block.decays() && techniques.l2() > 0) {
      block.gradient().add(techniques.l2(), block.parameters());
    }
    if (block.decays() && techniques.l1() > 0) {
      block.gradient().addSign(techniques.l1(), block.parameters());
    }
    if (techniques.noise().isPresent()) {
      block.gradient().add(deviation, block.normal(random));
    }
  }

  /** Takes a block's part of the norm. */
  void measure(WorkBlock block) {
    if (!isFixed(block)) {
      double norm = block.gradientNorm();
      squares.merge(group(block), norm * norm, Double::sum);
    }
  }

  /** Cuts down a block's gradient. */
  void clip(WorkBlock block) {
    if (techniques.clipping().isEmpty() || isFixed(block)) {
      return;
    }
    Clipping clipping = techniques.clipping().get();
    if (clipping.by() == By.VALUE) {
      block.gradient().cutOff(clipping.threshold());
      return;
    }
    block.shortenGradient(clipping.threshold(), Math.sqrt(squares.get(group(block))));
  }

  private String group(WorkBlock block) {
    return group(techniques, block.tensor());
  }

  /** Tensors of one group are clipped by the norm of all their gradients, if they are by a norm. */
  static String group(Techniques techniques, Tensor tensor) {
    boolean layers = techniques.clipping().filter(c -> c.by() == By.LAYER_NORM).isPresent();
    return layers ? tensor.layer() : "all";
  }

  private static boolean isFixed(WorkBlock block) {
    return block.tensor().role() == Role.STATISTICS;
  }
}
