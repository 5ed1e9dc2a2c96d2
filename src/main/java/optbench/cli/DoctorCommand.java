package optbench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.spec.Device;
import optbench.table.Column;
import optbench.table.Table;
import optbench.table.TerminalTable;
import optbench.text.Block;
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
final class DoctorCommand extends Subcommand implements UsesDevice {
  @Mixin private JsonOption output;

  @Mixin private DeviceOption device;

  @Override
  public Integer call() {
    List<Check> checks =
        new Doctor(environment(), datasets(), config())
            .examine(
                new GpuChecks(cudaCheck(), device(), DeviceQuestion.isBuilt()),
                new OpenClChecks(device()));
    boolean canRun = checks.stream().noneMatch(check -> check.state() == Check.State.MISSING);
    if (output.json) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("can_run", canRun);
      tree.put("checks", checks.stream().map(Check::tree).toList());
      terminal().json(tree);
    } else {
      terminal().out().println(text(checks));
    }
    return canRun ? ExitCode.OK : ExitCode.MISSING;
  }

  @Override
  public Device device() {
    return device.device(environment(), config().defaults());
  }

  /** It is to say what is missing. */
  @Override
  public boolean insists() {
    return false;
  }

  private Block text(List<Check> checks) {
    Table table =
        Table.of(
            List.of(
                Column.text("", c -> c.state().word()),
                Column.text("", Check::name),
                Column.text("", c -> c.found() + (c.advice().isEmpty() ? "" : ": " + c.advice()))),
            checks);
    return TerminalTable.plain(table, terminal().tableWidth(), "");
  }
}
