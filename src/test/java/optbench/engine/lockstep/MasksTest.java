package optbench.engine.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {
  private static final long SEED = 11;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.25, 0.5, 0.9})
  void dropsAShareNearTheRateAndScalesTheRest(double rate) {
    int samples = 200;
    int features = 501;
    Masks masks = new Masks(SEED, 1, rate);
    masks.draw(samples, features);
    long dropped = 0;
    for (int i = 0; i < samples; i++) {
      for (float factor : masks.of(i)) {
        assertThat(factor == 0 || factor == (float) (1 / (1 - rate))).isTrue();
        dropped += factor == 0 ? 1 : 0;
      }
    }
    double n = (double) samples * features;
    // Four standard deviations of a binomial.
    assertThat(dropped / n).isCloseTo(rate, within(4 * Math.sqrt(rate * (1 - rate) / n)));
  }

  @Test
  void drawsOtherMasksForAnotherSeedLayerOrStep() {
    Masks masks = new Masks(SEED, 1, 0.5);
    masks.draw(1, 301);
    float[] first = masks.of(0).clone();
    masks.draw(1, 301);
    assertThat(masks.of(0)).isNotEqualTo(first);
    masks.restart();
    masks.draw(1, 301);
    assertThat(masks.of(0)).isEqualTo(first);
    for (Masks others : List.of(new Masks(SEED + 1, 1, 0.5), new Masks(SEED, 2, 0.5))) {
      others.draw(1, 301);
      assertThat(others.of(0)).isNotEqualTo(first);
    }
  }
}
