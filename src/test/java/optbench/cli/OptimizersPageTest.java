package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.optimizer.Description;
import optbench.optimizer.HyperParameter;
import optbench.optimizer.Optimizer;
import optbench.optimizer.Optimizers;
import optbench.optimizer.ProfileDefaults;
import optbench.spec.Profile;
import org.junit.jupiter.api.Test;

/** {@code docs/optimizers.md} is what the registry says; {@code -Dgolden.write=true} writes it. */
class OptimizersPageTest {
  private static final Path PAGE = Path.of("docs/optimizers.md");
  private static final List<Profile> PROFILES = List.of(Profile.values());

  private final Optimizers registry = Optimizers.builtIn();
  private final StringBuilder page = new StringBuilder();

  @Test
  void thePageIsWhatTheRegistrySays() throws IOException {
    write();
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(page.toString())
        .as("mvn -Dquick test -Dtest=OptimizersPageTest -Dgolden.write=true writes it anew")
        .isEqualTo(Files.readString(PAGE));
  }

  private void write() {
    lines(
        "<!-- Written by OptimizersPageTest from what optbench knows of its optimizers. -->",
        "# Optimizers and profiles",
        "",
        "A *profile* says whose numbers and whose form of the update rule an optimizer takes. Choose it with `profile:` in",
        "a spec, or with `--profile`. `./optbench show adam` prints what this page says of Adam. How these optimizers",
        "compare on MNIST is in [Articles and claims](articles.md#all-optimizers-side-by-side).",
        "",
        "| profile | whose numbers and formulas |",
        "| --- | --- |");
    PROFILES.forEach(p -> row(code(p.id()), text(p.description())));
    lines("", "A hyper-parameter that stands in a spec replaces that of the profile.", "");
    for (Description.Family family : Description.Family.values()) {
      lines("## " + family.title(), "", "| optimizer | year | authors | what it does |");
      lines("| --- | ---: | --- | --- |");
      of(family)
          .map(Optimizer::description)
          .forEach(
              d ->
                  row(
                      "[" + code(d.id()) + "](#" + d.id() + ")",
                      Integer.toString(d.year()),
                      text(d.authors()),
                      text(d.summary())));
      lines("");
      of(family).forEach(this::write);
    }
    page.setLength(page.length() - 1);
  }

  private Stream<Optimizer> of(Description.Family family) {
    return registry.all().stream().filter(o -> o.description().family() == family);
  }

  private void write(Optimizer optimizer) {
    Description d = optimizer.description();
    lines("### " + d.id(), "");
    lines("**" + text(d.title()) + "** (" + d.year() + "): " + text(d.summary()) + ".", "");
    lines("```text", d.formula(), "```", "");
    lines("p: parameters, g: their gradient, t: number of the step, from 1.", "");
    writeHyperParameters(optimizer);
    lines("- **Paper:** " + text(d.paper()) + ".");
    lines("- **Defaults:**");
    PROFILES.forEach(p -> lines("  - " + p.id() + ": " + text(optimizer.defaults(p).source())));
    lines("- **State between steps:** " + text(StateSize.of(optimizer, registry).text()) + ".");
    lines("- **How frameworks differ:** " + text(d.differences()), "");
  }

  private void writeHyperParameters(Optimizer optimizer) {
    lines("| | symbol | meaning | must be | " + ids() + " |");
    lines("| --- | --- | --- | --- |" + " --- |".repeat(PROFILES.size()));
    for (HyperParameter p : optimizer.hyperParameters()) {
      row(
          code(p.name()),
          text(p.symbol()),
          text(p.meaning()),
          text(p.range().words()),
          each(optimizer, d -> NumberText.of(p, d.values().get(p.name())), " | "));
    }
    if (PROFILES.stream().anyMatch(p -> optimizer.defaults(p).weightDecay() > 0)) {
      row(
          code("weight_decay"),
          "",
          "share of the weights, times the rate, that is taken off at each step",
          "",
          each(optimizer, d -> NumberText.of(d.weightDecay()), " | "));
    }
    row("form of the rule", "", "", "", each(optimizer, d -> text(d.variant()), " | "));
    row("kind of weight decay", "", "", "", each(optimizer, d -> d.decayKind().title(), " | "));
    lines("");
  }

  private static String ids() {
    return PROFILES.stream().map(Profile::id).collect(Collectors.joining(" | "));
  }

  private static String each(
      Optimizer optimizer, Function<ProfileDefaults, String> word, String between) {
    return PROFILES.stream()
        .map(profile -> word.apply(optimizer.defaults(profile)))
        .collect(Collectors.joining(between));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  /** Without what Markdown would take for its own. */
  private static String text(String text) {
    return text.replaceAll("([\\\\*_<>|\\[\\]`])", "\\\\$1");
  }

  private void row(String... cells) {
    lines("| " + String.join(" | ", cells) + " |");
  }

  private void lines(String... lines) {
    Arrays.stream(lines).forEach(line -> page.append(line).append('\n'));
  }
}
