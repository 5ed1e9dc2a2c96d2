package optbench.engine.lockstep;

import optbench.engine.CrossEntropy;

/** Softmax cross-entropy of each trial's outputs. */
final class Loss {
  private final Panel sums;
  private final CrossEntropy[] ofTrials;
  private final float[] row;

  Loss(Panel sums) {
    this.sums = sums;
    ofTrials = new CrossEntropy[sums.trials()];
    for (int k = 0; k < ofTrials.length; k++) {
      ofTrials[k] = new CrossEntropy(sums.features());
    }
    row = new float[sums.row()];
  }

  /** Forgets the samples before. */
  void reset() {
    for (CrossEntropy trial : ofTrials) {
      trial.reset();
    }
  }

  /** What has been seen of a trial since the last reset. */
  CrossEntropy of(int trial) {
    return ofTrials[trial];
  }

  /**
   * Takes in a part of a batch, and leaves the gradient of the batch's mean loss.
   *
   * @param whole samples in the batch
   */
  void add(Batch part, int whole) {
    for (int i = 0; i < part.size(); i++) {
      sums.valueMemory().get(i * row.length, row);
      for (int k = 0; k < ofTrials.length; k++) {
        ofTrials[k].add(row, k * sums.features(), 1, part.label(i), whole);
      }
      sums.gradientMemory().put(i * row.length, row);
    }
  }
}
