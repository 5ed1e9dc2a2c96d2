package optbench.stats;

import java.util.List;
import optbench.random.SeededRandom;
import optbench.result.Answers;

/** Where simulated experiments get their answers from, and what is true there. */
interface AnswerSource {
  String name();

  /** At least two. */
  List<String> contenders();

  /** So many seeds and images, drawn anew; they are the same for all contenders. */
  Drawn draw(SeededRandom random, int seeds, int images);

  /**
   * An experiment.
   *
   * @param answers by contender and seed
   * @param onTheseImages the mean accuracy of each contender over all seeds that there are
   * @param everywhere the same over all images that there are, too
   */
  record Drawn(List<List<Answers>> answers, List<Double> onTheseImages, List<Double> everywhere) {}
}
