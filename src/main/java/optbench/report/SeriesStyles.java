package optbench.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.stats.Summary;

/**
 * Who has which colour and dash. A colour belongs to the optimizer, whatever else a run compares
 * and in whatever order: each that comes with optbench has a look of its own. Other settings of it,
 * under labels of their own, have its colour and a dash that goes by the label; so have optimizers
 * from plug-ins, whose colour goes by their name. Only where that dash is taken does a label get
 * another one, and where all of its colour are, another colour: no look recurs among the first 70.
 */
final class SeriesStyles {
  /** Solid, dashed and dotted lines; those whose curves tend to run together differ in colour. */
  private static final List<List<String>> BUILT_IN =
      List.of(
          List.of("sgd", "momentum", "adagrad", "rmsprop", "adadelta", "adam", "adamw"),
          List.of("nesterov", "adamax", "nadam", "radam", "gradient-descent", "lamb", "amsgrad"),
          List.of("adabelief", "schedulefree_adamw", "lion", "muon", "rprop", "", "lbfgs"));

  private static final int OWN_DASHES = BUILT_IN.size();

  private final Map<String, SeriesStyle> byLabel = new HashMap<>();
  private final Set<SeriesStyle> free = new LinkedHashSet<>();

  private SeriesStyles(Map<String, String> optimizers) {
    for (int dash = 0; dash < Palette.dashes(); dash++) {
      for (int color = 0; color < Palette.colors(); color++) {
        free.add(new SeriesStyle(color, dash));
      }
    }
    List<String> labels =
        optimizers.keySet().stream()
            .sorted(
                Comparator.comparing((String label) -> !label.equals(optimizers.get(label)))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    for (String label : labels) {
      SeriesStyle own = own(optimizers.get(label));
      if (plain(label).equals(plain(optimizers.get(label))) && free.remove(own)) {
        byLabel.put(label, own);
      }
    }
    labels.stream()
        .filter(label -> !byLabel.containsKey(label))
        .forEach(label -> byLabel.put(label, taken(label, color(optimizers.get(label)))));
  }

  /** Of all optimizers of a run, those that were only tuned among them. */
  static SeriesStyles of(Summary summary) {
    return of(List.of(summary));
  }

  /** Of all optimizers of several runs, by their labels. */
  static SeriesStyles of(List<Summary> summaries) {
    Map<String, String> optimizers = new LinkedHashMap<>();
    for (Summary summary : summaries) {
      summary.optimizers().forEach(o -> optimizers.putIfAbsent(o.label(), o.optimizer()));
      summary.tuning().stream()
          .flatMap(t -> t.optimizers().stream())
          .forEach(o -> optimizers.putIfAbsent(o.label(), o.optimizer()));
    }
    return of(optimizers);
  }

  /**
   * @param optimizers by label
   */
  static SeriesStyles of(Map<String, String> optimizers) {
    return new SeriesStyles(optimizers);
  }

  SeriesStyle of(String label) {
    return byLabel.get(label);
  }

  /** Takes the first that is free of those that a label may have. */
  private SeriesStyle taken(String label, int color) {
    int others = Palette.dashes() - OWN_DASHES;
    Stream<SeriesStyle> sameColor =
        IntStream.concat(
                IntStream.range(0, others)
                    .map(i -> OWN_DASHES + Math.floorMod(label.hashCode() + i, others)),
                IntStream.range(0, OWN_DASHES))
            .mapToObj(dash -> new SeriesStyle(color, dash));
    SeriesStyle style =
        Stream.concat(sameColor.filter(free::contains), free.stream())
            .findFirst()
            .orElse(new SeriesStyle(color, OWN_DASHES));
    free.remove(style);
    return style;
  }

  /** That of an optimizer under its own name; of one from a plug-in only its colour is sure. */
  private static SeriesStyle own(String optimizer) {
    for (int dash = 0; dash < OWN_DASHES; dash++) {
      int color = BUILT_IN.get(dash).indexOf(optimizer);
      if (color >= 0) {
        return new SeriesStyle(color, dash);
      }
    }
    return new SeriesStyle(
        Math.floorMod(optimizer.hashCode(), Palette.colors()),
        OWN_DASHES + Math.floorMod(optimizer.hashCode(), Palette.dashes() - OWN_DASHES));
  }

  private static int color(String optimizer) {
    return own(optimizer).color();
  }

  /** {@code Schedule-free AdamW} and {@code schedulefree_adamw} are one name. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
