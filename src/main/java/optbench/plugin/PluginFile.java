package optbench.plugin;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import optbench.file.FileFaultText;
import optbench.file.Inputs;
import optbench.hash.Sha256;

/**
 * A jar of the user's own. Each is a world of its own, that sees optbench and not the other jars:
 * so the checksum of the one jar stands for all the code of its classes.
 */
public final class PluginFile {
  private static final String SERVICES = "META-INF/services/";

  /** Java's messages about a services file, and what they mean. */
  private static final Map<Pattern, String> SERVICE_FAULTS =
      Map.of(
          Pattern.compile("(?:Provider )?(.*) not found"),
          "names $1, which is not in the jar",
          Pattern.compile("(?:Provider )?(.*) not a subtype"),
          "names $1, which does not implement {type}",
          Pattern.compile("(?:Provider )?(.*) Unable to get public no-arg constructor"),
          "names $1, which has no public constructor without arguments",
          Pattern.compile(".*:([0-9]+): Illegal .*", Pattern.DOTALL),
          "has something else than the name of a class in line $1");

  /** Of the checksum: enough to tell editions apart. */
  private static final int EDITION_DIGITS = 12;

  /** All of a jar is held in memory for its checksum. */
  private static final long MOST_BYTES = 256L << 20;

  /** Java tells standard error of every line of a manifest that it passes over. */
  private static final Logger MANIFESTS = Logger.getLogger("java.util.jar");

  static {
    MANIFESTS.setLevel(Level.OFF);
  }

  private final Path jar;
  private final String edition;
  private final Set<String> files;
  private final ClassLoader classes;

  private PluginFile(Path jar, SortedMap<String, byte[]> content) {
    this.jar = jar;
    this.edition = editionOf(content);
    this.files = Set.copyOf(content.keySet());
    this.classes = loader(jar);
  }

  /**
   * A jar that names classes of some of these kinds.
   *
   * @throws PluginException if it cannot be used
   */
  public static PluginFile open(Path jar, List<PluginKind> kinds) {
    SortedMap<String, byte[]> content = content(jar);
    if (kinds.stream().noneMatch(kind -> content.containsKey(service(kind)))) {
      throw fault(
          jar,
          "has no "
              + kinds.stream().map(PluginFile::service).collect(Collectors.joining(" and no "))
              + ", "
              + (kinds.size() == 1 ? "the file that names its " : "the files that name its ")
              + kinds.stream().map(PluginKind::plural).collect(Collectors.joining(" and ")),
          null);
    }
    requireWhole(jar, content);
    return new PluginFile(jar, content);
  }

  /** Of names and contents of its files: the same however often it is packed. */
  public String edition() {
    return edition;
  }

  /** For messages about one of its classes. */
  public PluginAnswers answersOf(Object plugin) {
    return new PluginAnswers("plug-in " + jar + ": " + plugin.getClass().getName());
  }

  /**
   * What it has of a kind, in the order in which it names them; none if it does not name any.
   *
   * @param checked asks each what it is
   * @throws PluginException if one of them cannot be used, or does not answer
   */
  public <S, T> List<T> all(PluginKind kind, Class<S> type, Function<S, T> checked) {
    return files.contains(service(kind))
        ? TimeLimit.within(TimeLimit.LIMIT, "plug-in " + jar, () -> load(kind, type, checked))
        : List.of();
  }

  private <S, T> List<T> load(PluginKind kind, Class<S> type, Function<S, T> checked) {
    List<T> all = new ArrayList<>();
    try {
      for (S plugin : ServiceLoader.load(type, classes)) {
        all.add(checked.apply(plugin));
      }
    } catch (UnsupportedClassVersionError e) {
      String java = Integer.toString(Runtime.version().feature());
      throw fault(
          jar,
          "compiled for a newer Java than this one, " + java + ": use javac --release " + java,
          e);
    } catch (ServiceConfigurationError e) {
      throw fault(jar, words(kind, e), e);
    } catch (LinkageError e) {
      throw fault(jar, "a class is missing or does not fit: " + PluginException.words(e), e);
    } catch (PluginException e) {
      throw e;
    } catch (Throwable e) {
      throw fault(jar, "threw " + PluginException.words(e), e);
    }
    if (all.isEmpty()) {
      throw fault(jar, service(kind) + " names no " + kind.singular(), null);
    }
    return all;
  }

  private static String service(PluginKind kind) {
    return SERVICES + kind.type().getName();
  }

  /**
   * Open as long as the command runs: a rule may need another class of its jar at any of its steps.
   */
  @SuppressWarnings("resource")
  private static ClassLoader loader(Path jar) {
    try {
      return new URLClassLoader(new URL[] {jar.toUri().toURL()}, PluginFile.class.getClassLoader());
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
  private static String words(PluginKind kind, ServiceConfigurationError e) {
    String message = e.getMessage().replaceFirst("^" + kind.type().getName() + ": ", "");
    for (Map.Entry<Pattern, String> fault : SERVICE_FAULTS.entrySet()) {
      Matcher found = fault.getKey().matcher(message);
      if (found.matches()) {
        String implemented = kind.type().getSimpleName();
        return service(kind)
            + " "
            + found.replaceFirst(fault.getValue().replace("{type}", implemented))
            + ": it must name public classes that implement "
            + implemented
            + " and have a public constructor without arguments";
      }
    }
    return e.getCause() == null ? message : message + ": " + PluginException.words(e.getCause());
  }

  /**
   * A checksum of names and contents, and not of the jar as it is: that changes with the time at
   * which it was packed.
   */
  private static String editionOf(SortedMap<String, byte[]> files) {
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
