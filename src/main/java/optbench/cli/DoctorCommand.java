package optbench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.store.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells whether optbench can run here, and how well. */
@Command(
    name = "doctor",
    description = {
      "Check whether optbench can run here, and how well.",
      "Exit code 3 if something needed is missing."
    },
    footerHeading = "%nExample:%n",
    footer = "  optbench doctor")
final class DoctorCommand extends Subcommand {
  @Mixin private JsonOption output;

  @Override
  public Integer call() {
    List<Check> checks = new Doctor(environment(), datasets()).examine();
    boolean canRun = checks.stream().noneMatch(check -> check.state() == Check.State.MISSING);
    if (output.json) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("can_run", canRun);
      tree.put("checks", checks.stream().map(Check::tree).toList());
      print(JsonText.of(tree));
    } else {
      print(text(checks));
    }
    return canRun ? ExitCode.OK : ExitCode.MISSING;
  }

  private String text(List<Check> checks) {
    AlignedTable table = new AlignedTable(terminal().tableWidth(), "").left("").left("").left("");
    for (Check check : checks) {
      String advice = check.advice().isEmpty() ? "" : ": " + check.advice();
      table.row(check.state().word(), check.name(), check.found() + advice);
    }
    return table.text();
  }
}
