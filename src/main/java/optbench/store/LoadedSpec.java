package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
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
   * One trial of it as a spec of its own, as JSON. Its keys are those that were written, and those
   * that name it and say which trial it is: so that every version of this tool reads it that reads
   * the spec. What is asked of times and claims is left out.
   *
   * @param optimizer its place among the optimizers
   */
  public String oneTrial(int optimizer, long seed) {
    ObjectNode one = tree.root().deepCopy();
    one.remove(List.of("timing", "claims"));
    one.put("name", spec.name());
    JsonNode written = tree.root().path("optimizers").path(optimizer);
    JsonNode chosen =
        written.isMissingNode()
            ? TextNode.valueOf(spec.optimizers().get(optimizer).name())
            : written.deepCopy();
    one.set("optimizers", one.arrayNode().add(chosen));
    one.set("seeds", one.arrayNode().add(seed));
    return Json.pretty(one) + "\n";
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
