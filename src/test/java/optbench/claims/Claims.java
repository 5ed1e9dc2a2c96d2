package optbench.claims;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import optbench.claims.Claim.Requirement;
import optbench.result.Run;

/** Claims in few words. */
final class Claims {
  private Claims() {}

  static ClaimSide one(String name) {
    return new ClaimSide.Single(ContenderName.parse(name));
  }

  static ClaimSide group(AggregateFunction take, String... names) {
    return new ClaimSide.Group(Arrays.stream(names).map(ContenderName::parse).toList(), take);
  }

  static ClaimSide number(double value) {
    return new ClaimSide.Constant(value);
  }

  static ClaimTest greater(Measure measure, ClaimSide of, ClaimSide... references) {
    return test(measure, MeasureSettings.NONE, of, Direction.GREATER_THAN, references);
  }

  static ClaimTest less(Measure measure, ClaimSide of, ClaimSide... references) {
    return test(measure, MeasureSettings.NONE, of, Direction.LESS_THAN, references);
  }

  static ClaimTest test(
      Measure measure,
      MeasureSettings settings,
      ClaimSide of,
      Direction direction,
      ClaimSide... others) {
    return new ClaimTest(
        measure, settings, of, direction, List.of(others), 1, measure.defaultMargin());
  }

  static ClaimTest times(double factor, ClaimTest test) {
    return new ClaimTest(
        test.measure(),
        test.settings(),
        test.of(),
        test.direction(),
        test.references(),
        factor,
        test.margin());
  }

  static Claim claim(String id, ClaimTest... tests) {
    return FakeClaim.of(id, List.of(), id, Requirement.ALL, tests);
  }

  static Claim any(String id, ClaimTest... tests) {
    return FakeClaim.of(id, List.of(), id, Requirement.ANY, tests);
  }

  static ClaimsFile file(Claim... claims) {
    Map<String, String> experiments = new TreeMap<>();
    for (Claim claim : claims) {
      claim.experiments().forEach(name -> experiments.put(name, name + ".yaml"));
    }
    return new ClaimsFile(
        0.05,
        Optional.empty(),
        experiments,
        new LinkedHashMap<>(),
        new ArrayList<>(List.of(claims)));
  }

  /** What comes of a single claim. */
  static ClaimResult judge(FakeExperiment run, ClaimTest... tests) {
    return judge(Map.of("e", run.evidence()), tests);
  }

  static ClaimResult judge(Map<String, Run> evidence, ClaimTest... tests) {
    return new ClaimJudge(file(claim("c", tests)), evidence).all().claims().get(0);
  }
}
