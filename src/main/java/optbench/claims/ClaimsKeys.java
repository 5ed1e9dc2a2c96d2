package optbench.claims;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import optbench.claims.Claim.Requirement;
import optbench.claims.ClaimsFile.Source;
import optbench.spec.ExperimentKeys;
import optbench.spec.SpecException;
import optbench.spec.key.Given;
import optbench.spec.key.Key;
import optbench.spec.key.MapType;
import optbench.spec.key.ObjectType;
import optbench.spec.key.QuotedText;
import optbench.spec.key.Suggestions;
import optbench.spec.key.TextType;
import optbench.spec.key.ValueType;

/** The keys of a claims file. */
public final class ClaimsKeys {
  private static final int MOST_CLAIMS = 1000;

  private static final Key<Double> LEVEL =
      Key.of(
              "level",
              ValueType.number(
                      "The chance of even one false verdict in the file that is put up with")
                  .above(0)
                  .atMost(ClaimsFile.HIGHEST_LEVEL))
          .byDefault(ClaimsFile.DEFAULT_LEVEL);

  private static final Key<String> NOTICE =
      Key.of(
          "notice",
          line(
              "What a reader must know of how claims, comparisons and seeds came about; shown above all"
                  + " verdicts"));

  private static final Key<Map<String, String>> EXPERIMENTS =
      Key.of(
              "experiments",
              MapType.of(
                  "Spec files by the names that tests use; relative to this file",
                  name("A name"),
                  ValueType.text("A spec file", "a path").notEmpty().as(ClaimsKeys::path)))
          .byDefault(Map.of());

  private static final Key<String> TITLE = Key.of("title", line("Its title")).required();

  private static final Key<String> BY = Key.of("by", line("Author or publisher"));

  private static final Key<String> URL = Key.of("url", line("Where it is to be read"));

  private static final Key<Map<String, Source>> SOURCES =
      Key.of(
              "sources",
              MapType.of(
                  "Who claims, by the keys that claims use",
                  name("A name"),
                  ObjectType.<Source>of("An article, or whoever claims")
                      .readOnly(TITLE, BY, URL)
                      .example("title", "On optimizers", "by", "A. Author")
                      .reads(
                          given -> new Source(given.get(TITLE), given.find(BY), given.find(URL)))))
          .byDefault(Map.of());

  private static final Key<String> ID = Key.of("id", name("Names the claim")).required();

  private static final Key<List<String>> SOURCES_OF_CLAIM =
      Key.of(
              "sources",
              ValueType.list(
                  "keys of sources",
                  "Who claims it",
                  0,
                  ClaimTestKeys.MOST,
                  line("A key of sources")))
          .byDefault(List.of());

  private static final Key<String> TEXT =
      Key.of("text", line("What is claimed, in a sentence")).required();

  private static final Key<String> ARTICLE =
      Key.of("article", line("What the article says, in words of your own"));

  private static final Key<List<ClaimTest>> TESTS =
      tests(Requirement.ALL, "All must hold for the claim to be supported");

  private static final Key<List<ClaimTest>> ANY =
      tests(Requirement.ANY, "In place of tests: one that holds is enough");

  private static final Key<String> UNTESTABLE =
      Key.of("untestable", line("In place of tests: why it cannot be tested here"));

  private static final Key<String> NOTE =
      Key.of("note", line("A remark that is shown with the verdict"));

  private static final Key<String> CHANGED =
      Key.of(
          "changed", line("What was changed of the claim after an outcome had been seen, and why"));

  private static final Key<List<Claim>> CLAIMS =
      Key.of(
              "claims",
              ValueType.list(
                  "claims",
                  "What is claimed",
                  1,
                  MOST_CLAIMS,
                  ObjectType.<Claim>of("Something that was claimed")
                      .readOnly(
                          ID,
                          SOURCES_OF_CLAIM,
                          TEXT,
                          ARTICLE,
                          TESTS,
                          ANY,
                          UNTESTABLE,
                          NOTE,
                          CHANGED)
                      .example(exampleOfClaim())
                      .reads(given -> valid(() -> claim(given)))))
          .required();

