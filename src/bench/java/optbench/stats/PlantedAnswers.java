package optbench.stats;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import optbench.random.SeededRandom;
import optbench.result.Answers;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Answers whose truth is known: an image is answered right where a sum of normal numbers is above
 * 0. They are the skill of the contender, the ease of the image, how well it suits the contender,
 * the luck of the seed, and what is left.
 *
 * @param suits standard deviation of how well images suit a contender, in that of their ease
 */
record PlantedAnswers(String name, double suits) implements AnswerSource {
  private static final double LUCK = 0.02;
  private static final double REST = 0.4;

  /** In standard deviations of the sum: accuracies of 97.1 and 97.7 %. */
  private static final double[] SKILLS = {1.9, 2.0};

  @Override
  public List<String> contenders() {
    return List.of("first", "second");
  }

  @Override
  public Drawn draw(SeededRandom random, int seeds, int images) {
    double bySeed = Math.sqrt(LUCK * LUCK + REST * REST);
    double all = Math.sqrt(1 + suits * suits + bySeed * bySeed);
    double[] ease = new double[images];
    for (int i = 0; i < images; i++) {
      ease[i] = random.nextGaussian();
    }
    NormalDistribution normal = NormalDistribution.of(0, 1);
    List<List<Answers>> answers = new ArrayList<>();
    List<Double> here = new ArrayList<>();
    List<Double> everywhere = new ArrayList<>();
    for (double skill : SKILLS) {
      double[] expected = new double[images];
      double sum = 0;
      for (int i = 0; i < images; i++) {
        expected[i] = skill * all + ease[i] + suits * random.nextGaussian();
        sum += normal.cumulativeProbability(expected[i] / bySeed);
      }
      here.add(sum / images);
      everywhere.add(normal.cumulativeProbability(skill));
      answers.add(answers(random, seeds, expected));
    }
    return new Drawn(answers, here, everywhere);
  }

  private static List<Answers> answers(SeededRandom random, int seeds, double... expected) {
    List<Answers> answers = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      double luck = LUCK * random.nextGaussian();
      BitSet right = new BitSet();
      for (int i = 0; i < expected.length; i++) {
        right.set(i, expected[i] + luck + REST * random.nextGaussian() > 0);
      }
      answers.add(Answers.of(expected.length, right));
    }
    return answers;
  }
}
