package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import optbench.e2e.Optbench.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An unpacked release, as src/main/dist/release.xml lays it out: nothing is built there. */
class ReleaseIT {
  private static final List<Path> LINKS = new ArrayList<>();

  @TempDir static Path shared;
  private static Path home;

  @TempDir Path temporary;
  private Path user;

  /** Once, so that the archive of its classes is made once. */
  @BeforeAll
  static void unpack() throws IOException {
    home = Files.createDirectories(shared.resolve("opt/optbench-0.1.0"));
    Path lib = Files.createDirectory(home.resolve("lib"));
    Files.copy(Optbench.HOME.resolve("optbench"), home.resolve("optbench"));
    Files.setPosixFilePermissions(
        home.resolve("optbench"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.copy(
        Optbench.HOME.resolve("src/main/dist/fontconfig.properties"),
        lib.resolve("fontconfig.properties"));
    Files.writeString(lib.resolve("commit"), "0123456789ab\n");
    link(lib.resolve("optbench.jar"), Optbench.HOME.resolve("target/optbench.jar"));
    try (Stream<Path> jars = Files.list(Optbench.HOME.resolve("target/lib"))) {
      for (Path jar : jars.toList()) {
        link(lib.resolve(jar.getFileName()), jar);
      }
    }
    link(home.resolve("configs"), Optbench.HOME.resolve("configs"));
  }

  @BeforeEach
  void makeAUser() throws IOException {
    user = Files.createDirectory(temporary.resolve("user"));
  }

  /** JUnit warns of links that lead out of a temporary folder. */
  @AfterEach
  void removeTheUsersLink() throws IOException {
    Files.deleteIfExists(user.resolve("ob"));
  }

  @AfterAll
  static void removeLinks() throws IOException {
    for (Path link : LINKS) {
      Files.delete(link);
    }
  }

  @Test
  void trainsAndReportsThroughALinkFromAnotherFolderWithoutMavenAndAHome() throws IOException {
    Path command = user.resolve("ob");
    Files.createSymbolicLink(command, home.resolve("optbench"));
    Outcome outcome =
        Optbench.in(user)
            .startedAs("./ob")
            .with("PATH", pathWithoutBuildTools())
            .without("HOME")
            .run(
                "run",
                "--optimizers=sgd,adam",
                "--data=synthetic-digits",
                "--set=data.train_limit=100",
                "--network=softmax",
                "--epochs=1",
                "--seeds=2",
                "--no-timing",
                "--out=results/first")
            .exits(0);

    assertThat(outcome.err()).doesNotContain("building");
    assertThat(user.resolve("results/first/report.html")).exists();
    assertThat(user.resolve("results/first/charts/final-accuracy.png")).exists();
    assertThat(Files.readString(user.resolve("results/first/run.json"))).contains("0123456789ab");
  }

  @Test
  void bringsItsSpecsAndSaysWhatItHasNoBuildFor() {
    Optbench optbench = Optbench.in(user).startedAs(home.resolve("optbench").toString());

    assertThat(optbench.run("--version").exits(0).out()).contains("commit 0123456789ab");
    assertThat(optbench.run("claims", "--help").exits(0).out()).contains("articles.yaml");
    assertThat(optbench.run("validate", home + "/configs/quickstart.yaml").exits(0).out())
        .contains("valid");
    assertThat(
            optbench
                .run("run", "--optimizers=sgd", "--cluster", "spark://nobody:7077")
                .exits(3)
                .err())
        .contains("this release computes on the CPU")
        .contains("for cluster, take the sources");
  }

  /** What the other launcher does cannot be run here, but it must do it to the same program. */
  @Test
  void theLauncherForWindowsPassesTheSameFlags() throws IOException {
    String windows = Files.readString(Optbench.HOME.resolve("src/main/dist/optbench.cmd"));
    String script = Files.readString(Optbench.HOME.resolve("optbench"));

    for (String flag :
        List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:SurvivorRatio=2",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-Dorg.nd4j.log.initialization=false",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-Dorg.bytedeco.javacpp.maxbytes=0",
            "-Dorg.eclipse.deeplearning4j.helpers.disable=false",
            "-Dorg.bytedeco.javacpp.platform.extension=",
            "-Doptbench.home=",
            "-Doptbench.commit=")) {
      assertThat(windows).contains(flag);
      assertThat(script).contains(flag);
    }
    assertThat(windows.lines().count())
        .isEqualTo(Pattern.compile("\r\n").matcher(windows).results().count());
  }

  private static void link(Path link, Path target) throws IOException {
    LINKS.add(Files.createSymbolicLink(link, target));
  }

  /** Java and the tools of a bare system, without Maven and a compiler. */
  private String pathWithoutBuildTools() throws IOException {
    Path bin = Files.createDirectory(temporary.resolve("bin"));
    for (String tool :
        List.of(
            "bash",
            "cat",
            "cksum",
            "mktemp",
            "mv",
            "rm",
            "cut",
            "dirname",
            "env",
            "head",
            "locale",
            "readlink",
            "sed",
            "stty",
            "uname",
            "java")) {
      for (String folder : System.getenv("PATH").split(":", -1)) {
        Path real = Path.of(folder, tool);
        if (Files.isExecutable(real) && !Files.exists(bin.resolve(tool))) {
          Path made = bin.resolve(tool);
          Files.writeString(made, "#!/bin/sh\nexec '" + real + "' \"$@\"\n");
          Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
    }
    return bin.toString();
  }
}
