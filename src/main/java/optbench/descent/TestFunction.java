package optbench.descent;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Functions of two variables on which optimizers are looked at. The value at every minimum is 0, so
 * that values can be read on a log scale.
 */
public enum TestFunction {
  /** A curved valley: easy to find, hard to follow. */
  ROSENBROCK(
      "Rosenbrock's function",
      "(1 − x)² + 100 (y − x²)²",
      "a curved valley that is easy to find and hard to follow",
      "Rosenbrock, An automatic method for finding the greatest or least value of a function, The Computer Journal 3, 1960",
      new PlanePoint(-1.2, 1),
      List.of(new PlanePoint(1, 1)),
      new PlaneArea(-2.1, 2.1, -1, 2.2)) {
    @Override
    public double value(double x, double y) {
      double rise = y - x * x;
      return (1 - x) * (1 - x) + 100 * rise * rise;
    }

    @Override
    public Slope gradient(double x, double y) {
      double rise = y - x * x;
      return new Slope(-2 * (1 - x) - 400 * x * rise, 200 * rise);
    }
  },

  /** Flat in the middle, steep at the corners. */
  BEALE(
      "Beale's function",
      "(1.5 − x + x y)² + (2.25 − x + x y²)² + (2.625 − x + x y³)²",
      "a long flat valley between steep corners",
      "More, Garbow & Hillstrom, Testing unconstrained optimization software, ACM Trans. Math. Software 7(1), 1981",
      new PlanePoint(1, 1),
      List.of(new PlanePoint(3, 0.5)),
      new PlaneArea(-0.5, 4.5, -1.6, 1.6)) {
    @Override
    public double value(double x, double y) {
      double sum = 0;
      for (int k = 1; k <= BEALE_TERMS.length; k++) {
        double term = BEALE_TERMS[k - 1] - x * (1 - Math.pow(y, k));
        sum += term * term;
      }
      return sum;
    }

    @Override
    public Slope gradient(double x, double y) {
      double byX = 0;
      double byY = 0;
      for (int k = 1; k <= BEALE_TERMS.length; k++) {
        double term = BEALE_TERMS[k - 1] - x * (1 - Math.pow(y, k));
        byX -= 2 * term * (1 - Math.pow(y, k));
        byY += 2 * term * x * k * Math.pow(y, k - 1);
      }
      return new Slope(byX, byY);
    }
  },

  /**
   * An ill-conditioned quadratic, across the axes: scaling each coordinate by itself is no cure.
   */
  RAVINE(
      "A ravine",
      "((x + y)² + 100 (x − y)²) / 8",
      "a quadratic that is a hundred times as steep across as along, turned against the axes",
      "eigenvalues 0.5 and 50",
      new PlanePoint(-3, -1.5),
      List.of(new PlanePoint(0, 0)),
      new PlaneArea(-4, 2, -3.2, 1.1)) {
    @Override
    public double value(double x, double y) {
      return ((x + y) * (x + y) + 100 * (x - y) * (x - y)) / 8;
    }

    @Override
    public Slope gradient(double x, double y) {
      return new Slope((x + y + 100 * (x - y)) / 4, (x + y - 100 * (x - y)) / 4);
    }
  },

  /** Two minima, and between them a point where the gradient is 0. */
  SADDLE(
      "A saddle",
      "x² + (y² − 1)² / 4",
      "two minima, and a saddle at (0, 0) that a path along y ≈ 0 runs into",
      "its second derivatives at (0, 0) are 2 and −1",
      new PlanePoint(-1.5, 0.01),
      List.of(new PlanePoint(0, 1), new PlanePoint(0, -1)),
      new PlaneArea(-2.1, 2.1, -1.35, 1.35)) {
    @Override
    public double value(double x, double y) {
      double rise = y * y - 1;
      return x * x + rise * rise / 4;
    }

    @Override
    public Slope gradient(double x, double y) {
      return new Slope(2 * x, y * (y * y - 1));
    }
  },

  /** A bowl full of dents: most of what looks like a minimum is none. */
  RASTRIGIN(
      "Rastrigin's function",
      "20 + x² − 10 cos 2πx + y² − 10 cos 2πy",
      "a bowl full of dents, with a local minimum near every pair of whole numbers, the lowest at (0, 0)",
      "Rastrigin, Systems of extremal control, Nauka, Moscow 1974",
      new PlanePoint(-2.3, 1.6),
      List.of(new PlanePoint(0, 0)),
      new PlaneArea(-3.3, 2.4, -1.5, 2.3)) {
    @Override
    public double value(double x, double y) {
      return dent(x) + dent(y);
    }

    private static double dent(double at) {
      return 10 + at * at - 10 * Math.cos(2 * Math.PI * at);
    }

    @Override
    public Slope gradient(double x, double y) {
      return new Slope(slope(x), slope(y));
    }

    private static double slope(double at) {
      return 2 * at + 20 * Math.PI * Math.sin(2 * Math.PI * at);
    }
  };

  private static final double[] BEALE_TERMS = {1.5, 2.25, 2.625};

  private final String title;
  private final String formula;
  private final String character;
  private final String source;

  @SuppressWarnings("ImmutableEnumChecker") // A record of two numbers.
  private final PlanePoint start;

  @SuppressWarnings("ImmutableEnumChecker") // From List.of.
  private final List<PlanePoint> minima;

  @SuppressWarnings("ImmutableEnumChecker") // A record of four numbers.
  private final PlaneArea view;

  TestFunction(
      String title,
      String formula,
      String character,
      String source,
      PlanePoint start,
      List<PlanePoint> minima,
      PlaneArea view) {
    this.title = title;
    this.formula = formula;
    this.character = character;
    this.source = source;
    this.start = start;
    this.minima = minima;
    this.view = view;
  }

  /** Names of all, as on the command line. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(TestFunction::id).toList();
  }

  /** The function of this name. */
  public static Optional<TestFunction> of(String id) {
    return Arrays.stream(values()).filter(f -> f.id().equals(id)).findFirst();
  }

  /** As it is named on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For headings. */
  public String title() {
    return title;
  }

  /** As one writes it on paper. */
  public String formula() {
    return formula;
  }

  /** What it is known for, in half a line. */
  public String character() {
    return character;
  }

  /** Where it comes from, or what makes it what it is. */
  public String source() {
    return source;
  }

  /** Where paths start unless asked for otherwise. */
  public PlanePoint start() {
    return start;
  }

  /** All points where it is lowest. */
  public List<PlanePoint> minima() {
    return minima;
  }

  /** What a picture of it shows. */
  public PlaneArea view() {
    return view;
  }

  /** How far it is to the nearest minimum. */
  public double distance(double x, double y) {
    return minima.stream().mapToDouble(m -> Math.hypot(x - m.x(), y - m.y())).min().orElseThrow();
  }

  /** The function itself. */
  public abstract double value(double x, double y);

  /** Its two partial derivatives. */
  public abstract Slope gradient(double x, double y);

  /** A gradient. */
  public record Slope(double byX, double byY) {}
}
