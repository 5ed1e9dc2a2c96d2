package optbench.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import optbench.run.ThisJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Machines on which OpenCL is missing, in part or whole: each needs a JVM that has not loaded it.
 */
@EnabledOnOs(OS.LINUX)
class OpenClTest {
  /** Asks twice, because a library that could not be loaded is met in another way then. */
  static final class Lists {
    private Lists() {}

    public static void main(String[] args) {
      for (int i = 0; i < 2; i++) {
        try {
          System.out.println(OpenCl.devices().size() + " devices");
        } catch (OpenClException e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }

  @Test
  void aMissingLibraryIsALineThatSaysWhatToInstall() throws Exception {
    assertThat(listed(Map.of(), "-Dorg.lwjgl.opencl.libname=/nowhere/libOpenCL.so.1"))
        .hasSize(2)
        .allMatch(line -> line.startsWith("no OpenCL library: install the driver of your GPU and"));
  }

  @Test
  void nativeCodeThatCannotBeUnpackedIsALineToo() throws Exception {
    assertThat(listed(Map.of(), "-Dorg.bytedeco.javacpp.cachedir=/proc/nowhere"))
        .hasSize(2)
        .allMatch(line -> line.matches("no OpenCL library: .*|[0-9]+ devices"));
  }

  @Test
  void aMissingDriverIsALineThatSaysWhatToInstall(@TempDir Path empty) throws Exception {
    assertThat(listed(Map.of("OCL_ICD_VENDORS", empty + "/")))
        .hasSize(2)
        .allMatch(
            line -> line.matches("no OpenCL (driver|library): install the driver of your GPU.*"));
  }

  private static List<String> listed(Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(ThisJvm.command());
    command.addAll(1, List.of(options));
    command.add(Lists.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().toList();
  }
}
