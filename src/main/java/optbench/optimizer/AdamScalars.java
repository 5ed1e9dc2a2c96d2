package optbench.optimizer;

/**
 * What the averages of Adam and its kin are corrected by for their start at zero.
 *
 * @param mean 1 - b1^t: what to divide the average of gradients by
 * @param root sqrt(1 - b2^t): what to divide the root of the average of squares by
 */
record AdamScalars(double mean, double root) {
  /** At a step counted from 1. */
  static AdamScalars of(double beta1, double beta2, long step) {
    double t = (double) step;
    return new AdamScalars(1 - Math.pow(beta1, t), Math.sqrt(1 - Math.pow(beta2, t)));
  }

  /** What uncorrected mean over uncorrected root has to be multiplied by. */
  double correction() {
    return root / mean;
  }
}
