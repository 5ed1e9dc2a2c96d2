package optbench.optimizer;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import optbench.file.FileFaultText;
import optbench.file.Inputs;
import optbench.hash.Sha256;

/**
 * Optimizers in jars of the user's own. Each jar is a world of its own, that sees optbench and not
 * the other jars: so the checksum of the one jar stands for all the code of its optimizers.
 */
public final class Plugins {
  private static final String SERVICE = "META-INF/services/" + Optimizer.class.getName();

  private static final String RULE =
      "public classes that implement Optimizer and have a public constructor without arguments";

  /** Java's messages about a services file, and what they mean. */
  private static final Map<Pattern, String> SERVICE_FAULTS =
      Map.of(
          Pattern.compile("(?:Provider )?(.*) not found"),
          "names $1, which is not in the jar",
          Pattern.compile("(?:Provider )?(.*) not a subtype"),
          "names $1, which does not implement Optimizer",
          Pattern.compile("(?:Provider )?(.*) Unable to get public no-arg constructor"),
          "names $1, which has no public constructor without arguments",
          Pattern.compile(".*:([0-9]+): Illegal .*", Pattern.DOTALL),
          "has something else than the name of a class in line $1");

  /** Of the checksum: enough to tell editions apart. */
  private static final int EDITION_DIGITS = 12;

  /** It says what it is; training may take its time. */
  static final Duration LIMIT = Duration.ofSeconds(4);

  /** All of a jar is held in memory for its checksum. */
  private static final long MOST_BYTES = 256L << 20;

  /** Java tells standard error of every line of a manifest that it passes over. */
  private static final Logger MANIFESTS = Logger.getLogger("java.util.jar");

  static {
    MANIFESTS.setLevel(Level.OFF);
  }

  private Plugins() {}

  /**
   * All optimizers of these jars, checked.
   *
   * @throws PluginException if one of them cannot be used
   */
  public static List<Optimizer> load(List<Path> jars) {
    List<Optimizer> optimizers = new ArrayList<>();
    for (Path jar : jars) {
      optimizers.addAll(load(jar));
    }
    return List.copyOf(optimizers);
  }

  private static List<Optimizer> load(Path jar) {
    String edition = edition(content(jar));
    return within(LIMIT, "plug-in " + jar, () -> load(jar, edition));
  }

  /**
   * Asks within a time.
   *
   * @param whom is asked, for messages
   * @throws PluginException if there is no answer
   */
  static <T> T within(Duration limit, String whom, Supplier<T> question) {
    try {
      return TimeLimit.within(limit, question);
    } catch (TimeoutException e) {
      throw new PluginException(
          whom
              + ": did not say within "
              + limit.toSeconds()
              + " s what it is: its constructor or one of its methods does not return",
          e);
    }
  }

  private static List<Optimizer> load(Path jar, String edition) {
    List<Optimizer> optimizers = new ArrayList<>();
    try {
      for (Optimizer optimizer : ServiceLoader.load(Optimizer.class, loader(jar))) {
        optimizers.add(PluginOptimizer.of(optimizer, jar, edition));
      }
    } catch (UnsupportedClassVersionError e) {
      String java = Integer.toString(Runtime.version().feature());
      throw fault(
          jar,
          "compiled for a newer Java than this one, " + java + ": use javac --release " + java,
          e);
    } catch (ServiceConfigurationError e) {
      throw fault(jar, words(e), e);
    } catch (LinkageError e) {
      throw fault(jar, "a class is missing or does not fit: " + PluginException.words(e), e);
    } catch (PluginException e) {
      throw e;
    } catch (Throwable e) {
      throw fault(jar, "threw " + PluginException.words(e), e);
    }
    if (optimizers.isEmpty()) {
      throw fault(jar, SERVICE + " names no optimizer", null);
    }
    return optimizers;
  }

  /**
   * Open as long as the command runs: a rule may need another class of its jar at any of its steps.
   */
  @SuppressWarnings("resource")
  private static ClassLoader loader(Path jar) {
    try {
      return new URLClassLoader(new URL[] {jar.toUri().toURL()}, Optimizer.class.getClassLoader());
    } catch (IOException e) {
      throw fault(jar, "cannot be read: " + FileFaultText.of(e), e);
    }
  }

  /** The content of the files in the jar by their names. */
  private static SortedMap<String, byte[]> content(Path jar) {
    if (!Files.exists(jar)) {
      throw fault(jar, "there is no such file", null);
    }
    if (!Files.isRegularFile(jar)) {
      throw fault(jar, "must be a jar, not a folder, pipe or device", null);
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (ZipFile zip = Inputs.zip(jar)) {
      long left = MOST_BYTES;
      for (ZipEntry entry : Collections.list(zip.entries())) {
        try (InputStream in = zip.getInputStream(entry)) {
          byte[] content = in.readNBytes((int) left + 1);
          left -= content.length;
          if (left < 0) {
            throw fault(jar, "must hold at most " + (MOST_BYTES >> 20) + " MiB, unpacked", null);
          }
          files.put(entry.getName(), content);
        }
      }
    } catch (ZipException | EOFException e) {
      throw fault(jar, "is not a jar, or is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw fault(jar, "cannot be read: " + FileFaultText.of(e), e);
    }
    if (!files.containsKey(SERVICE)) {
      throw fault(jar, "has no " + SERVICE + ", the file that names its optimizers", null);
    }
    requireWhole(jar, files);
    return files;
  }

  /** Code from elsewhere could change without the checksum. */
  private static void requireWhole(Path jar, SortedMap<String, byte[]> files) {
    byte[] manifest = files.getOrDefault(JarFile.MANIFEST_NAME, new byte[0]);
    try {
      Manifest read = new Manifest(new ByteArrayInputStream(manifest));
      if (read.getMainAttributes().containsKey(Attributes.Name.CLASS_PATH)) {
        throw fault(jar, "its manifest has a Class-Path: put what it needs into the jar", null);
      }
    } catch (IOException e) {
      throw fault(jar, "its manifest is damaged: " + e.getMessage(), e);
    }
  }

  /** Java says what it found in the services file, and not what should be there. */
  private static String words(ServiceConfigurationError e) {
    String message = e.getMessage().replaceFirst("^" + Optimizer.class.getName() + ": ", "");
    for (Map.Entry<Pattern, String> fault : SERVICE_FAULTS.entrySet()) {
      Matcher found = fault.getKey().matcher(message);
      if (found.matches()) {
        return SERVICE + " " + found.replaceFirst(fault.getValue()) + ": it must name " + RULE;
      }
    }
    return e.getCause() == null ? message : message + ": " + PluginException.words(e.getCause());
  }

  /**
   * A checksum of names and contents, and not of the jar as it is: that changes with the time at
   * which it was packed.
   */
  private static String edition(SortedMap<String, byte[]> files) {
    byte[][] parts =
        files.entrySet().stream()
            .flatMap(file -> Stream.of(head(file.getKey(), file.getValue()), file.getValue()))
            .toArray(byte[][]::new);
    return Sha256.hex(parts).substring(0, EDITION_DIGITS);
  }

  private static byte[] head(String name, byte[] content) {
    return (name + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static PluginException fault(Path jar, String what, Throwable cause) {
    return new PluginException("plug-in " + jar + ": " + what, cause);
  }
}
