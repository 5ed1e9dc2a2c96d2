package optbench.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Builds jars from the example, as it is or with changes to its source. */
public final class PluginJar {
  private static final Path EXAMPLES = Path.of("src", "examples");
  private static final String PACKAGE = "com/example/";

  /** Class files of each source that was compiled: the same source gives the same ones. */
  private static final Map<String, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

  private final String name;
  private final String service;
  private String source;
  private final Map<String, byte[]> files = new TreeMap<>();

  private PluginJar(Path example, String name, String service) {
    this.name = name;
    this.service = "META-INF/services/" + service;
    try {
      source = Files.readString(example.resolve(PACKAGE + name + ".java")).replace("\r\n", "\n");
      files.put(this.service, Files.readAllBytes(example.resolve(this.service)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The example of an optimizer, not yet compiled. */
  public static PluginJar ofExample() {
    return new PluginJar(EXAMPLES.resolve("plugin"), "SignSgd", "optbench.optimizer.Optimizer");
  }

  /** The example of a network, not yet compiled. */
  public static PluginJar ofNetwork() {
    return new PluginJar(
        EXAMPLES.resolve("network"), "DeepMlp", "optbench.network.NetworkDefinition");
  }

  /** With all that another has, too. */
  public PluginJar and(PluginJar other) {
    files.putAll(other.files);
    return this;
  }

  /**
   * Words of a short run of SGD and the example's optimizer.
   *
   * @param options that come last
   */
  public static List<String> trainingWith(Path jar, Path out, String... options) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                "--plugins=" + jar,
                "--optimizers=sgd,signsgd",
                "--data=synthetic-digits",
                "--set=data.train_limit=300",
                "--network=softmax",
                "--epochs=1",
                "--seeds=1",
                "--charts=none",
                "--out=" + out));
    words.addAll(List.of(options));
    return words;
  }

  /** With a change to the source. */
  public PluginJar with(String old, String changed) {
    assertThat(source).contains(old);
    source = source.replace(old, changed);
    return this;
  }

  /** Compiled in a folder that is empty, unless its like was before. */
  public PluginJar compile(Path folder) {
    files.putAll(COMPILED.computeIfAbsent(source, s -> compiled(folder)));
    return this;
  }

  private Map<String, byte[]> compiled(Path folder) {
    Map<String, byte[]> compiled = new TreeMap<>();
    try {
      Path file = Files.createDirectories(folder.resolve(PACKAGE)).resolve(name + ".java");
      Files.writeString(file, source);
      Path classes =
          Path.of(Optimizer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      int failed =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "-cp", classes.toString(), "-proc:none", file.toString());
      assertThat(failed).as("exit code of javac").isZero();
      try (Stream<Path> found = Files.list(file.getParent())) {
        for (Path one : found.filter(f -> f.toString().endsWith(".class")).toList()) {
          compiled.put(PACKAGE + one.getFileName(), Files.readAllBytes(one));
        }
      }
      return compiled;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Naming other classes. */
  public PluginJar naming(String lines) {
    files.put(service, lines.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  PluginJar manifest(String lines) {
    files.put("META-INF/MANIFEST.MF", lines.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Without a file that it has. */
  public PluginJar without(String file) {
    assertThat(files.remove(file)).as(file).isNotNull();
    return this;
  }

  /** With a file of which the second half is missing. */
  PluginJar cutting(String name) {
    files.computeIfPresent(name, (n, content) -> Arrays.copyOf(content, content.length / 2));
    return this;
  }

  /** As if made by a compiler of a Java that is not there yet. */
  PluginJar ofNewerJava() {
    byte[] newer = files.get("com/example/SignSgd.class").clone();
    newer[7] = 99;
    files.put("com/example/SignSgd.class", newer);
    return this;
  }

  /** Packed at a time, in milliseconds, that is written into the jar. */
  public Path pack(Path jar, long time) {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(time);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
