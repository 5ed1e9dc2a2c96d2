package optbench.optimizer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Optimizers in jars of the user's own. Each jar is a world of its own, that sees optbench and not
 * the other jars: so the checksum of the one jar stands for all the code of its optimizers.
 */
public final class Plugins {
  private static final String SERVICE = "META-INF/services/" + Optimizer.class.getName();

  /** Bytes of the checksum that tell editions apart: 12 digits. */
  private static final int EDITION_BYTES = 6;

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
      throw fault(jar, "cannot be read: " + PluginException.words(e), e);
    }
  }

  private static byte[] content(Path jar) {
    if (!Files.exists(jar)) {
      throw fault(jar, "there is no such file", null);
    }
    if (!Files.isRegularFile(jar)) {
      throw fault(jar, "must be a jar, not a folder", null);
    }
    try {
      byte[] content = Files.readAllBytes(jar);
      requireService(jar, content);
      return content;
    } catch (IOException e) {
      throw fault(jar, "cannot be read: " + PluginException.words(e), e);
    }
  }

  private static void requireService(Path jar, byte[] content) throws IOException {
    boolean empty = true;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        empty = false;
        if (e.getName().equals(SERVICE)) {
          return;
        }
      }
    }
    throw fault(
        jar,
        empty ? "is not a jar" : "has no " + SERVICE + ", the file that names its optimizers",
        null);
  }

  private static String words(ServiceConfigurationError e) {
    String message = e.getMessage().replaceFirst("^" + Optimizer.class.getName() + ": ", "");
    return e.getCause() == null ? message : message + ": " + PluginException.words(e.getCause());
  }

  private static String edition(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, EDITION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }

  private static PluginException fault(Path jar, String what, Throwable cause) {
    return new PluginException("plug-in " + jar + ": " + what, cause);
  }
}
