package optbench.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import optbench.Main;
import optbench.Page;
import optbench.random.SeededRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Deeplearning4j's own fit, with its own updaters, logged as the documentation shows it. */
class Dl4jRecipeTest {
  private static final int FEATURES = 8;
  private static final int EPOCHS = 5;

  @TempDir private Path folder;

  @Test
  void theDocumentationShowsTheListenerThatIsTriedHere() throws IOException {
    String tried =
        Files.readString(Path.of("src/test/java/optbench/intake/CsvLog.java"))
            .replaceFirst("(?s)^package.*?(?=public final class)", "");

    assertThat(Page.of("docs/import.md").text()).contains(tried.strip());
  }

  @Test
  void whatDeeplearning4jTrainedIsImportedReportedAndGated() throws IOException {
    Path before = trained("before", new Adam(0.02), new Sgd(0.05));
    Path now = trained("now", new Adam(0.02), new Sgd(1e-4));
    String baseline = folder.resolve("main.json").toString();

    assertThat(run("import", before.toString(), "--out", results("before"))).isZero();
    assertThat(run("import", now.toString(), "--out", results("now"))).isZero();
    assertThat(run("report", results("before"), "--charts", "none")).isZero();
    assertThat(run("baseline", "save", results("before"), "--out", baseline)).isZero();
    assertThat(run("check", results("before"), "--baseline", baseline)).isZero();
    assertThat(run("check", results("now"), "--baseline", baseline)).isEqualTo(1);
  }

  private String results(String name) {
    return folder.resolve("results").resolve(name).toString();
  }

  private static int run(String... words) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return Main.run(words, nowhere, nowhere);
  }

  private Path trained(String name, IUpdater adam, IUpdater sgd) throws IOException {
    Path file = folder.resolve(name + ".csv");
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.println("label,seed,epoch,test_accuracy,test_loss");
      for (long seed = 1; seed <= 4; seed++) {
        fit(adam, seed, new CsvLog(out, "adam", seed, halves(200, 99)));
        fit(sgd, seed, new CsvLog(out, "sgd", seed, halves(200, 99)));
      }
    }
    return file;
  }

  private static void fit(IUpdater updater, long seed, CsvLog log) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(updater)
                .list()
                .layer(
                    new DenseLayer.Builder()
                        .nIn(FEATURES)
                        .nOut(6)
                        .activation(Activation.TANH)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(6)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    network.setListeners(log);
    network.fit(new ViewIterator(halves(160, seed), 16), EPOCHS);
  }

  /** Bright in the left or the right half, under noise. */
  private static DataSet halves(int samples, long seed) {
    SeededRandom random = SeededRandom.of(seed, "halves");
    float[][] features = new float[samples][FEATURES];
    float[][] labels = new float[samples][2];
    for (int i = 0; i < samples; i++) {
      int half = random.nextInt(2);
      labels[i][half] = 1;
      for (int j = 0; j < FEATURES; j++) {
        boolean bright = j / (FEATURES / 2) == half;
        features[i][j] = (float) ((bright ? 0.5 : 0) + 0.6 * random.nextGaussian());
      }
    }
    return new DataSet(Nd4j.create(features), Nd4j.create(labels));
  }
}
