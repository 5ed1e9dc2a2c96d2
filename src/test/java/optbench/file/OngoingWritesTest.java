package optbench.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OngoingWritesTest {
  @TempDir Path folder;

  @Test
  void aFileThatIsBeingWrittenWhenTheJvmIsToldToLeaveIsWhole() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Leaver.class.getName(),
            folder.toString());

    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isEqualTo(130);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("begun"));
    }
    assertThat(folder.resolve("begun")).hasContent("first half, second half");
  }

  /** Leaves while another thread is in the middle of a file. */
  static final class Leaver {
    private static final CountDownLatch HALF = new CountDownLatch(1);

    private Leaver() {}

    public static void main(String[] args) throws InterruptedException {
      Path folder = Path.of(args[0]);
      start(() -> AtomicFile.write(folder.resolve("begun"), Leaver::slowly));
      HALF.await();
      System.exit(130);
    }

    private static void slowly(OutputStream out) throws IOException {
      out.write("first half".getBytes(StandardCharsets.UTF_8));
      HALF.countDown();
      while (!isLeaving()) {
        Thread.onSpinWait();
      }
      out.write(", second half".getBytes(StandardCharsets.UTF_8));
    }

    /** The JVM takes no new hooks once it is on its way out. */
    private static boolean isLeaving() {
      Thread hook = new Thread(() -> {});
      try {
        Runtime.getRuntime().addShutdownHook(hook);
        Runtime.getRuntime().removeShutdownHook(hook);
        return false;
      } catch (IllegalStateException e) {
        return true;
      }
    }

    private static void start(OngoingWrites.Write write) {
      new Thread(
              () -> {
                try {
                  write.carryOut();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              })
          .start();
    }
  }
}
