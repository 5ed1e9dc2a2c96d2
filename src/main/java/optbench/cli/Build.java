package optbench.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What this build is, as Maven wrote it down. */
final class Build implements IVersionProvider {
  private static final Properties PROPERTIES = read();

  /** Of optbench. */
  static String version() {
    return PROPERTIES.getProperty("version");
  }

  /** Of Deeplearning4j and ND4J. */
  static String dl4jVersion() {
    return PROPERTIES.getProperty("dl4j");
  }

  /** What this build computes on: {@code cpu} or {@code cuda}. */
  static String device() {
    return PROPERTIES.getProperty("device");
  }

  /** The CUDA that this build is for; empty if it is for the CPU. */
  static String cudaVersion() {
    return PROPERTIES.getProperty("cuda");
  }

  /** Of the checkout that was started, as the launcher found it. */
  static String gitCommit() {
    return System.getProperty("optbench.commit", "unknown");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "optbench "
          + version()
          + " (commit "
          + gitCommit()
          + ", Deeplearning4j "
          + dl4jVersion()
          + ")"
    };
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
