package optbench.cluster;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/**
 * An installation of which executors get engines that invent results, so that what is left is what
 * a cluster costs: its jar has the class that lists the engines, and comes before the build's own.
 */
final class InventedHome {
  private static final String ENGINES =
      """
      package optbench.app;

      public final class Engines {
        public static final optbench.engine.EngineRegistry ALL =
            new optbench.engine.EngineRegistry(java.util.List.of(new InventedResults("dl4j")));
      }
      """;

  private static final Path TESTS = Machine.BUILD.resolve("test-classes");
  private static final Path OWN = Machine.BUILD.resolve(SparkSettings.OWN_JAR);

  private InventedHome() {}

  /** Makes it, in place of an earlier one. */
  static Path make(Path home) throws IOException {
    Path classes = Files.createDirectories(home.resolve("classes"));
    Path source = home.resolve("Engines.java");
    Files.writeString(source, ENGINES);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                TESTS + File.pathSeparator + OWN,
                "-d",
                classes.toString(),
                source.toString());
    if (failed != 0) {
      throw new IllegalStateException("javac ended with " + failed);
    }
    try (OutputStream out = Files.newOutputStream(home.resolve(SparkSettings.OWN_JAR));
        ZipOutputStream jar = new ZipOutputStream(out)) {
      add("optbench/app/Engines.class", classes, jar);
      for (String invented : invented()) {
        add(invented, TESTS, jar);
      }
    }
    link(Files.createDirectories(home.resolve("lib")));
    return home;
  }

  /** The classes of the tests that invent results. */
  private static List<String> invented() throws IOException {
    try (Stream<Path> ofApp = Files.list(TESTS.resolve("optbench/app"));
        Stream<Path> ofResult = Files.list(TESTS.resolve("optbench/result"))) {
      return Stream.concat(ofApp, ofResult)
          .filter(file -> file.getFileName().toString().matches("(InventedResults|Fake).*\\.class"))
          .map(file -> TESTS.relativize(file).toString())
          .toList();
    }
  }

  private static void add(String name, Path folder, ZipOutputStream jar) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    Files.copy(folder.resolve(name), jar);
    jar.closeEntry();
  }

  private static void link(Path lib) throws IOException {
    try (Stream<Path> libraries = Files.list(Machine.BUILD.resolve("lib"))) {
      for (Path target : Stream.concat(Stream.of(OWN), libraries).toList()) {
        Path link = lib.resolve(target.getFileName());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
      }
    }
  }
}
