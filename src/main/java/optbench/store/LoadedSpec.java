package optbench.store;

import optbench.spec.ExperimentSpec;
import optbench.spec.SpecException;

/** A spec that was read, and where each part of it was written. */
public final class LoadedSpec {
  private final ExperimentSpec spec;
  private final SourceTree tree;

  LoadedSpec(ExperimentSpec spec, SourceTree tree) {
    this.spec = spec;
    this.tree = tree;
  }

  /** The experiment. */
  public ExperimentSpec spec() {
    return spec;
  }

  /**
   * A fault that was found later, such as by the planner, with the place where it was written:
   * file, line and column, or the command-line option.
   */
  public SpecFileException located(SpecException e) {
    return new SpecFileException(locate(tree, e));
  }

  /** A message that begins with "must" is given its subject. */
  static Fault locate(SourceTree tree, SpecException e) {
    String message =
        e.getMessage().startsWith("must ")
            ? Pointers.subject(e.path()) + " " + e.getMessage()
            : e.getMessage();
    return new Fault(tree.value(e.path()), message);
  }
}
