package optbench.cluster;

import java.io.File;
import java.io.Serializable;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.SparkFiles;

/**
 * Where an executor finds optbench and its libraries: among the files that the driver gave it, or
 * in a folder that its machine has.
 *
 * @param folder with optbench.jar and lib; empty for the driver's files
 * @param jars names of the driver's files, in the order of the class path
 */
record Installation(String folder, List<String> jars) implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String TRAINING = "optbench.app.ExecutorTraining";

  /** Native code can be loaded once in a JVM: so is this made. */
  private static BiConsumer<Map<String, ?>, Consumer<String>> training;

  Installation {
    jars = List.copyOf(jars);
  }

  /** Trains a group among optbench's own classes, which see none of Spark's. */
  void train(Map<String, ?> given, Consumer<String> lines) {
    BiConsumer<Map<String, ?>, Consumer<String>> training = training(this);
    try {
      within(
          training.getClass().getClassLoader(),
          () -> {
            training.accept(given, lines);
            return null;
          });
    } catch (RuntimeException e) {
      throw new ExecutorFault(e.getMessage());
    }
  }

  /** Libraries on both sides look for their parts where the thread points them. */
  static <T> T within(ClassLoader loader, Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static synchronized BiConsumer<Map<String, ?>, Consumer<String>> training(
      Installation installation) {
    if (training == null) {
      training = installation.load();
    }
    return training;
  }

  @SuppressWarnings("unchecked") // What it takes is checked where it is read.
  private BiConsumer<Map<String, ?>, Consumer<String>> load() {
    // It lives for as long as the executor does.
    ClassLoader loader =
        new URLClassLoader("optbench", urls(), ClassLoader.getPlatformClassLoader());
    try {
      return (BiConsumer<Map<String, ?>, Consumer<String>>)
          loader.loadClass(TRAINING).getConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ExecutorFault(
          "optbench cannot be started from "
              + (folder.isEmpty() ? "the driver's files" : folder)
              + ": "
              + cause.getMessage());
    }
  }

  private URL[] urls() {
    List<File> files = new ArrayList<>();
    if (folder.isEmpty()) {
      jars.forEach(jar -> files.add(new File(SparkFiles.get(jar))));
    } else {
      File own = Path.of(folder, SparkSettings.OWN_JAR).toFile();
      File[] libraries = Path.of(folder, "lib").toFile().listFiles();
      if (!Files.exists(own.toPath()) || libraries == null) {
        throw new ExecutorFault(
            "there is no optbench.jar with lib beside it in "
                + folder
                + ", which spark.optbench.home names");
      }
      files.add(own);
      files.addAll(List.of(libraries));
    }
    return files.stream().map(Installation::url).toArray(URL[]::new);
  }

  private static URL url(File file) {
    try {
      return file.toURI().toURL();
    } catch (MalformedURLException e) {
      throw new ExecutorFault(e.getMessage());
    }
  }
}
