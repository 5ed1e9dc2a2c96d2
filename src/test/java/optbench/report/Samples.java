package optbench.report;

import optbench.stats.FakeRun;

/** Runs that golden files and chart tests show. */
final class Samples {
  private Samples() {}

  /** What a first run gives: six optimizers, one far behind, two that cannot be told apart. */
  static FakeRun six() {
    return new FakeRun()
        .finished("sgd", 0.9091, 0.9071, 0.9111)
        .finished("momentum", 0.9655, 0.9671, 0.9648)
        .finished("adagrad", 0.9362, 0.9349, 0.9371)
        .finished("rmsprop", 0.9748, 0.9765, 0.9741)
        .finished("adadelta", 0.3021, 0.2810, 0.3322)
        .finished("adam", 0.9762, 0.9751, 0.9773);
  }

  /** Evaluated within the first epoch, but for what an earlier version trained. */
  static FakeRun early() {
    return new FakeRun()
        .targets(0.2, 0.8, 0.9, 0.97)
        .evaluated(10, 0.31, 32, 0.62, 100, 0.861, 316, 0.912)
        .finished("adam", 0.9762, 0.9751, 0.9773)
        .evaluated(10, 0.14, 32, 0.22, 100, 0.51, 316, 0.72)
        .finished("sgd", 0.9091, 0.9071, 0.9111)
        .evaluated(10, 0.22, 32, Double.NaN)
        .diverged("lion", 0)
        .evaluated()
        .finished("rmsprop", 0.9748, 0.9765, 0.9741);
  }

  /** All that can go wrong: other data, divergence early and late, a failure, an awkward label. */
  static FakeRun trouble() {
    return new FakeRun()
        .data("synthetic-digits", "MNIST was not found; these digits are drawn by the program.")
        .epochs(8)
        .finished("adam", 0.976, 0.9751, 0.9762)
        .finished("sgd", 0.9, 0.91)
        .diverged("sgd", 4)
        .diverged("lion", 3)
        .diverged("lion", 0)
        .diverged("lamb", 0)
        .finished("a|b *c* <i>, \"quoted\"", 0.96, 0.962)
        .failed("a|b *c* <i>, \"quoted\"", "out of memory")
        .failed("muon", "dl4j cannot run it");
  }

  /** Optimizers that each take another batch size, one of them several gradients a step. */
  static FakeRun batches() {
    return new FakeRun()
        .finished("adam", 0.976, 0.9751)
        .batch(1, 1)
        .finished("SGD one by one", 0.961, 0.968)
        .batch(60_000, 1)
        .finished("gradient-descent", 0.31, 0.33)
        .batch(60_000, 3)
        .finished("lbfgs", 0.81, 0.83);
  }

  /** Trials that shared gradients, and one that could not; all while other trials ran. */
  static FakeRun shared() {
    return new FakeRun()
        .jobs(2)
        .shared(6)
        .finished("adam", 0.9762, 0.9751, 0.9773)
        .finished("sgd", 0.9091, 0.9071, 0.9111)
        .shared(1)
        .finished("lbfgs", 0.961, 0.962, 0.9632);
  }

  /** Resumed with more threads: more seeds of two optimizers, and one that has no others. */
  static FakeRun resumed() {
    return new FakeRun()
        .finished("adam", 0.9762, 0.9751, 0.9773)
        .finished("sgd", 0.9091, 0.9071, 0.9111)
        .in(FakeRun.ENVIRONMENT.withThreads(4))
        .added("adam", 0.9759, 0.9764)
        .added("sgd", 0.9089, 0.9101)
        .added("lion", 0.971, 0.972);
  }

  /** Ties, differences that are the same in every seed, and targets nobody reaches. */
  static FakeRun ties() {
    return new FakeRun()
        .targets(0.5, 0.96, 0.99)
        .finished("adam", 0.97, 0.97, 0.97)
        .finished("adamw", 0.97, 0.97, 0.97)
        .finished("nadam", 0.9694, 0.9698, 0.9702)
        .finished("sgd", 0.95, 0.95, 0.95);
  }

