package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import optbench.e2e.Optbench.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher does about a GPU, with a driver that says what a test wants. */
class DeviceIT {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir Path temporary;
  private final List<Path> links = new ArrayList<>();
  private Path bin;
  private Path home;

  @BeforeEach
  void copyTheCheckout() throws IOException {
    assumeTrue(
        System.getProperty("os.name").startsWith("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "ND4J has CUDA code for other systems");
    bin = Files.createDirectory(temporary.resolve("bin"));
    home = Files.createDirectory(temporary.resolve("home"));
    for (String file : List.of("optbench", "pom.xml")) {
      Files.copy(
          Optbench.HOME.resolve(file), home.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    for (String folder : List.of("src", "target")) {
      links.add(Files.createSymbolicLink(home.resolve(folder), Optbench.HOME.resolve(folder)));
    }
    fake("mvn", "echo \"$*\" >> '" + temporary.resolve("builds") + "'; exit 1");
  }

  /** JUnit warns of links that lead out of a temporary folder. */
  @AfterEach
  void removeLinks() throws IOException {
    for (Path link : links) {
      Files.delete(link);
    }
  }

  @Test
  void aGpuThatIsTooNewIsToldBeforeAnythingIsDownloaded() throws IOException {
    driver("echo 'NVIDIA H100 PCIe, 9.0, 81559 MiB, 81000 MiB, 535.1, GPU-h'");

    Outcome outcome = optbench().run("run", "--device", "cuda").exits(3);

    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines())
        .containsExactly(
            "optbench: error: NVIDIA H100 PCIe has compute capability 9.0, and ND4J's CUDA library has no code for it (only for 3.7 to 8.9): use --device gpu, a GPU up to Ada, or --device cpu");
    assertNothingBuilt();
  }

  @Test
  void aSpecCanAskForIt() throws IOException {
    driver("echo 'NVIDIA-SMI has failed'; exit 9");
    Path spec = Files.writeString(temporary.resolve("gpu.yaml"), "device: cuda\n");

    assertThat(optbench().run("run", spec.toString()).exits(3).err())
        .isEqualTo(
            "optbench: error: NVIDIA's driver does not answer (nvidia-smi: NVIDIA-SMI has failed): install or repair it, or use --device cpu\n");
    assertNothingBuilt();
  }

  @Test
  void autoTakesTheCpuAndSaysWhy() throws IOException {
    driver("exit 6");
    List<String> arguments =
        new ArrayList<>(
            TestData.run(
                200,
                "--network",
                "softmax",
                "--optimizers",
                "sgd",
                "--epochs",
                "1",
                "--seeds",
                "1",
                "--out",
                "out"));
    Outcome outcome = optbench().with("OPTBENCH_DEVICE", "auto").run(arguments).exits(0);

    String why =
        "chosen by auto: NVIDIA's driver finds no GPU here: see nvidia-smi, or use --device cpu";
    assertThat(outcome.err()).contains("optbench: note: device: cpu (" + why + ")");
    var environment =
        new Folder(temporary.resolve("out"))
            .json(temporary.resolve("out").resolve("run.json"))
            .get("environment");
    assertThat(environment.get("device").asText()).isEqualTo("cpu");
    assertThat(environment.get("device_reason").asText()).isEqualTo(why);
    assertThat(environment.has("gpu")).isFalse();
    assertNothingBuilt();
  }

  @Test
  void aGpuThatSuitsGetsABuildOfItsOwnAndIsTheOnlyOneSeen() throws IOException {
    driver(
        """
        echo 'NVIDIA H100 PCIe, 9.0, 81559 MiB, 81000 MiB, 535.1, GPU-h'
        echo 'NVIDIA A100, 8.0, 40536 MiB, 40000 MiB, 535.1, GPU-a'
        """);
    fakeBuild();

    Outcome outcome = optbench().run("run", "--device", "cuda").exits(0);

    assertThat(outcome.err())
        .isEqualTo("optbench: building for CUDA (the first time this downloads about 2.4 GB)...\n");
    assertThat(outcome.out()).startsWith("GPU-a ").contains("target-cuda/optbench.jar");
    assertThat(temporary.resolve("builds"))
        .hasContent("-B -ntp -q -Dquick -DskipTests -Pcuda,cuda-redist package");

    assertThat(optbench().run("run", "--device", "cuda").exits(0).err()).isEmpty();
    assertThat(optbench().run("run", "--device", "auto").exits(0).out()).startsWith("GPU-a ");
    assertThat(optbench().run("run", "--device", "cpu").exits(0).out())
        .contains("/target/optbench.jar")
        .doesNotContain("target-cuda");
  }

  @Test
  void cudaThatIsInstalledIsNotDownloaded() throws IOException {
    driver("echo 'NVIDIA A100, 8.0, 40536 MiB, 40000 MiB, 535.1, GPU-a'");
    fakeBuild();

    assertThat(
            optbench()
                .with("OPTBENCH_CUDA_REDIST", "false")
                .run("run", "--device=cuda")
                .exits(0)
                .err())
        .contains("about 610 MB");
    assertThat(temporary.resolve("builds"))
        .hasContent("-B -ntp -q -Dquick -DskipTests -Pcuda package");
    assertThat(optbench().with("OPTBENCH_CUDA_REDIST", "maybe").run("--version").exits(2).err())
        .isEqualTo("optbench: error: OPTBENCH_CUDA_REDIST must be true or false but was 'maybe'\n");
  }

  @Test
  void aClusterHasABuildOfItsOwnMadeOnce() throws IOException {
    fakeBuild();

    Outcome first = optbench().run("run", "--cluster", "spark://a:7077").exits(0);
    Outcome second = optbench().run("run", "--set", "cluster=yarn").exits(0);

    assertThat(first.err())
        .isEqualTo(
            "optbench: building for clusters (the first time this downloads about 500 MB)...\n");
    String build = home.resolve("target-cluster").toString();
    assertThat(first.out())
        .contains("-cp " + build + "/optbench.jar:" + build + "/lib/*:" + build + "/jars/*");
    assertThat(second.err()).isEmpty();
    assertThat(Files.readAllLines(temporary.resolve("builds")))
        .singleElement()
        .asString()
        .contains("-Pcluster,natives-linux-x86_64");
  }

  @Test
  void whatOnlySpeaksOfAClusterIsNotBuiltForOne() throws IOException {
    fakeBuild();

    assertThat(optbench().run("run", "--name", "cluster").exits(0).out())
        .contains("-cp " + home.resolve("target") + "/optbench.jar:");
    assertNothingBuilt();
  }

  /** Maven and the program are not the real ones; the question for the device is. */
  private void fakeBuild() throws IOException {
    fake(
        "mvn",
        String.format(
            Locale.ROOT,
            """
        [[ $* == *-v* ]] && echo 'Apache Maven 3.9.9' && exit
        echo "$*" >> '%s'
        folder=target-cuda built=cuda.libraries=installed
        [[ $* != *cuda-redist* ]] || built=cuda.libraries=redist
        [[ $* != *-Pcluster* ]] || folder=target-cluster built=cluster=spark
        mkdir -p $folder/classes/optbench
        echo "$built" > $folder/classes/optbench/build.properties
        touch $folder/optbench.jar
        """,
            temporary.resolve("builds")));
    fake(
        "java",
        String.format(
            Locale.ROOT,
            """
        [[ $* != *DeviceQuestion* && $1 != -version ]] || exec '%s' "$@"
        echo "${CUDA_VISIBLE_DEVICES:-} $*"
        """,
            JAVA));
  }

  private void assertNothingBuilt() {
    assertThat(temporary.resolve("builds")).doesNotExist();
    assertThat(home.resolve("target-cuda")).doesNotExist();
    assertThat(home.resolve("target-cluster")).doesNotExist();
  }

  private Optbench optbench() {
    return Optbench.in(temporary)
        .startedAs(home.resolve("optbench").toString())
        .without("CUDA_VISIBLE_DEVICES")
        .without("OPTBENCH_DEVICE")
        .without("JAVA_HOME")
        .with("PATH", bin + ":" + System.getenv("PATH"));
  }

  private void driver(String script) throws IOException {
    fake("nvidia-smi", script);
  }

  private void fake(String name, String script) throws IOException {
    Path file = bin.resolve(name);
    Files.writeString(file, "#!/usr/bin/env bash\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
