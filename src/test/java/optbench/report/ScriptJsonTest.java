package optbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ScriptJsonTest {
  @Test
  void writesJson() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("list", List.of(1, 2L, 0.1 + 0.2, 1e-9, Double.NaN, true));
    value.put("text", "a\"b\\c\n");

    assertThat(ScriptJson.of(value))
        .isEqualTo("{\"list\":[1,2,0.3,1E-9,null,true],\"text\":\"a\\\"b\\\\c\\u000a\"}");
  }

  @Test
  void leavesNothingThatCouldEndAScript() {
    assertThat(ScriptJson.of("</script><!-- & \u2028"))
        .isEqualTo("\"\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028\"");
  }

  @Property
  void keepsEveryText(@ForAll String text) throws JsonProcessingException {
    String json = ScriptJson.of(text);

    assertThat(new ObjectMapper().readValue(json, String.class)).isEqualTo(text);
    assertThat(json).doesNotContain("<", ">", "&");
  }

  @Test
  void refusesWhatIsNoJson() {
    assertThatThrownBy(() -> ScriptJson.of(Optional.empty()))
        .hasMessage("must be a value of JSON but was class java.util.Optional");
  }
}
