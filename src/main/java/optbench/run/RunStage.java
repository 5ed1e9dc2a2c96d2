package optbench.run;

/** What trials are trained for. */
public enum RunStage {
  /** To choose hyper-parameters: nobody is to see how they do on the test set. */
  TUNING,
  /** For the results. */
  TRAINING
}
