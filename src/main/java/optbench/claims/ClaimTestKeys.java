package optbench.claims;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import optbench.spec.ExperimentKeys;
import optbench.spec.SpecException;
import optbench.spec.key.ChoiceType;
import optbench.spec.key.Given;
import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/** The keys of one comparison in a claims file. */
final class ClaimTestKeys {
  /** More of anything would be a slip of the finger. */
  static final int MOST = 100;

  /** As it could stand in a file. */
  static final Map<String, Object> EXAMPLE = example();

  private static final double LOWEST_TARGET = 0.1;
  private static final double PERCENT = 100;

  private static final ValueType<ContenderName> CONTENDER =
      ValueType.text("An optimizer of an experiment", "experiment/label")
          .pattern("^[^/]+/.+$")
          .as(ContenderName::parse);

  private static final Key<List<ContenderName>> LABELS =
      Key.of(
              "labels",
              ChoiceType.<List<ContenderName>>of("Who is in it")
                  .way(CONTENDER.as(List::of))
                  .way(
                      ValueType.list(
                          "contenders", "Who is in it; * stands for any text", 1, MOST, CONTENDER)))
          .required();

  private static final Key<AggregateFunction> TAKE =
      Key.of(
              "take",
              ValueType.words(
                  "figure of a group",
                  "Which figure: the best or worst as the measure counts, mean, largest less smallest, standard deviation",
                  Arrays.asList(AggregateFunction.values()),
                  AggregateFunction::id))
          .required();

  private static final ValueType<ClaimSide> GROUP =
      ObjectType.<ClaimSide>of("One figure of several optimizers, for each seed")
          .readOnly(LABELS, TAKE)
          .example("labels", List.of("grid/adam *"), "take", AggregateFunction.BEST.id())
          .reads(given -> new ClaimSide.Group(given.get(LABELS), given.get(TAKE)));

  private static final ValueType<ClaimSide> SINGLE = CONTENDER.as(ClaimSide.Single::new);

  private static final Key<Measure> MEASURE =
      Key.of(
              "measure",
              ValueType.words(
                  "measure", "What is compared", Arrays.asList(Measure.values()), Measure::id))
          .required();

  private static final Key<Double> TARGET =
      Key.of(
          "target",
          ValueType.number("The test accuracy to be reached, as a fraction of 1")
              .above(LOWEST_TARGET)
              .below(1));

  private static final Key<Integer> EPOCH =
      Key.of("epoch", ValueType.integer("Counted from 1", 1, ExperimentKeys.MOST_EPOCHS));

  private static final Key<ClaimSide> OF =
      Key.of("of", ChoiceType.<ClaimSide>of("What is greater or less").way(SINGLE).way(GROUP))
          .required();

  private static final Key<List<ClaimSide>> GREATER_THAN =
      references(Direction.GREATER_THAN, "What it is greater than");

  private static final Key<List<ClaimSide>> LESS_THAN =
      references(Direction.LESS_THAN, "What it is less than");

  private static final Key<Double> FACTOR =
      Key.of("factor", ValueType.number("At least so many times as large, or as small").above(0))
          .byDefault(1);

  private static final Key<Object> MARGIN =
      Key.of(
          "margin",
          ChoiceType.of(
                  "A difference that makes none; if left out, 0.2pt for accuracies and 5% for quantities that are compared as ratios")
              .way(
                  ValueType.text("points or percent", "points such as 0.2pt, percent such as 5%")
                      .pattern("^[0-9]+(\\.[0-9]+)?(pt|%)$")
                      .as(text -> text))
              .way(ValueType.number("In the measure's unit").above(0).as(number -> number)));

  static final ObjectType<ClaimTest> TYPE =
      ObjectType.<ClaimTest>of("One side against others, paired by seed")
          .readOnly(MEASURE, TARGET, EPOCH, OF, GREATER_THAN, LESS_THAN, FACTOR, MARGIN)
          .example(EXAMPLE)
          .reads(ClaimTestKeys::read);

  private ClaimTestKeys() {}

  private static Key<List<ClaimSide>> references(Direction direction, String doc) {
    ChoiceType<ClaimSide> one = ChoiceType.<ClaimSide>of("One of them").way(SINGLE).way(GROUP);
    return Key.of(
        direction.id(),
        ChoiceType.<List<ClaimSide>>of(doc)
            .way(SINGLE.as(List::of))
            .way(GROUP.as(List::of))
            .way(
                ValueType.number("A number")
                    .as(value -> List.<ClaimSide>of(new ClaimSide.Constant(value))))
            .way(ValueType.list("contenders", "Each of these", 1, MOST, one)));
  }

  private static Map<String, Object> example() {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("measure", Measure.TEST_ACCURACY.id());
    example.put("of", "final/adam");
    example.put(Direction.GREATER_THAN.id(), List.of("final/sgd", "final/momentum"));
    return example;
  }

  private static ClaimTest read(Given given) {
    if (given.has(GREATER_THAN) == given.has(LESS_THAN)) {
      throw new SpecException(
          "",
          "a test must have exactly one of greater_than and less_than but had "
              + (given.has(LESS_THAN) ? "both" : "neither"));
    }
    Measure measure = given.get(MEASURE);
    boolean greater = given.has(GREATER_THAN);
    double margin =
        given.find(MARGIN).map(text -> margin(text, measure)).orElse(measure.defaultMargin());
    return ClaimsKeys.valid(
        () ->
            new ClaimTest(
                measure,
                settings(given),
                given.get(OF),
                greater ? Direction.GREATER_THAN : Direction.LESS_THAN,
                given.get(greater ? GREATER_THAN : LESS_THAN),
                given.get(FACTOR),
                margin));
  }

  private static MeasureSettings settings(Given given) {
    return new MeasureSettings(
        given.find(TARGET).map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
        given.find(EPOCH).map(OptionalInt::of).orElseGet(OptionalInt::empty));
  }

  private static double margin(Object written, Measure measure) {
    String text = written.toString();
    boolean fits =
        switch (measure.scale()) {
          case POINTS -> text.endsWith("pt");
          case RATIO -> text.endsWith("%");
          case DIFFERENCE -> written instanceof Double;
        };
    if (!fits) {
      String allowed =
          switch (measure.scale()) {
            case POINTS -> "percentage points, such as 0.2pt";
            case RATIO -> "a percentage, such as 5%";
            case DIFFERENCE -> "a number, such as " + measure.defaultMargin();
          };
      throw new SpecException(
          "/margin", "margin of " + measure.id() + " must be " + allowed + " but was " + text);
    }
    double value =
        written instanceof Double number
            ? number
            : Double.parseDouble(text.replaceFirst("(pt|%)$", "")) / PERCENT;
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new SpecException("/margin", "margin must be greater than 0 but was " + text);
    }
    return value;
  }
}
