package optbench.claims;

/** How two values of a measure are held against each other. */
public enum Scale {
  /** Fractions of 1, by difference: margins are in percentage points. */
  POINTS(0.002) {
    @Override
    double toLinear(double value) {
      return value;
    }

    @Override
    double fromLinear(double difference) {
      return difference;
    }
  },
  /** Positive quantities, as ratios: by differences of logarithms, so that margins are relative. */
  RATIO(0.05) {
    @Override
    double toLinear(double value) {
      return Math.log(value);
    }

    @Override
    double fromLinear(double difference) {
      return Math.exp(difference);
    }
  },
  /** Quantities that may be 0 or negative, by difference: margins are in the measure's unit. */
  DIFFERENCE(0.005) {
    @Override
    double toLinear(double value) {
      return value;
    }

    @Override
    double fromLinear(double difference) {
      return difference;
    }
  };

  private final double defaultMargin;

  Scale(double defaultMargin) {
    this.defaultMargin = defaultMargin;
  }

  /** What makes no difference, unless a claim says otherwise: 0.2 points, 5 %, 0.005. */
  public double defaultMargin() {
    return defaultMargin;
  }

  /** Onto the scale on which differences are taken. */
  abstract double toLinear(double value);

  /** What a difference on that scale is called: a difference again, or a ratio. */
  abstract double fromLinear(double difference);

  /** A margin on that scale: of a ratio the logarithm, so that it is the same up and down. */
  double linearMargin(double margin) {
    return this == RATIO ? Math.log1p(margin) : margin;
  }
}
