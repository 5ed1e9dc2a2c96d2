package optbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import optbench.stats.Interval;
import optbench.stats.McNemar;
import optbench.stats.NewImages;
import optbench.stats.PairedComparison;
import optbench.stats.Summary;
import optbench.table.Cell;
import optbench.table.Column;
import optbench.text.NumberText;

/** What a table of pairs says of images that were not in the test set. */
final class NewImagesColumns {
  private final Summary summary;
  private final Map<Set<String>, NewImages> byPair;

  NewImagesColumns(Summary summary) {
    this.summary = summary;
    byPair =
        summary.newImages().stream()
            .collect(Collectors.toMap(n -> Set.of(n.first(), n.second()), Function.identity()));
  }

  private NewImages of(PairedComparison c) {
    return byPair.get(Set.of(c.first(), c.second())).seenFrom(c.first());
  }

  /** For programs. */
  List<Column<PairedComparison>> forPrograms() {
    return List.of(
        figure("seeds_standard_error", NewImages::seedsError),
        figure("images_standard_error", NewImages::imagesError),
        Column.number("new_images_ci95_low", c -> Cell.rounded(of(c).ci95(), Interval::low)),
        Column.number("new_images_ci95_high", c -> Cell.rounded(of(c).ci95(), Interval::high)),
        Column.text(
            "new_images_missing",
            c -> of(c).missing().map(m -> m.name().toLowerCase(Locale.ROOT)).orElse("")),
        count("right_in_first_only", McNemar::firstOnly),
        count("right_in_second_only", McNemar::secondOnly),
        Column.number("mcnemar_mid_p", c -> Cell.rounded(of(c).singleRuns(), McNemar::midP)));
  }

  private Column<PairedComparison> figure(String key, Function<NewImages, OptionalDouble> figure) {
    return Column.number(key, c -> Cell.rounded(figure.apply(of(c))));
  }

  private Column<PairedComparison> count(String key, Function<McNemar, Integer> images) {
    return Column.number(
        key, c -> of(c).singleRuns().map(m -> Cell.of(images.apply(m))).orElse(Cell.nothing()));
  }

  /** For people; none where no pair has such an interval. */
  List<Column<PairedComparison>> forPeople() {
    if (summary.newImages().stream().noneMatch(pair -> pair.ci95().isPresent())) {
      return List.of();
    }
    return List.of(
        Column.number(
            "new_images_ci95",
            "new images too",
            c ->
                Cell.rounded(
                    of(c).ci95(),
                    Interval::low,
                    i -> i.text(NumberText::percent),
                    of(c).missing().map(NewImagesColumns::words).orElse(""))));
  }

  /**
   * Which interval is over what.
   *
   * @param shown the pairs of the table, of which there must be one
   */
  List<String> notes(List<PairedComparison> shown) {
    if (!summary.conditions().times().ours()) {
      // Imports never say which images were answered right.
      return List.of();
    }
    List<NewImages> pairs = shown.stream().map(this::of).toList();
    List<NewImages> known = pairs.stream().filter(pair -> pair.ci95().isPresent()).toList();
    List<String> notes = new ArrayList<>();
    if (!known.isEmpty()) {
      notes.add(
          "95 % interval: with other seeds, on the images of this test set; p and verdicts are about"
              + " that. New images too: with other seeds and with other images of the same kind."
              + " The standard errors from the seeds are "
              + points(known, NewImages::seedsError)
              + " points; those from the images are "
              + points(known, NewImages::imagesError)
              + ".");
    }
    pairs.stream()
        .flatMap(pair -> pair.missing().stream())
        .filter(missing -> missing != NewImages.Missing.TOO_FEW_SEEDS)
        .distinct()
        .map(
            missing ->
                "There is no interval for new images "
                    + (known.isEmpty() ? "" : "of some pairs ")
                    + "because "
                    + words(missing)
                    + ".")
        .forEach(notes::add);
    pairs.stream().flatMap(pair -> singleRuns(pair).stream()).findFirst().ifPresent(notes::add);
    return notes;
  }

  private static String points(
      List<NewImages> pairs, Function<NewImages, OptionalDouble> standardError) {
    return pairs.stream()
        .map(pair -> standardError.apply(pair).orElseThrow())
        .collect(
            Collectors.teeing(
                Collectors.minBy(Double::compare),
                Collectors.maxBy(Double::compare),
                (least, most) -> range(least.orElseThrow(), most.orElseThrow())));
  }

  private static String range(double least, double most) {
    String from = NumberText.percent(least);
    String to = NumberText.percent(most);
    return from.equals(to) ? from : from + " to " + to;
  }

  private static Optional<String> singleRuns(NewImages pair) {
    return pair.singleRuns()
        .map(
            m ->
                "With one seed there is no verdict. Of these two trained networks alone: "
                    + pair.first()
                    + " is right on "
                    + Captions.count(m.firstOnly(), "image")
                    + " that "
                    + pair.second()
                    + " gets wrong, and the other way round on "
                    + NumberText.count(m.secondOnly())
                    + " (McNemar's test in its mid-p form: "
                    + NumberText.pEquals(m.midP())
                    + "). It says nothing of other seeds.");
  }

  private static String words(NewImages.Missing missing) {
    return switch (missing) {
      case TOO_FEW_SEEDS -> "there are fewer than two seeds in common";
      case NOT_KEPT ->
          "trials were stored by a version that did not keep which images they answered right";
      case OTHER_IMAGES -> "trials were tested on different numbers of images";
    };
  }
}
