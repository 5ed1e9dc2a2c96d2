package optbench.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this build is, as Maven wrote it down. */
public final class Build {
  private static final Properties PROPERTIES = read();

  private Build() {}

  /** Of optbench. */
  public static String version() {
    return PROPERTIES.getProperty("version");
  }

  /** Of Deeplearning4j and ND4J. */
  public static String dl4jVersion() {
    return PROPERTIES.getProperty("dl4j");
  }

  /** What this build computes on: {@code cpu} or {@code cuda}. */
  public static String device() {
    return PROPERTIES.getProperty("device");
  }

  /** The CUDA that this build is for; empty if it is for the CPU. */
  public static String cudaVersion() {
    return PROPERTIES.getProperty("cuda");
  }

  /** Of the checkout that was started, as the launcher found it. */
  public static String gitCommit() {
    return System.getProperty("optbench.commit", "unknown");
  }

  private static Properties read() {
    try (InputStream in = Build.class.getResourceAsStream("/optbench/build.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
