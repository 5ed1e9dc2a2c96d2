package optbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CleanOutputTest {
  private static final String HOSTILE =
      "a\nb\r\u001b[31m\u0000\u009b2J\u2028\u2029\u202e\u2066\u200b\ufeff\ud800\udb40\udc41";
  private static final String SHOWN =
      "a\\u000ab\\u000d\\u001b[31m\\u0000\\u009b2J\\u2028\\u2029\\u202e\\u2066\\u200b\\ufeff\\ud800"
          + "\\udb40\\udc41";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CleanOutput out =
      CleanOutput.on(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  @Test
  void whateverIsPrintedIsOneHarmlessLine() {
    out.println(HOSTILE);
    out.println((Object) HOSTILE);
    out.println(HOSTILE.toCharArray());
    out.print(HOSTILE);
    out.print((Object) HOSTILE);
    out.append(HOSTILE).append('\n');
    out.printf(Locale.ROOT, "%s%n", HOSTILE);
    out.format(Locale.ROOT, "%s", HOSTILE);

    assertThat(written())
        .isEqualTo((SHOWN + "\n").repeat(3) + SHOWN.repeat(3) + "\\u000a" + SHOWN + "\n" + SHOWN);
  }

  @Test
  void lettersOfAllScriptsAndEmojiStayAsTheyAre() {
    out.println("größer אדם می‌خواهم 👩‍💻 <b> ★ ± ≈");

    assertThat(written()).isEqualTo("größer אדם می‌خواهم 👩‍💻 <b> ★ ± ≈\n");
  }

  @Test
  void aBlockHasLinesAndColoursOfItsOwnOnly() {
    out.println(Block.join(List.of(Block.of(HOSTILE, "b"), Block.document("{\n}"))));
    out.println(Block.styled(Block.Style.BOLD, List.of(HOSTILE)).followedBy(HOSTILE));

    assertThat(written())
        .isEqualTo(SHOWN + "\nb\n{\n}\n" + "\u001b[1m" + SHOWN + "\u001b[0m" + SHOWN + "\n");
  }

  @Test
  void aStackTraceKeepsItsIndentAndNoMessageForgesALine() {
    new IllegalStateException("one\n\tat two", new IllegalArgumentException("three\nfour"))
        .printStackTrace(out);

    assertThat(written().lines())
        .contains("java.lang.IllegalStateException: one\\u000a\\u0009at two")
        .contains("Caused by: java.lang.IllegalArgumentException: three\\u000afour")
        .anyMatch(line -> line.startsWith("\tat optbench.text.CleanOutputTest."));
  }

  @Test
  void helpHasColoursAndLinesAndNothingElse() {
    PrintWriter help = out.help();
    help.print("\u001b[1mUsage\u001b[0m:\n  a\r\n\u001b[2Jb\u001b]0;title\u0007");
    help.flush();

    assertThat(written())
        .isEqualTo("\u001b[1mUsage\u001b[0m:\n  a\n\\u001b[2Jb\\u001b]0;title\\u0007");
  }

  @Test
  void aLineThatIsWrittenOverIsNoLongerThanTheTerminal() {
    out.overwrite("\u001b[2Jloss 👩‍💻 and more", 14);

    assertThat(written()).isEqualTo("\r\\u001b[2Jloss ");
  }

  @Test
  void ofALongMessageBeginningAndEndAreKept() {
    out.println("no file " + "x".repeat(100_000) + ": name another");

    assertThat(written())
        .startsWith("no file xxx")
        .endsWith("x: name another\n")
        .hasSizeLessThan(1000);
    assertThat(OneLine.value("y".repeat(201))).isEqualTo("y".repeat(200) + "...");
    assertThat(OneLine.value("y".repeat(200))).isEqualTo("y".repeat(200));
    assertThat(OneLine.value("y".repeat(199) + "👩" + "z")).isEqualTo("y".repeat(199) + "...");
  }
}
