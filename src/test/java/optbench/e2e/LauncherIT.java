package optbench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import optbench.e2e.Optbench.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script that stands before the program. */
class LauncherIT {
  /** What the script calls, Java and Maven aside. */
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cksum",
          "cut",
          "dirname",
          "find",
          "flock",
          "git",
          "head",
          "locale",
          "ln",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sed",
          "touch",
          "uname");

  private static final String INSTALL_JAVA =
      "install a JDK, 17 or later (Debian and Ubuntu: apt install openjdk-17-jdk-headless; macOS: brew install openjdk)";
  private static final String INSTALL_MAVEN =
      "install Maven 3.8 or later (Debian and Ubuntu: apt install maven; macOS: brew install maven)";

  @TempDir Path temporary;
  private final List<Path> links = new ArrayList<>();
  private Path bin;

  @BeforeEach
  void makeAPathWithoutJavaAndMaven() throws IOException {
    bin = Files.createDirectory(temporary.resolve("bin"));
    for (String tool : TOOLS) {
      Path real = onPath(tool);
      if (real != null) {
        executable(bin.resolve(tool), "#!/bin/sh\nexec '" + real + "' \"$@\"\n");
      }
    }
  }

  /** JUnit warns of links that lead out of a temporary folder. */
  @AfterEach
  void removeLinks() throws IOException {
    for (Path link : links) {
      Files.delete(link);
    }
  }

  @Test
  void theBuildUnderTestIsTakenAsItIs() throws IOException {
    Properties build = new Properties();
    try (InputStream in =
        Files.newInputStream(Optbench.HOME.resolve("target/classes/optbench/build.properties"))) {
      build.load(in);
    }

    assertThat(System.getenv("OPTBENCH_NATIVE")).isEqualTo(build.getProperty("native"));
    assertThat(Optbench.in(temporary).run("--version").exits(0).err()).isEmpty();
  }

  @Test
  void startsFromAnArchiveOfItsClasses() throws IOException {
    Optbench.in(temporary)
        .withJavaOptions("-Xlog:class+load:file=classes.txt")
        .run("--version")
        .exits(0);

    assertThat(temporary.resolve("classes.txt"))
        .content(StandardCharsets.UTF_8)
        .containsPattern("optbench.Main source: shared objects file");
  }

  @Test
  void worksThroughASymbolicLinkFromAnotherFolder() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    link(temporary.resolve("ob"), Optbench.HOME.resolve("optbench"));
    link(elsewhere.resolve("optbench"), Path.of("../ob"));

    Outcome outcome = Optbench.in(elsewhere).startedAs("./optbench").run("--version").exits(0);

    assertThat(outcome.out()).startsWith("optbench 0.");
    assertThat(outcome.err()).isEmpty();
  }

  /** Also where the locale knows ASCII only, as in many a container. */
  @ParameterizedTest
  @CsvSource({"C", "C.UTF-8"})
  void worksInAPathWithSpacesAndUmlauts(String locale) throws IOException {
    Path home = checkout("Übung & Prüfung", true);

    Optbench.in(temporary)
        .startedAs(home.resolve("optbench").toString())
        .with("LC_ALL", locale)
        .run(
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
                "Ergebnisse für Ägypten"))
        .exits(0);

    assertThat(new Folder(temporary.resolve("Ergebnisse für Ägypten")).csv("accuracy.csv"))
        .hasSize(1);
  }

  @Test
  void withoutJavaItSaysHowToGetIt() {
    assertThat(withFakes().run("--version").exits(3).err())
        .isEqualTo("optbench: error: no Java found: " + INSTALL_JAVA + "\n");
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() {
    assertThat(withFakes().with("JAVA_HOME", "/nowhere").run("--version").exits(3).err())
        .isEqualTo(
            "optbench: error: there is no bin/java in JAVA_HOME, which is /nowhere: set it to a JDK, 17 or later, or unset it\n");
  }

  @Test
  void aJavaThatDoesNotStartSaysWhy() throws IOException {
    fake(
        "java",
        "echo 'Error occurred during initialization of VM' >&2; echo 'No space for the heap' >&2; exit 1");

    assertThat(withFakes().run("--version").exits(3).err())
        .isEqualTo(
            "optbench: error: Java does not start, and says: No space for the heap: is there too little memory, or a limit on it, such as ulimit -v?\n");
  }

  @ParameterizedTest
  @CsvSource({"1.8.0_292, 8", "11.0.2, 11", "16, 16", "nonsense, of unknown version"})
  void aJavaThatIsTooOldIsNamed(String version, String shown) throws IOException {
    fake("java", "echo 'openjdk version \"" + version + "\" 2020-01-01' >&2");

    assertThat(withFakes().run("--version").exits(3).err())
        .isEqualTo("optbench: error: Java " + shown + " is too old: " + INSTALL_JAVA + "\n");
  }

  @ParameterizedTest
  @CsvSource({"17", "25.0.1", "26-ea"})
  void aJavaThatIsNewEnoughIsTaken(String version) throws IOException {
    fake(
        "java", "echo 'openjdk version \"" + version + "\"' >&2; [[ $1 == -version ]] || echo ran");

    assertThat(withFakes().run("--version").exits(0).out()).isEqualTo("ran\n");
  }

  @Test
  void withoutMavenItSaysWhatForAndHowToGetIt() throws IOException {
    fakeJdk();

    assertThat(unbuilt().run("--version").exits(3).err())
        .isEqualTo(
            "optbench: error: the first run builds optbench, but no Maven was found: "
                + INSTALL_MAVEN
                + "\n");
  }

  @Test
  void aMavenThatIsTooOldIsNamed() throws IOException {
    fakeJdk();
    fake("mvn", "echo 'Apache Maven 3.6.3 (Debian)'");

    assertThat(unbuilt().run("--version").exits(3).err())
        .isEqualTo("optbench: error: Maven 3.6.3 is too old: " + INSTALL_MAVEN + "\n");
  }

  @Test
  void aJavaThatCannotCompileIsNamed() throws IOException {
    fakeJdk();
    Files.delete(bin.resolve("javac"));
    fake("mvn", "echo 'Apache Maven 3.9.9'");

    assertThat(unbuilt().run("--version").exits(3).err())
        .isEqualTo("optbench: error: this Java cannot compile: " + INSTALL_JAVA + "\n");
  }

  @Test
  void aBuildThatFailsEndsWithItsOwnMessages() throws IOException {
    fakeJdk();
    fake(
        "mvn",
        "[[ $* == *-v* ]] && echo 'Apache Maven 3.9.9' && exit; echo '[ERROR] no disk'; exit 1");

    assertThat(unbuilt().run("--version").exits(3).err().lines())
        .containsExactly(
            "optbench: building (the first time this downloads about 150 MB)...",
            "[ERROR] no disk",
            "optbench: error: the build failed; its messages are above");
  }

  @Test
  void buildsOnFirstUseAndWhenASourceIsNewerAndNotOtherwise() throws IOException {
    fakeJdk();
    fake(
        "mvn",
        """
        [[ $* == *-v* ]] && echo 'Apache Maven 3.9.9' && exit
        echo "$*" >> builds
        mkdir -p target/classes/optbench
        echo native=-compat > target/classes/optbench/build.properties
        touch target/optbench.jar
        """);
    Path home = checkout("unbuilt", false);
    Optbench optbench =
        withFakes()
            .startedAs(home.resolve("optbench").toString())
            .with("OPTBENCH_NATIVE", "-compat");

    assertThat(optbench.run().exits(0).out()).isEqualTo("ran\n");
    assertThat(optbench.run().exits(0).err()).isEmpty();
    assertThat(home.resolve("builds"))
        .hasContent("-B -ntp -q -Dquick -DskipTests -Dnative.extension=-compat package");

    FileTime built = Files.getLastModifiedTime(home.resolve("target/optbench.jar"));
    Files.setLastModifiedTime(
        home.resolve("src/main/Source.java"),
        FileTime.from(built.toInstant().plus(Duration.ofSeconds(2))));
    optbench.run().exits(0);
    assertThat(Files.readAllLines(home.resolve("builds"))).hasSize(2);
  }

  @Test
  void aBuildThatWasCutOffIsMadeAgain() throws IOException {
    fakeJdk();
    fake(
        "mvn",
        """
        [[ $* == *-v* ]] && echo 'Apache Maven 3.9.9' && exit
        mkdir -p target/classes/optbench
        echo native=-compat > target/classes/optbench/build.properties
        touch target/optbench.jar
        echo >> builds
        [[ -e first ]] || { : > first; exit 1; }
        """);
    Path home = checkout("unbuilt", false);
    Optbench optbench =
        withFakes()
            .startedAs(home.resolve("optbench").toString())
            .with("OPTBENCH_NATIVE", "-compat");

    assertThat(optbench.run().exits(3).err()).contains("the build failed");
    assertThat(optbench.run().exits(0).out()).isEqualTo("ran\n");
    assertThat(optbench.run().exits(0).err()).isEmpty();
    assertThat(Files.readAllLines(home.resolve("builds"))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "OPTBENCH_NATIVE, -avx1024, 'OPTBENCH_NATIVE must be empty, -onednn, -avx2, -avx512, -onednn-avx2, -onednn-avx512 or -compat'",
    "OMP_NUM_THREADS, many, 'OMP_NUM_THREADS must be a number of threads, such as 1,'",
    "OMP_NUM_THREADS, 0, 'OMP_NUM_THREADS must be a number of threads, such as 1,'"
  })
  void aVariableThatCannotBeIsNamed(String variable, String value, String message) {
    assertThat(Optbench.in(temporary).with(variable, value).run("--version").exits(2).err())
        .isEqualTo("optbench: error: " + message + " but was '" + value + "'\n");
  }

  /** On a path that has none of the real Java and Maven, but what a test has put there. */
  private Optbench withFakes() {
    return Optbench.in(temporary).without("JAVA_HOME").with("PATH", bin.toString());
  }

  private Optbench unbuilt() throws IOException {
    return withFakes().startedAs(checkout("unbuilt", false).resolve("optbench").toString());
  }

  private void fakeJdk() throws IOException {
    fake("java", "[[ $1 == -version ]] && echo 'openjdk version \"21.0.1\"' >&2 || echo ran");
    fake("javac", "");
  }

  private void fake(String name, String script) throws IOException {
    executable(bin.resolve(name), "#!/usr/bin/env bash\n" + script + "\n");
  }

  private static void executable(Path file, String content) throws IOException {
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The launcher in another place: with what this build has made, or with nothing built yet. */
  private Path checkout(String name, boolean built) throws IOException {
    Path home = Files.createDirectory(temporary.resolve(name));
    for (String file : List.of("optbench", "pom.xml")) {
      Files.copy(
          Optbench.HOME.resolve(file), home.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    if (built) {
      for (String folder : List.of("src", "target")) {
        link(home.resolve(folder), Optbench.HOME.resolve(folder));
      }
    } else {
      Files.createDirectories(home.resolve("src/main"));
      Files.writeString(home.resolve("src/main/Source.java"), "");
    }
    return home;
  }

  private void link(Path link, Path target) throws IOException {
    links.add(Files.createSymbolicLink(link, target));
  }

  private static Path onPath(String tool) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
