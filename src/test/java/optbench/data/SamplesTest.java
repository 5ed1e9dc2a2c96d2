package optbench.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void countsTheClassThatHasTheMost() {
    Samples five = new Samples(new byte[5], new int[] {2, 0, 2, 1, 2});

    assertThat(five.mostOfAClass()).isEqualTo(3);
    assertThat(five.first(2).mostOfAClass()).isEqualTo(1);
    assertThat(five.first(0).mostOfAClass()).isZero();
  }
}
