package optbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;
import optbench.claims.AggregateFunction;
import optbench.claims.Claim;
import optbench.claims.ClaimSide;
import optbench.claims.ClaimTest;
import optbench.claims.ClaimsFile;
import optbench.claims.ClaimsFile.Source;
import optbench.claims.ContenderName;
import optbench.claims.Direction;
import optbench.claims.Measure;
import optbench.claims.MeasureSettings;
import optbench.claims.Scale;

/** From the tree of a claims file, already held against the schema, to the claims. */
final class ClaimsTree {
  private static final double PERCENT = 100;

  private final SourceTree tree;
  private final JsonNode root;
  private final List<Fault> faults = new ArrayList<>();
  private final List<LoadedClaims.Mention> mentions = new ArrayList<>();
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final Map<String, String> experiments = new LinkedHashMap<>();

  private ClaimsTree(SourceTree tree) {
    this.tree = tree;
    this.root = tree.root();
  }

  /**
   * The claims.
   *
   * @throws SpecFileException with every value that does not go with the others
   */
  static LoadedClaims read(SourceTree tree) {
    return new ClaimsTree(tree).loaded();
  }

  private LoadedClaims loaded() {
    root.path("experiments")
        .properties()
        .forEach(entry -> experiment(entry.getKey(), entry.getValue().asText()));
    root.path("sources")
        .properties()
        .forEach(entry -> sources.put(entry.getKey(), source(entry.getValue())));
    Map<String, Claim> claims = new LinkedHashMap<>();
    int index = 0;
    for (JsonNode node : root.get("claims")) {
      String at = Pointers.child("/claims", index++);
      String id = node.get("id").asText();
      claim(node, at)
          .ifPresent(
              claim -> {
                if (claims.putIfAbsent(id, claim) != null) {
                  fault(at + "/id", "two claims are called '" + id + "': give each its own id");
                }
              });
    }
    if (!faults.isEmpty()) {
      throw SpecFileException.of(faults);
    }
    ClaimsFile file =
        new ClaimsFile(
            root.path("level").asDouble(ClaimsFile.DEFAULT_LEVEL),
            text(root, "notice"),
            experiments,
            sources,
            List.copyOf(claims.values()));
    return new LoadedClaims(file, tree, mentions);
  }

  private static Source source(JsonNode node) {
    return new Source(node.get("title").asText(), text(node, "by"), text(node, "url"));
  }

  private Optional<Claim> claim(JsonNode node, String at) {
    List<String> keys = new ArrayList<>();
    for (JsonNode source : node.path("sources")) {
      known("source", source.asText(), sources, at + "/sources/" + keys.size());
      keys.add(source.asText());
    }
    List<ClaimTest> tests = new ArrayList<>();
    int index = 0;
    for (JsonNode test : node.path("tests")) {
      test(test, Pointers.child(at + "/tests", index++)).ifPresent(tests::add);
    }
    if (index > tests.size()) {
      return Optional.empty();
    }
    return valid(
        at,
        () ->
            new Claim(
                node.get("id").asText(),
                keys,
                node.get("text").asText(),
                tests,
                text(node, "untestable"),
                text(node, "note")));
  }

  private Optional<ClaimTest> test(JsonNode node, String at) {
    if (node.has("greater_than") == node.has("less_than")) {
      fault(
          at,
          "a test must have exactly one of greater_than and less_than but had "
              + (node.has("less_than") ? "both" : "neither"));
      return Optional.empty();
    }
    Measure measure = constant(Measure.class, node.get("measure"));
    Direction direction = node.has("greater_than") ? Direction.GREATER_THAN : Direction.LESS_THAN;
    int before = faults.size();
    int epoch = node.path("epoch").asInt(0);
    Optional<ClaimSide> of = side(node.get("of"), at + "/of", epoch);
    List<ClaimSide> references =
        references(node.get(direction.id()), at + "/" + direction.id(), epoch);
    double margin = margin(node.path("margin"), measure, at + "/margin");
    if (faults.size() > before) {
      return Optional.empty();
    }
    return valid(
        at,
        () ->
            new ClaimTest(
                measure,
                settings(node),
                of.orElseThrow(),
                direction,
                references,
                node.path("factor").asDouble(1),
                margin));
  }

