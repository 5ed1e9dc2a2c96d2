package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import optbench.plan.Trial;
import org.junit.jupiter.api.Test;

class TrialOrderTest {
  private static final String[] OPTIMIZERS = {
    "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam"
  };

  @Test
  void runsSeedBySeedInTheOrderOfTheSpec() {
    List<Trial> order = order(List.of(5L, -3L, 4L), 1);

    assertThat(order.subList(0, 7)).allMatch(t -> t.settings().seed() == 5);
    assertThat(order.subList(7, 14)).allMatch(t -> t.settings().seed() == -3);
    assertThat(order.subList(14, 21)).allMatch(t -> t.settings().seed() == 4);
  }

  @Property(tries = 100)
  void runsEveryTrialOnce(@ForAll long orderSeed, @ForAll @LongRange(min = 1, max = 5) long count) {
    List<Long> seeds = LongStream.rangeClosed(1, count).boxed().toList();

    assertThat(order(seeds, orderSeed))
        .containsExactlyInAnyOrderElementsOf(Experiment.plan(seeds, OPTIMIZERS).trials());
  }

  @Test
  void isTheSameEveryTime() {
    assertThat(order(List.of(1L, 2L), 7)).isEqualTo(order(List.of(1L, 2L), 7));
  }

  @Test
  void givesEveryPlaceToManyOptimizers() {
    List<Trial> order = order(LongStream.rangeClosed(1, 30).boxed().toList(), 1);

    for (int place = 0; place < OPTIMIZERS.length; place++) {
      Set<String> seen = new HashSet<>();
      for (int i = place; i < order.size(); i += OPTIMIZERS.length) {
        seen.add(order.get(i).label());
      }
      assertThat(seen).as("at place %d", place).hasSizeGreaterThanOrEqualTo(5);
    }
  }

  @Test
  void dependsOnTheSeedOfTheOrder() {
    assertThat(order(List.of(1L, 2L, 3L), 1)).isNotEqualTo(order(List.of(1L, 2L, 3L), 2));
  }

  /** So that asking for more seeds goes on where the earlier run ended. */
  @Test
  void leavesEarlierSeedsAsTheyWere() {
    assertThat(order(List.of(1L, 2L, 3L), 1).subList(0, 14)).isEqualTo(order(List.of(1L, 2L), 1));
  }

  /** Which optimizer was named first must not decide which of them meets the noisy minute. */
  @Test
  void isNotTheOrderOfTheSpec() {
    List<Trial> order = order(List.of(1L, 2L, 3L, 4L), 1);

    assertThat(order)
        .isNotEqualTo(
            order.stream()
                .sorted(
                    Comparator.comparing((Trial t) -> t.settings().seed())
                        .thenComparing(t -> List.of(OPTIMIZERS).indexOf(t.label())))
                .toList());
  }

  @Test
  void repeatsGoRoundByRoundWithinASeedEachInAnotherOrder() {
    List<Trial> trials = Experiment.plan(List.of(1L, 2L), OPTIMIZERS).trials();

    List<Trial> order = TrialOrder.of(trials, 1, 3);

    assertThat(order).hasSize(42);
    Set<List<Trial>> rounds = new HashSet<>();
    for (int i = 0; i < 42; i += 7) {
      List<Trial> round = order.subList(i, i + 7);
      assertThat(round)
          .doesNotHaveDuplicates()
          .extracting(t -> t.settings().seed())
          .containsOnly(i < 21 ? 1L : 2L);
      rounds.add(round);
    }
    assertThat(rounds).hasSize(6);
    assertThat(order.subList(0, 7)).isEqualTo(order(List.of(1L), 1));
  }

  private static List<Trial> order(List<Long> seeds, long orderSeed) {
    return TrialOrder.of(Experiment.plan(seeds, OPTIMIZERS).trials(), orderSeed);
  }
}
