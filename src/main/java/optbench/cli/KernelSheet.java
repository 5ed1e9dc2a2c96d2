package optbench.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import optbench.optimizer.KernelCall;
import optbench.optimizer.KernelException;
import optbench.optimizer.KernelPhase;
import optbench.optimizer.KernelProgram;
import optbench.optimizer.KernelRecorder;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.Optimizers;
import optbench.optimizer.ParameterLayout;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.Training;
import optbench.text.Block;

/** What an optimizer updates a matrix of weights with: as OpenCL C, and as a tree. */
final class KernelSheet {
  /** Rules that change their program do so in the first steps. */
  private static final int STEPS = 100;

  private static final ParameterLayout MATRIX =
      new ParameterLayout(List.of(new Tensor("0_W", 0, Role.WEIGHTS, List.of(2, 2))));

  private final OptimizerSettings settings;
  private final List<Part> parts;

  /** Of what an update, or an evaluation, consists; the programs of two may have equal ones. */
  private record Place(String does, KernelPhase phase) {}

  /** A phase, the steps that it is part of, and the scalars at the first of them. */
  private record Part(Place place, List<Float> scalars, int first, int last, int steps) {
    Part and(int step) {
      return new Part(place, scalars, first, step, steps + 1);
    }

    String text() {
      String range = first == last ? "step " + first : "steps " + first + " to " + last;
      String some = steps == last - first + 1 ? "" : steps + " of ";
      return place.does + ", " + some + range + " of " + STEPS + " recorded";
    }
  }

  private KernelSheet(OptimizerSettings settings, List<Part> parts) {
    this.settings = settings;
    this.parts = parts;
  }

  /**
   * Records the first steps.
   *
   * @throws KernelException if there are no programs
   */
  static KernelSheet of(OptimizerSettings settings) {
    try {
      return new KernelSheet(settings, parts(settings));
    } catch (Throwable e) {
      throw KernelException.of(e);
    }
  }

  private static List<Part> parts(OptimizerSettings settings) {
    KernelRecorder recorder = new KernelRecorder(settings, MATRIX, new Training(1, STEPS, STEPS));
    Map<Place, Part> updates = new LinkedHashMap<>();
    Map<Place, Part> evaluations = new LinkedHashMap<>();
    for (int step = 1; step <= STEPS; step++) {
      add(updates, "update", recorder.step(), step);
      add(evaluations, "evaluation", recorder.evaluation(), step);
    }
    List<Part> parts = new ArrayList<>(updates.values());
    parts.addAll(evaluations.values());
    return parts;
  }

  private static void add(Map<Place, Part> parts, String does, List<KernelCall> calls, int step) {
    for (KernelCall call : calls) {
      List<KernelPhase> phases = call.phases();
      for (int i = 0; i < phases.size(); i++) {
        String which = phases.size() == 1 ? "" : ", phase " + (i + 1) + " of " + phases.size();
        Place place = new Place(does + which, phases.get(i));
        Part before = parts.get(place);
        parts.put(
            place,
            before == null ? new Part(place, call.scalars(), step, step, 1) : before.and(step));
      }
    }
  }

  /** Programs with comments before them: one can be compiled as it is. */
  Block text() {
    List<String> lines = new ArrayList<>();
    for (Part part : parts) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.add(
          "// "
              + settings.id()
              + ", profile "
              + settings.profile().id()
              + ", form "
              + settings.variant()
              + ": "
              + part.text()
              + ".");
      part.place
          .phase
          .program()
          .ifPresentOrElse(
              program -> add(lines, part, program),
              () -> lines.add("// " + part.place.phase.text() + "."));
    }
    return Block.of(lines);
  }

  private void add(List<String> lines, Part part, KernelProgram program) {
    lines.add("// SHA-256 " + program.hash());
    if (!state().isEmpty()) {
      lines.add(
          IntStream.range(0, state().size())
              .mapToObj(i -> "state" + i + " is " + state().get(i))
              .collect(Collectors.joining(", ", "// ", ".")));
    }
    if (!part.scalars.isEmpty()) {
      lines.add("// c at step " + part.first + ": " + texts(part.scalars) + ".");
    }
    program.text().lines().forEach(lines::add);
  }

  private static String texts(List<Float> scalars) {
    return scalars.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private List<String> state() {
    return Optimizers.stateVectors(settings);
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", settings.id());
    tree.put("profile", settings.profile().id());
    tree.put("variant", settings.variant());
    tree.put("state", state());
    tree.put("programs", parts.stream().map(KernelSheet::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(Part part) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("does", part.place.does);
    tree.put("first_step", part.first);
    tree.put("last_step", part.last);
    tree.put("scalars", part.scalars);
    part.place
        .phase
        .program()
        .ifPresentOrElse(
            program -> {
              tree.put("kernel", KernelProgram.KERNEL);
              tree.put("sha256", program.hash());
              tree.put("source", program.source());
            },
            () -> tree.put("matrices", part.place.phase.text()));
    return tree;
  }
}
