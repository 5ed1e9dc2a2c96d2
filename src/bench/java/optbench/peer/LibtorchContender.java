package optbench.peer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import optbench.data.Samples;
import optbench.engine.WarmUp;
import optbench.run.ThisJvm;

/**
 * libtorch, in a JVM of its own: its JavaCPP is newer than ND4J's, and each brings an OpenBLAS.
 * That JVM stays for all rounds, and waits while others have their turn.
 */
final class LibtorchContender implements Contender, AutoCloseable {
  private static final String MAIN = "optbench.peer.LibtorchPeer";

  private final Process process;
  private final DataOutputStream to;
  private final DataInputStream from;
  private final String version;

  /**
   * Starts it.
   *
   * @param libraries folder of its jars; the Maven profile {@code libtorch} fills it
   * @param samples those that it trains on, from the first on
   */
  LibtorchContender(Path libraries, Samples samples) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ThisJvm.command().get(0),
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-Dorg.bytedeco.javacpp.maxbytes=0",
            "-Dorg.bytedeco.javacpp.cachedir=" + libraries.resolve("cache"),
            "-cp",
            String.join(
                File.pathSeparator,
                classes(LibtorchContender.class),
                classes(WarmUp.class),
                libraries.resolve("*").toString()),
            MAIN);
    builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1", "MKL_NUM_THREADS", "1"));
    process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    to = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    from = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    to.writeInt(samples.size());
    to.writeInt(samples.pixels().length);
    for (int label : samples.labels()) {
      to.writeByte(label);
    }
    to.write(samples.pixels());
    to.flush();
    version = from.readUTF();
  }

  /** Whether its jars are there and {@code LibtorchPeer} is compiled. */
  static boolean canStart(Path libraries) {
    return Files.isDirectory(libraries)
        && LibtorchContender.class.getResource("/" + MAIN.replace('.', '/') + ".class") != null;
  }

  private static String classes(Class<?> each) {
    try {
      return Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its version, and the instructions that it uses. */
  String version() {
    return version;
  }

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public int trials() {
    return 1;
  }

  @Override
  public Round train(Work work) throws IOException {
    for (String word : List.of(work.network(), work.optimizer())) {
      to.writeUTF(word);
    }
    to.writeInt(work.batchSize());
    to.writeInt(work.steps());
    to.flush();
    try {
      return new Round(from.readDouble(), from.readDouble());
    } catch (EOFException e) {
      throw new IOException("libtorch has ended; its messages are above", e);
    }
  }

  /** It ends when it is asked for nothing more. */
  @Override
  public void close() throws IOException {
    to.close();
    process.onExit().join();
  }
}
