package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import optbench.spec.Vocabulary;
import optbench.spec.Vocabulary.OptimizerWords;
import org.junit.jupiter.api.Test;

class SpecSchemaTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final SpecFiles specs = new SpecFiles(TestVocabulary.VOCABULARY);
  private final JsonNode root = tree(specs.schema());

  private static JsonNode tree(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void itIsAValidSchema() {
    Schema metaSchema =
        REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertThat(metaSchema.validate(root)).isEmpty();
  }

  @Test
  void everyExampleOfTheWholeAndItsPartsIsValid() {
    List<JsonNode> parts = new ArrayList<>(List.of(root));
    root.get("$defs").forEach(parts::add);
    for (JsonNode part : parts) {
      assertThat(part.path("examples")).as("examples of %s", part).isNotEmpty();
      ObjectNode alone = part.deepCopy();
      Schema checked = REGISTRY.getSchema(alone.set("$defs", root.get("$defs")));
      part.get("examples").forEach(example -> assertThat(checked.validate(example)).isEmpty());
    }
  }

  /** Editors show the schema's defaults; they must be what is used. */
  @Test
  void defaultsAreWhatAnEmptySpecMeans() {
    JsonNode empty =
        Json.MAPPER.valueToTree(specs.tree(specs.read(Optional.empty(), List.of()).spec()));
    JsonNode keys = root.get("properties");
    assertThat(keys.at("/targets/default")).isEqualTo(empty.get("targets"));
    for (String key :
        List.of(
            "network",
            "epochs",
            "batch_size",
            "profile",
            "engine",
            "timing",
            "equivalence_margin",
            "probe")) {
      assertThat(keys.get(key).get("default").asText()).as(key).isEqualTo(empty.get(key).asText());
    }
    assertThat(keys.at("/data/default")).isEqualTo(empty.at("/data/name"));
    assertThat(keys.at("/seeds/default").asInt()).isEqualTo(empty.get("seeds").size());
    assertThat(keys.at("/optimizers/default"))
        .extracting(JsonNode::asText)
        .isEqualTo(empty.get("optimizers").findValuesAsText("optimizer"));
  }

  @Test
  void everyPartIsDescribed() {
    List<String> bare = new ArrayList<>();
    root.get("$defs")
        .forEach(
            definition ->
                definition
                    .path("properties")
                    .properties()
                    .forEach(
                        key -> {
                          if (Stream.of("description", "const", "$ref")
                              .noneMatch(key.getValue()::has)) {
                            bare.add(key.getKey());
                          }
                        }));
    assertThat(bare).isEmpty();
    assertThat(root.get("properties"))
        .allSatisfy(key -> assertThat(key.has("description")).isTrue());
  }

  @Test
  void itIsTheSameInEveryLocale() {
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      String there = new SpecFiles(TestVocabulary.VOCABULARY).schema();
      Locale.setDefault(Locale.US);
      assertThat(new SpecFiles(TestVocabulary.VOCABULARY).schema())
          .isEqualTo(there)
          .endsWith("}\n");
    } finally {
      Locale.setDefault(locale);
    }
  }

  @Test
  void aHyperParameterMayNotBeCalledLikeAKeyOfEveryOptimizer() {
    Vocabulary clash =
        new Vocabulary(
            List.of(
                new OptimizerWords(
                    "adam",
                    "Adam",
                    List.of("keras"),
                    List.of(
                        new Vocabulary.HyperParameterWords(
                            "label", "", true, 0, false, 1, false)))),
            List.of("mlp"),
            List.of("dl4j"));
    assertThatThrownBy(() -> new SpecFiles(clash))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("adam's hyper-parameter label has the name of a key of every optimizer");
  }
}
