package optbench.intake;

import java.io.PrintWriter;
import java.util.Locale;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.dataset.DataSet;

/** Deeplearning4j's results in the long format: docs/import.md shows it. */
public final class CsvLog extends BaseTrainingListener {
  private final PrintWriter out;
  private final String trial;
  private final DataSet test;
  private int epoch;

  public CsvLog(PrintWriter out, String label, long seed, DataSet test) {
    this.out = out;
    this.trial = label + "," + seed;
    this.test = test;
  }

  @Override
  public void onEpochEnd(Model model) {
    MultiLayerNetwork network = (MultiLayerNetwork) model;
    Evaluation found = new Evaluation();
    found.eval(test.getLabels(), network.output(test.getFeatures()));
    double loss = network.score(test);
    out.printf(Locale.ROOT, "%s,%d,%.6f,%.6f%n", trial, ++epoch, found.accuracy(), loss);
  }
}
