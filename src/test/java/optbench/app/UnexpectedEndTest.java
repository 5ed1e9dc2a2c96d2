package optbench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import optbench.run.ThisJvm;
import org.junit.jupiter.api.Test;

class UnexpectedEndTest {
  /** Leaves by an exit, and says while the JVM goes down who is taken to have ended it. */
  static final class Leaves {
    private Leaves() {}

    public static void main(String[] args) {
      Thread main = Thread.currentThread();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    while (UnexpectedEnd.culprit().isEmpty()) {
                      Thread.onSpinWait();
                    }
                    System.out.println(UnexpectedEnd.culprit().orElse("nobody"));
                    System.out.println(UnexpectedEnd.culprit(main).orElse("nobody"));
                  }));
      System.exit(7);
    }
  }

  @Test
  void whoMayEndTheProgramIsNoCulprit() throws Exception {
    List<String> command = new ArrayList<>(ThisJvm.command());
    command.add(Leaves.class.getName());
    Process process = new ProcessBuilder(command).start();

    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(7);
    assertThat(out.lines()).containsExactly(Leaves.class.getName(), "nobody");
  }
}
