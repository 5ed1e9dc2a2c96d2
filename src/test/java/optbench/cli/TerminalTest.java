package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @AfterEach
  void forget() {
    System.clearProperty("optbench.terminal");
    System.clearProperty("optbench.columns");
  }

  @Test
  void aTerminalHasColorAndItsOwnWidth() {
    Terminal terminal = of("stdout,stderr", "132", Map.of());

    assertThat(terminal.color()).isTrue();
    assertThat(terminal.errIsTerminal()).isTrue();
    assertThat(terminal.tableWidth()).isEqualTo(132);
    assertThat(terminal.textWidth()).isEqualTo(100);
  }

  /** As in other programs; what is no width is not looked at. */
  @Test
  void columnsOfTheEnvironmentComeFirst() {
    assertThat(of("stdout", "132", Map.of("COLUMNS", "60")).tableWidth()).isEqualTo(60);
    assertThat(of("stdout", "132", Map.of("COLUMNS", "60")).screen().columns()).hasValue(60);
    assertThat(of("stdout", "132", Map.of("COLUMNS", "60")).sentenceWidth()).isEqualTo(60);
    for (String none : List.of("", "0", "-3", "many", "1000000")) {
      assertThat(of("stdout", "132", Map.of("COLUMNS", none)).tableWidth()).isEqualTo(132);
    }
    assertThat(of("stderr", "132", Map.of("COLUMNS", "60")).screen().columns()).isEmpty();
  }

  @Test
  void colorIsLeftOutWhereItIsNotWanted() {
    assertThat(of("stdout", "", Map.of("NO_COLOR", "1")).color()).isFalse();
    assertThat(of("stdout", "", Map.of("NO_COLOR", "")).color()).isTrue();
    assertThat(of("stdout", "", Map.of("TERM", "dumb")).color()).isFalse();
    assertThat(of("stderr", "", Map.of()).color()).isFalse();
  }

  @Test
  void aFileHasNoWidth() {
    Terminal file = of("stderr", "80", Map.of());

    assertThat(file.tableWidth()).isEqualTo(Integer.MAX_VALUE);
    assertThat(file.textWidth()).isEqualTo(100);
    assertThat(file.progressWidth()).isEqualTo(80);
  }

  @Test
  void aWidthThatIsNotKnownIsAHundred() {
    assertThat(of("stdout", "", Map.of()).tableWidth()).isEqualTo(100);
    assertThat(of("stdout", "0", Map.of()).tableWidth()).isEqualTo(100);
    assertThat(of("stdout", "10", Map.of()).textWidth()).isEqualTo(55);
  }

  private static Terminal of(String terminals, String columns, Map<String, String> environment) {
    System.setProperty("optbench.terminal", terminals);
    System.setProperty("optbench.columns", columns);
    return Terminal.of(System.out, System.err, environment);
  }
}
