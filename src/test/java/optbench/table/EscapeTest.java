package optbench.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import optbench.report.Report;
import optbench.stats.FakeRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever labels hold is shown as text. */
class EscapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '§',
      value = {
        "adam ¦ adam",
        "SGD + momentum, 0.9 ¦ SGD + momentum, 0.9",
        "100% & $5 #1 a_b {x} ¦ 100\\% \\& \\$5 \\#1 a\\_b \\{x\\}",
        "\\input{/etc/passwd} ¦ \\textbackslash{}input\\{/etc/passwd\\}",
        "a~b^c ¦ a\\textasciitilde{}b\\textasciicircum{}c",
        "<script> ¦ \\textless{}script\\textgreater{}",
        "a|b ¦ a\\textbar{}b",
        "[1pt] ¦ {[}1pt{]}",
        "a--b ¦ a-{}-{}b",
        "\"q\" `q' ¦ {\\char34}q{\\char34} {\\char96}q'{}",
        "größe ¦ gr\\\"{o}{\\ss}e",
        "97 ± 1 − 2 × 3 ≈ ★ ¦ 97 $\\pm$ 1 $-$ 2 $\\times$ 3 $\\approx$ $\\star$",
        "🚀 ¦ \\texttt{U+1F680}",
        "אa ¦ \\texttt{U+05D0}a",
      })
  void latexShowsItAsItIs(String text, String escaped) {
    assertThat(Latex.escape(text)).isEqualTo(escaped);
  }

  @Test
  void latexKnowsNoLinesAndNoDirections() {
    assertThat(Latex.escape("two\n\nlines\tand\u2028more")).isEqualTo("two lines and more");
    assertThat(Latex.escape("a\u202eb\u0007")).isEqualTo("a\\texttt{U+202E}b\\texttt{U+0007}");
    assertThat(Latex.escape("e\u0301 \u0301")).isEqualTo("\\'{e} \\texttt{U+0301}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '§',
      value = {
        "a|b ¦ a\\|b",
        "<script>alert(1)</script> ¦ \\<script\\>alert(1)\\</script\\>",
        "&lt;b&gt; ¦ \\&lt;b\\&gt;",
        "$\\alpha$ ¦ \\$\\\\alpha\\$",
        "[x](javascript:1) ¦ \\[x\\](javascript:1)",
        "../../etc ¦ ../../etc",
        "*a* _b_ `c` ~~d~~ # e ¦ \\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~ \\# e",
        "🚀 אב ¦ 🚀 אב",
      })
  void markdownShowsItAsItIs(String text, String escaped) {
    assertThat(Markdown.escape(text)).isEqualTo(escaped);
  }

  @Test
  void markdownKnowsNoLinesAndNoDirections() {
    assertThat(Markdown.escape("two\n| lines\u2028more")).isEqualTo("two \\| lines more");
    assertThat(Markdown.escape("a\u202eb\u0007")).isEqualTo("aU+202EbU+0007");
  }

  @Test
  void everyRowHasAsManyCellsAsTheHead() {
    List<String> hostile =
        List.of("a & b", "a | b", "two\nlines", "c \\\\ d", "x".repeat(3000), "[0pt]", "% gone");
    FakeRun run = new FakeRun();
    hostile.forEach(label -> run.finished(label, 0.9, 0.91));
    Report report = Report.of(run.run());

    List<String> latexRows = report.latex().lines().filter(line -> line.endsWith(" \\\\")).toList();
    assertThat(latexRows)
        .hasSizeGreaterThan(2 * hostile.size())
        .allSatisfy(
            row ->
                assertThat(row.replace("\\&", "").chars().filter(c -> c == '&').count())
                    .isBetween(5L, 8L));
    assertThat(
            report
                .accuracyMarkdown()
                .lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.replace("\\|", "").chars().filter(c -> c == '|').count())
                .distinct())
        .hasSize(1);
  }

  @Test
  void latexTablesAreFloatsWithRules() {
    FakeRun run = new FakeRun().finished("adam", 0.97, 0.96, 0.98).finished("sgd", 0.91, 0.9, 0.92);
    String latex = Report.of(run.run()).latex();

    assertThat(latex)
        .startsWith("% Made by optbench. Put \\usepackage{booktabs} into the preamble.\n")
        .contains(
            "  \\caption{Test accuracy on MNIST: mlp, 5 epochs, batch size 128, 3 seeds, keras"
                + " defaults, engine dl4j.}\n  \\label{tab:optbench-accuracy}\n"
                + "  \\begin{tabular}{clrrrrr}\n    \\toprule\n",
            "    $\\star$ & adam & 97.00 $\\pm$ 1.00 & ",
            "\\label{tab:optbench-timing}",
            "\\label{tab:optbench-targets}");
    assertThat(count(latex, "\\begin{table}")).isEqualTo(3).isEqualTo(count(latex, "\\end{table}"));
    assertThat(count(latex, "{")).isEqualTo(count(latex, "}"));
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }
}
