package optbench.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.NameTransformer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.claims.Registration;
import optbench.claims.Verdicts;
import optbench.result.Environment;
import optbench.result.GpuRecord;
import optbench.result.ImportRecord;
import optbench.result.Part;
import optbench.result.RecordedSpec;
import optbench.result.RunRecord;
import optbench.result.TestSet;
import optbench.result.TrialSettings;

/**
 * How records are written as JSON and read back.
 *
 * <p>Keys are the records' components in their order, those of a {@link Part} among the others, in
 * snake_case; enums in lower case; instants in ISO 8601; an empty Optional is null. Doubles are
 * written with the fewest digits that read back as the same double. JSON has no NaN and no
 * infinities: they are the strings "NaN", "Infinity" and "-Infinity", which read back as what they
 * were.
 *
 * <p>When read, every component must be there; keys that are not known are passed over, so that
 * later versions may add some.
 */
final class Json {
  /** Shared: it is not changed after it is built. */
  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  // Double.toString of JDK 17 has a digit too many for some numbers.
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  .build())
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .annotationIntrospector(new PartsAmongTheWhole())
          .addMixIn(Environment.Execution.class, OnlyWhereSo.class)
          .addMixIn(TrialSettings.class, OnlyWhenCorrected.class)
          .addMixIn(RunRecord.Provenance.class, OnlyOfSomeRuns.class)
          .addMixIn(RunRecord.Reporting.class, OnlyUntilDecided.class)
          .addMixIn(Verdicts.class, OnlyWhenRegistered.class)
          .addMixIn(RecordedSpec.class, AsItsKeys.class)
          .defaultPropertyInclusion(JsonInclude.Value.ALL_ALWAYS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .defaultPrettyPrinter(printer())
          .build();

  private Json() {}

  /** Whether the keys of such a component stand among those of the whole. */
  static boolean isPart(Class<?> type) {
    return Part.class.isAssignableFrom(type);
  }

  private static final class PartsAmongTheWhole extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public NameTransformer findUnwrappingNameTransformer(AnnotatedMember member) {
      return isPart(member.getRawType())
          ? NameTransformer.NOP
          : super.findUnwrappingNameTransformer(member);
    }
  }

  /** Keys that only runs on or for a GPU, or on a cluster have: others are recorded as ever. */
  interface OnlyWhereSo {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<GpuRecord> gpu();

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<String> deviceReason();

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<String> cluster();
  }

  /** A key that only trials have in which a fault was put right: others are recorded as ever. */
  interface OnlyWhenCorrected {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<String> correction();
  }

  /**
   * Keys that only runs have which something else trained, or of which the test set was recorded.
   */
  interface OnlyOfSomeRuns {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<ImportRecord> imported();

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<TestSet> testSet();
  }

  /** A key that only runs have which add seeds until they are decided. */
  interface OnlyUntilDecided {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<List<Integer>> looks();
  }

  /** A key that only claims have which were registered before they were tested. */
  interface OnlyWhenRegistered {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    Optional<Registration> registration();
  }

  /** A spec is written as in its file. */
  abstract static class AsItsKeys {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    AsItsKeys(Map<String, Object> keys) {}

    @JsonValue
    abstract Map<String, Object> keys();
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""))
        .withObjectIndenter(lines)
        .withArrayIndenter(lines);
  }

  static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a value that JSON can hold: " + value.getClass(), e);
    }
  }
}
