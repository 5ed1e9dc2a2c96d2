package optbench.stats;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import optbench.random.SeededRandom;
import optbench.result.Answers;
import optbench.result.Run;

/**
 * Answers of a run's trials: its seeds and the images of its test set are taken for all that there
 * are, and drawn with replacement.
 */
final class StoredAnswers implements AnswerSource {
  private final Run run;
  private final int images;

  /** By contender and seed. */
  private final List<List<BitSet>> right = new ArrayList<>();

  /** By contender and image: in how many of the seeds it is answered right. */
  private final List<int[]> rightOfImage = new ArrayList<>();

  StoredAnswers(Run run) {
    this.run = run;
    images = run.trials().get(0).testAnswers().orElseThrow().images();
    for (String label : run.labels()) {
      int[] counts = new int[images];
      List<BitSet> bySeed =
          run.settled(label).values().stream()
              .map(trial -> trial.testAnswers().orElseThrow().rightImages())
              .toList();
      bySeed.forEach(bits -> bits.stream().forEach(i -> counts[i]++));
      right.add(bySeed);
      rightOfImage.add(counts);
    }
  }

  @Override
  public String name() {
    return run.record().name();
  }

  @Override
  public List<String> contenders() {
    return run.labels();
  }

  @Override
  public Drawn draw(SeededRandom random, int seeds, int count) {
    int pool = right.get(0).size();
    int[] drawnSeeds = numbers(random, seeds, pool);
    int[] drawnImages = numbers(random, count, images);
    List<List<Answers>> answers = new ArrayList<>();
    List<Double> here = new ArrayList<>();
    List<Double> everywhere = new ArrayList<>();
    for (int k = 0; k < right.size(); k++) {
      List<Answers> bySeed = new ArrayList<>();
      for (int seed : drawnSeeds) {
        BitSet all = right.get(k).get(seed);
        BitSet some = new BitSet();
        for (int i = 0; i < count; i++) {
          some.set(i, all.get(drawnImages[i]));
        }
        bySeed.add(Answers.of(count, some));
      }
      answers.add(bySeed);
      long inDrawn = 0;
      for (int image : drawnImages) {
        inDrawn += rightOfImage.get(k)[image];
      }
      long inAll = 0;
      for (int inSeeds : rightOfImage.get(k)) {
        inAll += inSeeds;
      }
      here.add((double) inDrawn / pool / count);
      everywhere.add((double) inAll / pool / images);
    }
    return new Drawn(answers, here, everywhere);
  }

  private static int[] numbers(SeededRandom random, int count, int bound) {
    return IntStream.generate(() -> random.nextInt(bound)).limit(count).toArray();
  }
}
