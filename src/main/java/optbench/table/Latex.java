package optbench.table;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tables in LaTeX, with the rules of the package booktabs. They compile with pdfLaTeX, XeLaTeX and
 * LuaLaTeX alike, whatever labels hold: a character that a bare pdfLaTeX has no glyph for is
 * written as its code point, such as U+1F680.
 */
public final class Latex {
  /** Where a command stands for a character, it ends so that no letter behind it gets into it. */
  private static final Map<Integer, String> COMMANDS =
      Map.ofEntries(
          entry("\\", "\\textbackslash{}"),
          entry("{", "\\{"),
          entry("}", "\\}"),
          entry("#", "\\#"),
          entry("$", "\\$"),
          entry("%", "\\%"),
          entry("&", "\\&"),
          entry("_", "\\_"),
          entry("~", "\\textasciitilde{}"),
          entry("^", "\\textasciicircum{}"),
          entry("<", "\\textless{}"),
          entry(">", "\\textgreater{}"),
          entry("|", "\\textbar{}"),
          // Some languages of babel give it a meaning.
          entry("\"", "{\\char34}"),
          entry("`", "{\\char96}"),
          // Behind the end of a row it would begin an optional argument.
          entry("[", "{[}"),
          entry("]", "{]}"),
          // Two of them would become a dash, or a quotation mark.
          entry("-", "-{}"),
          entry("'", "'{}"),
          entry("\u00a0", "~"),
          entry("\u00b0", "$^\\circ$"),
          entry("\u00b1", "$\\pm$"),
          entry("\u00b5", "$\\mu$"),
          entry("\u03bc", "$\\mu$"),
          entry("\u00b7", "$\\cdot$"),
          entry("\u00d7", "$\\times$"),
          entry("\u00df", "{\\ss}"),
          entry("\u00c6", "{\\AE}"),
          entry("\u00e6", "{\\ae}"),
          entry("\u00d8", "{\\O}"),
          entry("\u00f8", "{\\o}"),
          entry("\u0152", "{\\OE}"),
          entry("\u0153", "{\\oe}"),
          entry("\u0141", "{\\L}"),
          entry("\u0142", "{\\l}"),
          entry("\u03b1", "$\\alpha$"),
          entry("\u03b2", "$\\beta$"),
          entry("\u03b3", "$\\gamma$"),
          entry("\u03b5", "$\\epsilon$"),
          entry("\u03b7", "$\\eta$"),
          entry("\u03bb", "$\\lambda$"),
          entry("\u03c1", "$\\rho$"),
          entry("\u2013", "--{}"),
          entry("\u2014", "---{}"),
          entry("\u2018", "`{}"),
          entry("\u2019", "'{}"),
          entry("\u201c", "``{}"),
          entry("\u201d", "''{}"),
          entry("\u2020", "{\\dag}"),
          entry("\u2026", "{\\ldots}"),
          entry("\u2192", "$\\to$"),
          entry("\u2212", "$-$"),
          entry("\u221e", "$\\infty$"),
          entry("\u2248", "$\\approx$"),
          entry("\u2264", "$\\le$"),
          entry("\u2265", "$\\ge$"),
          entry("\u2605", "$\\star$"));

  private static final Map<Integer, String> ACCENTS =
      Map.ofEntries(
          entry("\u0300", "`"),
          entry("\u0301", "'"),
          entry("\u0302", "^"),
          entry("\u0303", "~"),
          entry("\u0304", "="),
          entry("\u0306", "u"),
          entry("\u0307", "."),
          entry("\u0308", "\""),
          entry("\u030a", "r"),
          entry("\u030b", "H"),
          entry("\u030c", "v"),
          entry("\u0327", "c"));

  private Latex() {}

  private static Map.Entry<Integer, String> entry(String character, String command) {
    return Map.entry(character.codePointAt(0), command);
  }

  /**
   * A floating table.
   *
   * @param name of the table's label, behind {@code tab:}
   */
  public static String of(Table table, String name) {
    Caption caption = table.caption();
    boolean marks = table.marked();
    StringBuilder text = new StringBuilder();
    text.append(
        "\\begin{table}[htbp]\n  \\centering\\small\\setlength{\\tabcolsep}{3pt}\n  \\caption{");
    text.append(escape(caption.title())).append(": ").append(escape(caption.conditions()));
    text.append(".}\n  \\label{tab:").append(name).append("}\n  \\begin{tabular}{");
    text.append(marks ? "c" : "");
    table.columns().forEach(c -> text.append(c.number() ? "r" : "l"));
    text.append("}\n    \\toprule\n");
    text.append(row(marks, Mark.NONE, table.titles()));
    text.append("    \\midrule\n");
    for (Table.Row row : table.rows()) {
      text.append(row(marks, row.mark(), row.cells().stream().map(Cell::text).toList()));
    }
    text.append("    \\bottomrule\n  \\end{tabular}\n");
    if (!caption.notice().isEmpty()) {
      text.append(note("Mind the data: " + caption.notice()));
    }
    caption.warnings().forEach(w -> text.append(note("Warning: " + w + ".")));
    caption.notes().forEach(n -> text.append(note(n)));
    return text.append("\\end{table}\n").toString();
  }

  private static String row(boolean marks, Mark mark, List<String> cells) {
    return cells.stream()
        .map(Latex::escape)
        .collect(
            Collectors.joining(
                " & ", "    " + (marks ? escape(mark.symbol()) + " & " : ""), " \\\\\n"));
  }

  private static String note(String sentence) {
    return "  \\par\\smallskip{\\footnotesize " + escape(sentence) + "\\par}\n";
  }

  /** Any text, to be read as it is. */
  static String escape(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    StringBuilder escaped = new StringBuilder();
    composed
        .replaceAll("[\\s\u0085\u2028\u2029]+", " ")
        .strip()
        .codePoints()
        .forEach(c -> escaped.append(escape(c)));
    return escaped.toString();
  }

  private static String escape(int character) {
    String command = COMMANDS.get(character);
    if (command != null) {
      return command;
    }
    if (character >= ' ' && character < 0x7f) {
      return Character.toString(character);
    }
    int[] parts =
        Normalizer.normalize(Character.toString(character), Normalizer.Form.NFD)
            .codePoints()
            .toArray();
    if (parts.length == 2 && Character.isLetter(parts[0]) && parts[0] < 0x7f) {
      String accent = ACCENTS.get(parts[1]);
      if (accent != null) {
        return "\\" + accent + "{" + Character.toString(parts[0]) + "}";
      }
    }
    return String.format(Locale.ROOT, "\\texttt{U+%04X}", character);
  }
}
