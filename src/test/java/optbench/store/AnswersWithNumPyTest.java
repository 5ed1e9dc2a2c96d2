package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import optbench.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide says of reading answers with NumPy, done so. */
class AnswersWithNumPyTest {
  @TempDir private Path scratch;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(scratch.resolve("run"));
  }

  @Test
  void theGuidesLinesReadWhatIsStored() throws Exception {
    assumeTrue(python("import numpy").exit() == 0, "there is no Python with NumPy");
    try (RunStore store = RunStore.open(folder)) {
      store.writeRun(Records.run());
      store.writeTrial(Records.finished());
    }
    String lines = lines();
    String program =
        lines.replaceFirst(
            "results/quickstart/trials/\\w+.json", "trials/" + Records.FINISHED + ".json");
    assertThat(program).isNotEqualTo(lines);

    Ended ended = python(program + "\nprint(*right, right.mean())");

    BitSet right = Records.finished().testAnswers().orElseThrow().rightImages();
    String bits =
        IntStream.range(0, 25)
            .mapToObj(i -> right.get(i) ? "1 " : "0 ")
            .collect(Collectors.joining());
    assertThat(ended.said()).isEqualTo(bits + "0.96");
  }

  private static String lines() {
    List<String> blocks =
        Page.of("docs/guide.md").blocks().stream()
            .filter(block -> block.language().equals("python"))
            .map(Page.Block::text)
            .toList();
    assertThat(blocks).hasSize(1);
    return blocks.get(0);
  }

  private record Ended(int exit, String said) {}

  private Ended python(String program) throws InterruptedException {
    try {
      Path file = Files.writeString(scratch.resolve("program.py"), program);
      Process process =
          new ProcessBuilder("python3", file.toString())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), said.strip());
    } catch (IOException e) {
      return new Ended(-1, e.toString());
    }
  }
}
