package optbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import optbench.run.InterleavedSchedule.Lap;
import optbench.run.InterleavedSchedule.Side;
import org.junit.jupiter.api.Test;

class InterleavedScheduleTest {
  private final List<Lap> laps = new InterleavedSchedule(2, List.of(7L, 9L)).laps(6);

  @Test
  void everySideTrainsEveryTrialOnceARound() {
    assertThat(laps).hasSize(6 * 2 * 3).doesNotHaveDuplicates();
    assertThat(laps)
        .allSatisfy(lap -> assertThat(lap.seed()).isEqualTo(lap.round() % 2 == 1 ? 7 : 9));
  }

  /** Else "against itself" would tell of another time than the comparison. */
  @Test
  void theThreeSidesOfATrialFollowEachOther() {
    for (int i = 0; i < laps.size(); i += 3) {
      assertThat(laps.subList(i, i + 3))
          .extracting(lap -> List.of(lap.round(), lap.optimizer()))
          .hasSize(3)
          .containsOnly(List.of(laps.get(i).round(), laps.get(i).optimizer()));
    }
  }

  @Test
  void afterSixRoundsEachWasAsOftenInEachPlace() {
    for (Side side : Side.values()) {
      for (int place = 0; place < 3; place++) {
        int at = place;
        assertThat(laps.stream().filter(l -> l.side() == side && laps.indexOf(l) % 3 == at))
            .as(side + " in place " + place)
            .hasSize(4);
      }
    }
  }

  @Test
  void optimizersTakeTurnsInBeingFirst() {
    assertThat(
            laps.stream().collect(Collectors.groupingBy(Lap::round)).values().stream()
                .map(round -> round.get(0).optimizer()))
        .containsExactly(0, 1, 0, 1, 0, 1);
  }
}
