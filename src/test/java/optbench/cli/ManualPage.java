package optbench.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import optbench.Page;
import optbench.app.Build;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The manual page, from the commands themselves, in the macros of man(7). Picocli writes it in
 * AsciiDoc alone: every build would need a Ruby to go on from there.
 */
final class ManualPage {
  private static final int WIDTH = 78;

  private final List<String> lines = new ArrayList<>();

  private ManualPage() {}

  /**
   * Of a command and all below it.
   *
   * @param guide has a table of exit codes, and one of environment variables
   */
  static String of(CommandSpec root, String date, Page guide) {
    ManualPage page = new ManualPage();
    page.lines.add(".\\\" Written by ManualPageTest from what the commands say of themselves.");
    page.lines.add(".TH OPTBENCH 1 " + date + " \"optbench " + Build.version() + "\"");
    page.section("NAME");
    page.lines.add("optbench \\- compare neural-network optimizers on MNIST");
    page.section("SYNOPSIS");
    page.code(root.commandLine().getHelp().synopsis(0));
    page.section("DESCRIPTION");
    page.paragraphs(root.usageMessage().description());
    page.section("OPTIONS");
    page.arguments(root, option -> true);
    page.section("COMMANDS");
    page.subcommands(root);
    page.section("EXIT STATUS");
    page.table(guide, "| code |");
    page.section("ENVIRONMENT");
    page.table(guide, "| variable |");
    return page.lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private void subcommands(CommandSpec command) {
    for (CommandLine child : command.subcommands().values()) {
      CommandSpec spec = child.getCommandSpec();
      lines.add(".SS \"" + spec.qualifiedName() + "\"");
      code(child.getHelp().synopsis(0));
      paragraphs(spec.usageMessage().description());
      paragraphs(spec.usageMessage().header());
      arguments(spec, option -> !isCommon(option));
      footer(spec.usageMessage());
      subcommands(spec);
    }
  }

  /** What every command takes is said once. */
  private static boolean isCommon(OptionSpec option) {
    return List.of("--help", "--verbose").contains(option.longestName());
  }

  private void arguments(CommandSpec command, Predicate<OptionSpec> wanted) {
    Help help = command.commandLine().getHelp();
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      if (!parameter.hidden()) {
        argument(
            help.createDefaultParameterRenderer()
                .render(parameter, help.parameterLabelRenderer(), help.colorScheme()));
      }
    }
    for (OptionSpec option : command.options()) {
      if (!option.hidden() && wanted.test(option)) {
        argument(
            help.createDefaultOptionRenderer()
                .render(option, help.parameterLabelRenderer(), help.colorScheme()));
      }
    }
  }

  /** The last cell of each row is a line of the description, those before it make the name. */
  private void argument(Text[][] rows) {
    lines.add(".TP");
    String name =
        Arrays.stream(rows[0], 0, rows[0].length - 1)
            .map(Text::plainString)
            .map(cell -> cell.equals(",") ? ", " : cell)
            .collect(Collectors.joining())
            .strip();
    lines.add("\\fB" + escaped(name) + "\\fR");
    fill(
        Arrays.stream(rows)
            .map(row -> row[row.length - 1].plainString())
            .collect(Collectors.joining(" ")));
  }

  private void footer(UsageMessageSpec usage) {
    if (usage.footer().length > 0) {
      newParagraph();
      fill(usage.footerHeading().replace("%n", ""));
      code(String.join("\n", usage.footer()));
    }
  }

  private void section(String title) {
    lines.add(".SH " + (title.contains(" ") ? "\"" + title + "\"" : title));
  }

  /** A heading begins one by itself. */
  private void newParagraph() {
    if (!lines.get(lines.size() - 1).startsWith(".S")) {
      lines.add(".PP");
    }
  }

  private void paragraphs(String... texts) {
    if (texts.length > 0) {
      newParagraph();
      fill(String.join(" ", texts));
    }
  }

  /** Lines as they are. */
  private void code(String text) {
    newParagraph();
    lines.add(".nf");
    text.strip().replace("%n", "\n").replace("%%", "%").lines().forEach(l -> lines.add(escaped(l)));
    lines.add(".fi");
  }

  private void table(Page page, String head) {
    page.tables().stream()
        .filter(table -> table.get(0).startsWith(head))
        .flatMap(table -> table.stream().skip(2))
        .forEach(
            row -> {
              String[] cells = row.replace("`", "").split(" *\\| *", -1);
              lines.addAll(List.of(".TP", "\\fB" + escaped(cells[1]) + "\\fR"));
              fill(cells[2]);
            });
  }

  /** Running text, in lines of a width that every tool takes. */
  private void fill(String text) {
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      String next = escaped(word);
      if (line.length() > 0 && line.length() + 1 + next.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(next);
    }
    lines.add(line.toString());
  }

  /** Without what would be a macro or an escape, and in ASCII. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    String ascii =
        plain
            .codePoints()
            .mapToObj(
                c -> c < 128 ? Character.toString(c) : String.format(Locale.ROOT, "\\[u%04X]", c))
            .collect(Collectors.joining());
    return ascii.matches("[.'].*") ? "\\&" + ascii : ascii;
  }
}