  /** All keys. */
  public static final ObjectType<ClaimsFile> ALL =
      ObjectType.<ClaimsFile>of("Claims about optimizers, and experiments that test them")
          .readOnly(ExperimentKeys.SCHEMA, LEVEL, NOTICE, EXPERIMENTS, SOURCES, CLAIMS)
          .example(
              "experiments", Map.of("final", "final.yaml"), "claims", List.of(exampleOfClaim()))
          .reads(
              given -> {
                Map<String, String> experiments = given.get(EXPERIMENTS);
                Map<String, Source> sources = given.get(SOURCES);
                List<Claim> claims = given.get(CLAIMS);
                requireKnown(claims, experiments.keySet(), sources.keySet());
                return new ClaimsFile(
                    given.get(LEVEL), given.find(NOTICE), experiments, sources, claims);
              });

  private ClaimsKeys() {}

  private static Key<List<ClaimTest>> tests(Requirement requirement, String doc) {
    return Key.of(
        requirement.key(), ValueType.list("tests", doc, 1, ClaimTestKeys.MOST, ClaimTestKeys.TYPE));
  }

  private static Claim claim(Given given) {
    if (given.find(TESTS).isPresent() && given.find(ANY).isPresent()) {
      throw new IllegalArgumentException(
          "must have either tests, which must all hold, or any, of which one must, but had both");
    }
    return new Claim(
        given.get(ID),
        given.get(SOURCES_OF_CLAIM),
        given.get(TEXT),
        given.find(ARTICLE),
        given.find(ANY).isPresent() ? Requirement.ANY : Requirement.ALL,
        given.find(ANY).or(() -> given.find(TESTS)).orElse(List.of()),
        given.find(UNTESTABLE),
        given.find(NOTE),
        given.find(CHANGED));
  }

  static TextType line(String doc) {
    return ValueType.text(doc, "a text").notEmpty();
  }

  private static TextType name(String doc) {
    return ValueType.text(
            doc, "1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit")
        .pattern("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$");
  }

  private static Map<String, Object> exampleOfClaim() {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("id", "adam-highest");
    example.put("text", "Adam is best");
    example.put("tests", List.of(ClaimTestKeys.EXAMPLE));
    return example;
  }

  private static String path(String text) {
    try {
      return Path.of(text).toString();
    } catch (InvalidPathException e) {
      throw new SpecException("", "no file can have the name " + QuotedText.quote(text));
    }
  }

  /** Records of claims know their part of a file, not where it stands. */
  static <T> T valid(Supplier<T> part) {
    try {
      return part.get();
    } catch (IllegalArgumentException e) {
      throw new SpecException("", e.getMessage());
    }
  }

  /** What claims name must be in the file, and each claim there once. */
  private static void requireKnown(
      List<Claim> claims, Set<String> experiments, Set<String> sources) {
    List<SpecException> faults = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      String at = "/claims/" + i;
      for (int j = 0; j < claim.sources().size(); j++) {
        requireKnown("source", claim.sources().get(j), sources, at + "/sources/" + j, faults);
      }
      for (ContenderMention mention : ContenderMention.of(claim, at)) {
        requireKnown(
            "experiment", mention.name().experiment(), experiments, mention.pointer(), faults);
      }
      if (!ids.add(claim.id())) {
        faults.add(
            new SpecException(
                at + "/id", "two claims are called '" + claim.id() + "': give each its own id"));
      }
    }
    SpecException.throwAll(faults);
  }

  private static void requireKnown(
      String noun, String word, Set<String> known, String pointer, List<SpecException> faults) {
    if (!known.contains(word)) {
      faults.add(
          new SpecException(
              pointer,
              known.isEmpty()
                  ? "unknown "
                      + noun
                      + " "
                      + QuotedText.quote(word)
                      + ": the file names none under "
                      + noun
                      + "s"
                  : Suggestions.unknownWord(noun, word, known)));
    }
  }
}