  private static MeasureSettings settings(JsonNode node) {
    return new MeasureSettings(
        node.has("target")
            ? OptionalDouble.of(node.get("target").asDouble())
            : OptionalDouble.empty(),
        node.has("epoch") ? OptionalInt.of(node.get("epoch").asInt()) : OptionalInt.empty());
  }

  private List<ClaimSide> references(JsonNode node, String at, int epoch) {
    List<ClaimSide> sides = new ArrayList<>();
    if (!node.isArray()) {
      side(node, at, epoch).ifPresent(sides::add);
      return sides;
    }
    int index = 0;
    for (JsonNode entry : node) {
      side(entry, Pointers.child(at, index++), epoch).ifPresent(sides::add);
    }
    return sides;
  }

  private Optional<ClaimSide> side(JsonNode node, String at, int epoch) {
    if (node.isNumber()) {
      return Optional.of(new ClaimSide.Constant(node.asDouble()));
    }
    if (node.isTextual()) {
      return name(node, at, epoch, false).map(ClaimSide.Single::new);
    }
    JsonNode labels = node.get("labels");
    List<ContenderName> names = new ArrayList<>();
    if (labels.isTextual()) {
      name(labels, at + "/labels", epoch, true).ifPresent(names::add);
    }
    int index = 0;
    for (JsonNode label : labels) {
      name(label, Pointers.child(at + "/labels", index++), epoch, true).ifPresent(names::add);
    }
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ClaimSide.Group(names, constant(AggregateFunction.class, node.get("take"))));
  }

  private Optional<ContenderName> name(JsonNode node, String at, int epoch, boolean inGroup) {
    ContenderName name = ContenderName.parse(node.asText());
    if (!known("experiment", name.experiment(), experiments, at)) {
      return Optional.empty();
    }
    mentions.add(new LoadedClaims.Mention(at, name, inGroup, epoch));
    return Optional.of(name);
  }

  private boolean known(String noun, String word, Map<String, ?> words, String at) {
    if (words.containsKey(word)) {
      return true;
    }
    String known =
        words.isEmpty()
            ? ": the file names none under " + noun + "s"
            : Suggestions.didYouMeanOf(word, words.keySet());
    fault(at, "unknown " + noun + " " + Fault.quote(word) + known);
    return false;
  }

  private double margin(JsonNode node, Measure measure, String at) {
    if (node.isMissingNode()) {
      return measure.defaultMargin();
    }
    Scale scale = measure.scale();
    String text = node.asText();
    boolean points = node.isTextual() && text.endsWith("pt");
    boolean percent = node.isTextual() && text.endsWith("%");
    boolean fits =
        switch (scale) {
          case POINTS -> points;
          case RATIO -> percent;
          case DIFFERENCE -> node.isNumber();
        };
    if (!fits) {
      String allowed =
          switch (scale) {
            case POINTS -> "percentage points, such as 0.2pt";
            case RATIO -> "a percentage, such as 5%";
            case DIFFERENCE -> "a number, such as " + measure.defaultMargin();
          };
      fault(at, "margin of " + measure.id() + " must be " + allowed + " but was " + text);
      return measure.defaultMargin();
    }
    double value =
        node.isNumber()
            ? node.asDouble()
            : Double.parseDouble(text.replaceFirst("(pt|%)$", "")) / PERCENT;
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      fault(at, "margin must be greater than 0 but was " + text);
      return measure.defaultMargin();
    }
    return value;
  }

  private <T> Optional<T> valid(String at, Supplier<T> part) {
    try {
      return Optional.of(part.get());
    } catch (IllegalArgumentException e) {
      String message = e.getMessage();
      fault(at, message.startsWith("must ") ? Pointers.subject(at) + " " + message : message);
      return Optional.empty();
    }
  }

  private void experiment(String name, String spec) {
    try {
      experiments.put(name, Path.of(spec).toString());
    } catch (InvalidPathException e) {
      fault(Pointers.child("/experiments", name), "no file can have the name " + Fault.quote(spec));
    }
  }

  private void fault(String pointer, String message) {
    faults.add(new Fault(tree.value(pointer), message));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, JsonNode node) {
    return Enum.valueOf(type, node.asText().toUpperCase(Locale.ROOT));
  }

  private static Optional<String> text(JsonNode node, String key) {
    return Optional.ofNullable(node.get(key)).map(JsonNode::asText);
  }
}
