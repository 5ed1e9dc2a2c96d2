package optbench.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Commands that train trials of few samples and one epoch, on data that need no file. */
final class SmallTrials {
  private SmallTrials() {}

  /**
   * Two optimizers, unless it is said otherwise.
   *
   * @param more options, in pairs or alone; they take the place of the usual ones
   */
  static String[] run(int seeds, String out, String... more) {
    Map<String, String> usual = new LinkedHashMap<>();
    usual.put("--data", "synthetic-digits");
    usual.put("--optimizers", "sgd,adam");
    usual.put("--network", "softmax");
    usual.put("--set", "data.train_limit=64");
    usual.put("--epochs", "1");
    usual.put("--engine", "dl4j");
    usual.put("--charts", "none");
    usual.put("--seeds", Integer.toString(seeds));
    usual.put("--out", out);
    List<String> words = new ArrayList<>(List.of("run"));
    usual.forEach(
        (option, value) -> {
          if (!List.of(more).contains(option)) {
            words.addAll(List.of(option, value));
          }
        });
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }
}
