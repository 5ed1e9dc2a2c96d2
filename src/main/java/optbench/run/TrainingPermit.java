package optbench.run;

/** The right to train now, until closed. */
@FunctionalInterface
public interface TrainingPermit extends AutoCloseable {
  /** Lets others train. */
  @Override
  void close();
}
