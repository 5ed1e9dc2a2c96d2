package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import optbench.e2e.Optbench.Outcome;
import optbench.opencl.OpenCl;
import optbench.opencl.OpenClException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a GPU, or on what OpenCL makes of a CPU, where that is all there is. */
class GpuIT {
  @TempDir Path temporary;

  @BeforeEach
  void requireOpenCl() {
    try {
      assertThat(OpenCl.devices()).isNotEmpty();
    } catch (OpenClException e) {
      abort("OpenCL: " + e.getMessage());
    }
  }

  @Test
  void trialsOfAllSeedsAreTrainedTogetherAndGoOnWhereTheyWere() {
    String[] command =
        onGpu("--optimizers", "adam,sgd", "--epochs", "2", "--seeds", "2", "--no-timing");

    Outcome first = Optbench.in(temporary).run(command).exits(0);
    Outcome second = Optbench.in(temporary).run(command).exits(0);

    Folder folder = new Folder(temporary.resolve("a"));
    assertThat(folder.trials()).hasSize(4);
    assertThat(folder.trials().get(0))
        .content(StandardCharsets.UTF_8)
        .contains("\"engine\": \"opencl\"", "\"device\": \"gpu\"");
    assertThat(temporary.resolve("a/run.json"))
        .content(StandardCharsets.UTF_8)
        .contains("\"device\": \"gpu\"", "\"opencl\":");
    assertThat(first.out()).contains("adam", "sgd");
    assertThat(second.err()).contains("4 of 4 trials were there already");
  }

  @Test
  void resultsOfTheCpuAreNotMixedIn() {
    Outcome gpu =
        Optbench.in(temporary).run(onGpu("--optimizers", "sgd", "--epochs", "1")).exits(0);
    assertThat(gpu.out()).contains("opencl on gpu").doesNotContain("0 threads");
    String[] command =
        TestData.run(500, "--optimizers", "sgd", "--out", "a").toArray(String[]::new);

    assertThat(Optbench.in(temporary).run(command).exits(3).err().lines())
        .filteredOn(line -> !line.startsWith("optbench: note: " + TestData.name() + ": "))
        .containsExactly(
            "optbench: error: a holds trials that ran on gpu, and these would run on cpu: choose another --out, or remove them with --force");
  }

  @Test
  void whatItCannotTrainIsRefusedAndAutoTakesTheCpu() {
    String[] command = onGpu("--optimizers", "lbfgs,sgd", "--epochs", "1", "--no-timing");
    assertThat(Optbench.in(temporary).run(command).exits(2).err())
        .contains("'opencl' cannot train 'lbfgs': lbfgs cannot be computed on a GPU: ");

    String[] automatic =
        Arrays.stream(command).map(w -> w.equals("gpu") ? "auto" : w).toArray(String[]::new);
    assertThat(Optbench.in(temporary).run(automatic).exits(0).err())
        .contains("device: cpu (chosen by auto: ", "cannot train 'lbfgs'");
  }

  @Test
  void wrongChoicesAreOneLineEach() {
    assertThat(run("--gpu", "no such card").exits(3).err())
        .contains(
            "--gpu must be the number of an OpenCL device or a part of its name but was 'no such card'; there are 0 (")
        .hasLineCount(1);
    String[] onCpu = TestData.run(500, "--gpu", "0", "--out", "a").toArray(String[]::new);
    assertThat(Optbench.in(temporary).run(onCpu).exits(2).err())
        .startsWith("optbench: error: --gpu says which device --device gpu takes, but");
    assertThat(run("--gpu", "0", "--engine", "lockstep").exits(2).err())
        .contains("must be opencl on gpu but was 'lockstep', which cannot compute there");
    assertThat(temporary.resolve("a/run.json")).doesNotExist();
  }

  @Test
  void aMissingDriverIsALineThatSaysWhatToInstall() {
    Outcome outcome =
        Optbench.in(temporary)
            .with("OCL_ICD_VENDORS", temporary + "/")
            .run(TestData.run(500, "--device", "gpu", "--out", "a").toArray(String[]::new))
            .exits(3);

    assertThat(outcome.err())
        .matches("optbench: error: no OpenCL (driver|library): install the driver of your GPU.*\n");
  }

  private Outcome run(String... options) {
    List<String> all = new ArrayList<>(List.of("--device", "gpu", "--out", "a"));
    all.addAll(List.of(options));
    return Optbench.in(temporary)
        .run(TestData.run(500, all.toArray(String[]::new)).toArray(String[]::new));
  }

  private static String[] onGpu(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--network", "softmax", "--device", "gpu", "--gpu", "0", "--out", "a"));
    return TestData.run(500, all.toArray(String[]::new)).toArray(String[]::new);
  }
}
