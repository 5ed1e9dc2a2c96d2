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
}