  /** Enough seeds for closed intervals and for equivalence; one run in three is censored. */
  static FakeRun many() {
    return new FakeRun()
        .targets(0.9, 0.97)
        .finished("adam", 0.971, 0.9695, 0.972, 0.9712, 0.9698, 0.9718, 0.9709, 0.9697, 0.9715)
        .finished("adamw", 0.9711, 0.9694, 0.9722, 0.971, 0.97, 0.9717, 0.971, 0.9696, 0.9717)
        .finished("sgd", 0.94, 0.945, 0.941, 0.942, 0.943, 0.944, 0.9405, 0.9415, 0.971);
  }

  /** Nothing to rank, and nothing to reach. */
  static FakeRun allDiverged() {
    return new FakeRun()
        .diverged("sgd", 0)
        .diverged("sgd", 2)
        .diverged("adam", 0)
        .diverged("adam", 0);
  }

  /** Learning rates were looked for: one best on the edge, one that diverges at large rates. */
  static FakeRun tuned() {
    return new FakeRun()
        .withoutTiming()
        .tried("sgd", 0.001, 0.72, 0.71)
        .tried("sgd", 0.01, 0.91, 0.92)
        .tried("sgd", 0.1, 0.96, 0.957)
        .tried("sgd", 1, 0.97, 0.968)
        .tried("adam", 0.001, 0.975, 0.976)
        .tried("adam", 0.01, 0.978, 0.977)
        .tried("adam", 0.1, 0.9, -33)
        .tried("adam", 1, -3, -2)
        .tried("adadelta", 0.001, 0.2, 0.25)
        .tried("adadelta", 0.01, 0.6, 0.62)
        .tried("adadelta", 0.1, 0.9, 0.91)
        .tried("adadelta", 1, Double.NaN, 0.95)
        .finished("sgd", 0.966, 0.965, 0.967)
        .finished("adam", 0.9762, 0.9751, 0.9773)
        .finished("adadelta", 0.902, 0.899, 0.904);
  }

  /** Two hyper-parameters, of which not every optimizer has both; every setting of one diverged. */
  static FakeRun tunedMomentum() {
    return new FakeRun()
        .triedMomentum("momentum", 0.02, 0.5, 0.93)
        .triedMomentum("momentum", 0.02, 0.9, 0.96)
        .triedMomentum("momentum", 0.3, 0.9, 0.97)
        .tried("adam", 0.02, 0.95)
        .tried("adam", 0.3, 0.4)
        .tried("adam", 0.004, 0.975)
        .tried("lamb", 0.02, -100)
        .tried("lamb", 0.3, -7)
        .tried("lamb", 0.004, -1000)
        .finished("momentum", 0.966, 0.965)
        .finished("adam", 0.972, 0.97)
        .diverged("lamb", 1)
        .diverged("lamb", 0);
  }

  /** Stopped before the best settings were trained. */
  static FakeRun tuning() {
    return new FakeRun()
        .tried("sgd", 0.01, 0.91)
        .tried("sgd", 0.1, 0.95)
        .tried("sgd", 1, Double.NaN);
  }

  static FakeRun single() {
    return new FakeRun()
        .epochs(1)
        .finished("adam", 0.9512)
        .finished("sgd", 0.8511)
        .finished("rmsprop", 0.9502);
  }

  /** More optimizers than colours, one with a long label. */
  static FakeRun twelve() {
    FakeRun run = new FakeRun().epochs(10);
    for (int i = 0; i < 12; i++) {
      double accuracy = 0.98 - 0.0007 * i * i;
      run.finished(
          i == 11 ? "SGD + momentum, cosine, warm-up" : "optimizer " + i,
          accuracy,
          accuracy + 0.001 * Math.sin(i),
          accuracy - 0.0013 * Math.cos(2 * i));
    }
    return run;
  }
}
