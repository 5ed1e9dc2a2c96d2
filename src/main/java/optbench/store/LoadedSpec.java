package optbench.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Map<Object, Object> one = new LinkedHashMap<>((Map<?, ?>) tree.root());
    one.keySet().removeAll(List.of("timing", "claims"));
    one.put("name", spec.name());
    Object chosen =
        one.get("optimizers") instanceof List<?> written
            ? written.get(optimizer)
            : spec.training().optimizers().get(optimizer).name();
    one.put("optimizers", List.of(chosen));
    one.put("seeds", List.of(seed));
    return Json.pretty(one) + "\n";
  }

  /**
   * A fault that was found later, such as by the planner, with the place where it was written:
   * file, line and column, or the command-line option.
   */
  public SpecFileException located(SpecException e) {
    return tree.located(e);
  }
}
