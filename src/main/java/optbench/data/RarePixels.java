package optbench.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import optbench.hash.Sha256;

/**
 * Blanks all pixels but rare ones, so that dense images become a task of rare features.
 *
 * <p>Which pixels are rare is counted over the images that are trained on, after the limit and
 * without those held out: so the share that was asked for holds exactly where it matters, and
 * nothing is learnt from validation and test images. The price is that another limit may blank
 * other pixels; the checksum tells such data apart.
 */
final class RarePixels {
  private static final MathContext UP = new MathContext(3, RoundingMode.CEILING);

  private RarePixels() {}

  /**
   * The data set with the same pixels blanked in training, validation and test images.
   *
   * @param maxFrequency of the images trained on, in how large a share a pixel that is kept may be
   *     other than 0
   */
  static Dataset of(Dataset data, double maxFrequency) {
    int[] counts = counts(data.training(), data.features());
    boolean[] kept = new boolean[counts.length];
    int images = data.training().size();
    int rarest = images;
    boolean anyLeft = false;
    for (int i = 0; i < counts.length; i++) {
      kept[i] = (double) counts[i] / images <= maxFrequency;
      anyLeft |= kept[i] && counts[i] > 0;
      rarest = counts[i] > 0 ? Math.min(rarest, counts[i]) : rarest;
    }
    if (!anyLeft) {
      throw new DataException(
          DataException.Reason.REQUEST,
          String.format(
              Locale.ROOT,
              "max_pixel_frequency must be at least %s, as no pixel of the %d training images of %s"
                  + " is rarer, but was %s.",
              BigDecimal.valueOf(rarest).divide(BigDecimal.valueOf(images), UP).toPlainString(),
              images,
              data.name(),
              maxFrequency));
    }
    return data.with(
        data.name() + ", pixels in at most " + percent(maxFrequency) + " % of images",
        checksum(data.sha256(), kept),
        data.training().blanked(kept),
        data.validation().blanked(kept),
        data.test().blanked(kept));
  }

  /** In how many images each pixel is not 0. */
  private static int[] counts(Samples samples, int features) {
    int[] counts = new int[features];
    for (int i = 0; i < samples.length(); i++) {
      counts[i % features] += samples.value(i) == 0 ? 0 : 1;
    }
    return counts;
  }

  private static String checksum(String whole, boolean[] kept) {
    StringBuilder text = new StringBuilder(whole).append("\nkept pixels ");
    for (boolean one : kept) {
      text.append(one ? '1' : '0');
    }
    return Sha256.hex(text.toString());
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
  }
}
