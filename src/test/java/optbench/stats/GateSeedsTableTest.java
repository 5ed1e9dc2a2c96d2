package optbench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of docs/ci.md is what the program plans with; {@link PowerPlanTest} has it of SciPy.
 */
class GateSeedsTableTest {
  private static final double[] MARGINS = {0.1, 0.3, 0.5, 1};
  private static final PowerPlan SIX_OPTIMIZERS = PowerPlan.of(Protocol.DEFAULT.level(), 6);

  @Test
  void saysHowManySeedsTheGateTakes() throws IOException {
    List<String> rows =
        Stream.of("0.05", "0.1", "0.2", "0.3", "0.5", "1").map(GateSeedsTableTest::row).toList();

    assertThat(Files.readString(Path.of("docs/ci.md"))).contains(String.join("\n", rows));
  }

  private static String row(String spread) {
    return DoubleStream.of(MARGINS)
        .mapToObj(
            margin -> SIX_OPTIMIZERS.toShowGain(margin, Double.parseDouble(spread)).sentence())
        .map(text -> text.replaceAll("it would take | seeds", ""))
        .collect(Collectors.joining(" | ", "| " + spread + " | ", " |"));
  }
}
