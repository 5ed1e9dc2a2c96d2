package optbench.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import optbench.claims.ClaimsFile;
import optbench.claims.ContenderMention;
import optbench.claims.ContenderName;
import optbench.spec.key.QuotedText;
import optbench.spec.key.Suggestions;

/** Claims that were read, and where each optimizer was named in them. */
public final class LoadedClaims {
  private final ClaimsFile file;
  private final SourceTree tree;

  LoadedClaims(ClaimsFile file, SourceTree tree) {
    this.file = file;
    this.tree = tree;
  }

  /**
   * What an experiment trains.
   *
   * @param epochs of each trial
   */
  public record Shape(List<String> labels, int epochs) {
    public Shape {
      labels = List.copyOf(labels);
    }
  }

  /** The claims. */
  public ClaimsFile file() {
    return file;
  }

  /**
   * Looks whether experiments train what is said of them: nobody wants to find out afterwards.
   *
   * @param shapes of experiments, by name; those that are absent are not looked at
   * @throws SpecFileException with every optimizer and epoch that there is not
   */
  public void requireFits(Map<String, Shape> shapes) {
    List<Fault> faults = new ArrayList<>();
    for (ContenderMention mention : ContenderMention.of(file)) {
      ContenderName name = mention.name();
      Shape shape = shapes.get(name.experiment());
      if (shape == null) {
        continue;
      }
      boolean there =
          mention.inGroup()
              ? shape.labels().stream().anyMatch(name::matches)
              : shape.labels().contains(name.label());
      Place place = tree.value(mention.pointer());
      if (!there) {
        faults.add(
            new Fault(
                place,
                "experiment "
                    + name.experiment()
                    + " has no "
                    + QuotedText.quote(name.label())
                    + Suggestions.didYouMeanOf(name.label(), shape.labels())));
      }
      if (mention.epoch() > shape.epochs()) {
        faults.add(
            new Fault(
                place,
                "experiment "
                    + name.experiment()
                    + " trains for "
                    + shape.epochs()
                    + " epochs: it has no epoch "
                    + mention.epoch()));
      }
    }
    if (!faults.isEmpty()) {
      throw SpecFileException.of(faults);
    }
  }
}
