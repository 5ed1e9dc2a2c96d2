package optbench.data;

import optbench.random.SeededRandom;

/**
 * Writes digits by hand, so to speak: takes a {@link DigitStyle}, lets the hand wander, leans and
 * warps the page, draws with a pen of varying width, and centres the result as MNIST does (20x20
 * box, aspect ratio kept, then the centre of mass in the middle of 28x28).
 *
 * <p>Only additions, multiplications, divisions and square roots, which IEEE 754 fixes to the last
 * bit: the same seed gives the same bytes on every JVM. Not thread-safe; make one a thread.
 */
final class DigitPainter {
  static final int SIDE = 28;

  private static final int BOX = 20;
  private static final int MARGIN = 3;
  private static final int PAGE = BOX + 2 * MARGIN;
  private static final int STEPS_A_SPAN = 5;
  private static final int MOST_POINTS = 128;
  private static final int TERMS = 7;

  // How far a hand strays. Chosen so that a 784-128-10 network finds these digits as hard as
  // MNIST's after five epochs, under each of Keras' optimizers: 97.5 % with Adam, 91 % with SGD.
  private static final double JITTER = 0.035;
  private static final double LOOSE_JOIN = 0.018;
  private static final double WARP = 0.115;
  private static final double WIDTH = 0.72;
  private static final double LEAN = -0.12;
  private static final double LEAN_SPREAD = 0.26;
  private static final double TILT_SPREAD = 0.145;
  private static final double STRETCH_SPREAD = 0.22;

  private final Pen pen = new Pen(PAGE);
  private final double[] x = new double[MOST_POINTS];
  private final double[] y = new double[MOST_POINTS];
  private final boolean[] penDown = new boolean[MOST_POINTS];
  private final double[] warpX = new double[TERMS];
  private final double[] warpY = new double[TERMS];
  private int points;

  /** Paints one digit over the 784 bytes from {@code offset} on. */
  void paint(DigitStyle style, SeededRandom random, byte[] pixels, int offset) {
    trace(style, random);
    bend(random);
    double radius = 1.3 + 0.4 * bell(random);
    ink(Math.max(0.55, radius), random);
    centre(0.9 + 0.1 * random.nextDouble(), pixels, offset);
  }

  /** Follows the strokes with a smooth curve through points that each went a little astray. */
  private void trace(DigitStyle style, SeededRandom random) {
    int n = style.x().length;
    double[] px = new double[n];
    double[] py = new double[n];
    for (int i = 0; i < n; i++) {
      px[i] = style.x()[i] + JITTER * bell(random);
      py[i] = style.y()[i] + JITTER * bell(random);
    }
    double roundness = random.nextDouble();
    points = 0;
    for (int[] stroke : style.strokes()) {
      double shiftX = LOOSE_JOIN * bell(random);
      double shiftY = LOOSE_JOIN * bell(random);
      int last = stroke.length - 1;
      boolean closed = stroke[0] == stroke[last];
      add(px[stroke[0]] + shiftX, py[stroke[0]] + shiftY, false);
      for (int i = 0; i < last; i++) {
        int before = i > 0 ? stroke[i - 1] : closed ? stroke[last - 1] : stroke[0];
        int after = i + 2 <= last ? stroke[i + 2] : closed ? stroke[1] : stroke[last];
        for (int step = 1; step <= STEPS_A_SPAN; step++) {
          double t = step / (double) STEPS_A_SPAN;
          add(
              shiftX + curve(px[before], px[stroke[i]], px[stroke[i + 1]], px[after], t, roundness),
              shiftY + curve(py[before], py[stroke[i]], py[stroke[i + 1]], py[after], t, roundness),
              true);
        }
      }
    }
  }

  private void add(double pointX, double pointY, boolean down) {
    x[points] = pointX;
    y[points] = pointY;
    penDown[points] = down;
    points++;
  }

  /**
   * From b to c, with a before and d after them: between an interpolating curve (Catmull-Rom,
   * roundness 0) and one that cuts corners (uniform B-spline, roundness 1).
   */
  private static double curve(double a, double b, double c, double d, double t, double roundness) {
    double sharp =
        b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    double round =
        (a + 4 * b + c + t * (3 * (c - a) + t * (3 * (a + c) - 6 * b + t * (3 * (b - c) + d - a))))
            / 6;
    return sharp + roundness * (round - sharp);
  }

