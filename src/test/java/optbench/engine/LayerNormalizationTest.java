package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import optbench.network.Shape;
import org.junit.jupiter.api.Test;

/**
 * An image of three channels and two pixels, with epsilon 0.001. By NumPy: the formula of Ba, Kiros
 * and Hinton (2016), and central differences of it.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // as NumPy prints them
class LayerNormalizationTest {
  private static final Shape SHAPE = new Shape(3, 1, 2);
  private static final float[] SAMPLE = {0.5f, -1.25f, 2, 0.75f, -3, 4};
  private static final float[] GRADIENT = {1, -2, 0.5f, 3, -1, 0.25f};
  private static final float[] GAIN = {0.5f, 1, 2};
  private static final float[] OFFSET = {0, -1, 0.25f};

  @Test
  void eachPixelIsNormalisedOverItsChannels() {
    float[] sample = SAMPLE.clone();

    new LayerNormalization(SHAPE, true, 1e-3).forward(sample, GAIN, OFFSET);

    assertThat(sample)
        .containsExactly(
            new float[] {
              0.159093333f, -0.558459477f, 0.034106667f, -1.192572234f, -2.454586666f, 2.868982376f
            },
            within(1e-6f));
  }

  @Test
  void gradientsAreThoseOfTheFormula() {
    float[] gradient = GRADIENT.clone();
    double[] ofGain = {10, 0, 0};
    double[] ofOffset = {0, 0, 10};

    new LayerNormalization(SHAPE, true, 1e-3).backward(SAMPLE, gradient, GAIN, ofGain, ofOffset);

    assertThat(gradient)
        .containsExactly(
            new float[] {
              0.22659596f, -0.64187515f, -0.15846315f, 1.03679677f, -0.06813281f, -0.39492162f
            },
            within(1e-6f));
    assertThat(ofGain)
        .containsExactly(new double[] {12.55202458, -0.06066337, 1.67966613}, within(1e-6));
    assertThat(ofOffset).containsExactly(new double[] {-1, 3.5, 9.25}, within(1e-6));
  }

  @Test
  void samplesMayBePixelAfterPixel() {
    float[] sample = {0.5f, 2, -3, -1.25f, 0.75f, 4};

    new LayerNormalization(SHAPE, false, 1e-3).forward(sample, GAIN, OFFSET);

    assertThat(sample)
        .containsExactly(
            new float[] {
              0.159093333f, 0.034106667f, -2.454586666f, -0.558459477f, -1.192572234f, 2.868982376f
            },
            within(1e-6f));
  }
}