  /** Leans, tilts, stretches and warps the page, then fits what is on it to the box. */
  private void bend(SeededRandom random) {
    double stretchX = 1 + STRETCH_SPREAD * bell(random);
    double stretchY = 1 + STRETCH_SPREAD * bell(random) / 2;
    double tilt = TILT_SPREAD * bell(random);
    double lean = LEAN + LEAN_SPREAD * bell(random) - tilt;
    for (int i = 0; i < TERMS; i++) {
      warpX[i] = WARP * bell(random);
      warpY[i] = WARP * bell(random);
    }
    for (int i = 0; i < points; i++) {
      double fromX = 2 * x[i] - 1;
      double fromY = 2 * y[i] - 1;
      double warpedX = fromX + warp(warpX, fromX, fromY);
      double warpedY = fromY + warp(warpY, fromX, fromY);
      x[i] = WIDTH * stretchX * warpedX + lean * warpedY;
      y[i] = tilt * warpedX + stretchY * warpedY;
    }
  }

  /** A smooth random field over the page, whose sides are at -1 and 1: bends more than it moves. */
  private static double warp(double[] by, double atX, double atY) {
    double xx = atX * atX;
    double yy = atY * atY;
    return by[0] * atX * atY
        + by[1] * (xx - 0.5)
        + by[2] * (yy - 0.5)
        + by[3] * atX * (yy - 0.5)
        + by[4] * atY * (xx - 0.5)
        + by[5] * atY * (2 * yy - 1.5)
        + by[6] * atX * (2 * xx - 1.5);
  }

  private void ink(double radius, SeededRandom random) {
    fit(radius);
    double softness = 0.7 + 0.6 * random.nextDouble();
    double pressure = 0.22 * bell(random);
    double growth = 0.12 * bell(random);
    pen.wipe();
    double before = radius;
    for (int i = 0; i < points; i++) {
      pressure = 0.85 * pressure + 0.07 * bell(random);
      double progress = i / (double) points - 0.5;
      double now = Math.max(0.45, radius * (1 + pressure + growth * progress));
      if (penDown[i]) {
        pen.line(x[i - 1], y[i - 1], before, x[i], y[i], now, softness);
      }
      before = now;
    }
    pen.blur(0.3 * random.nextDouble());
  }

  private void fit(double radius) {
    double left = x[0];
    double right = x[0];
    double top = y[0];
    double bottom = y[0];
    for (int i = 1; i < points; i++) {
      left = Math.min(left, x[i]);
      right = Math.max(right, x[i]);
      top = Math.min(top, y[i]);
      bottom = Math.max(bottom, y[i]);
    }
    double scale = (BOX - 2 * radius) / Math.max(right - left, bottom - top);
    double middle = (PAGE - 1) / 2.0;
    for (int i = 0; i < points; i++) {
      x[i] = middle + scale * (x[i] - (left + right) / 2);
      y[i] = middle + scale * (y[i] - (top + bottom) / 2);
    }
  }

  /** Copies the page so that its centre of mass falls on the middle of the image. */
  private void centre(double darkness, byte[] pixels, int offset) {
    double mass = 0;
    double massX = 0;
    double massY = 0;
    for (int row = 0; row < PAGE; row++) {
      for (int column = 0; column < PAGE; column++) {
        double here = pen.at(column, row);
        mass += here;
        massX += here * column;
        massY += here * row;
      }
    }
    int shiftX = (int) Math.rint(massX / mass - SIDE / 2.0);
    int shiftY = (int) Math.rint(massY / mass - SIDE / 2.0);
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double grey = 255 * darkness * pen.at(column + shiftX, row + shiftY);
        pixels[offset + row * SIDE + column] = (byte) (int) (grey + 0.5);
      }
    }
  }

  /** Four uniform draws: roughly normal, standard deviation 0.87, never beyond 3. */
  private static double bell(SeededRandom random) {
    double sum =
        random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble();
    return (sum - 2) * 1.5;
  }
}
