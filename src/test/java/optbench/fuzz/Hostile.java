package optbench.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/** Values that programs stumble over. */
final class Hostile {
  /** Begins a line only where a value forged it. */
  static final String FORGED = "FORGED: all is well";

  /** What a plug-in prints, which is JSON, as if it were a result. */
  static final String PRINTED = "{} printed by a plug-in";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Texts that words, names and labels may be. */
  static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\t",
          "\u0000",
          "a\u0000b",
          "\u001b[31mred\u001b[0m",
          "\u001b]0;title\u0007",
          "x\n" + FORGED,
          "x\r" + FORGED,
          "x\r\n" + FORGED,
          "x\u2028" + FORGED,
          "x\u0085" + FORGED,
          "\u009b31mred",
          "\u202Egnp.exe",
          "\u2066adam",
          "\ufeffadam",
          "a\u0308\u0301\u0302\u0303",
          "\ud800",
          "\udc00x",
          "\ud83d\ude00",
          "\u0661\u0662\u0663",
          "\uff11",
          "I\u0131i\u0130",
          "../../beside",
          "../beside/holiday.png",
          "..",
          ".",
          "/",
          "~",
          "C:\\x",
          "a/b",
          "a\\b",
          "con",
          "%s%n%x%1$s",
          "${HOME} ${sys:user.home} #{1+1}",
          "<script>alert(1)</script>",
          "&amp;\"'<>",
          "=1+1",
          "-",
          "--",
          "-1",
          "--help",
          "@",
          "@no-such-file",
          "null",
          "true",
          "NaN",
          ".inf",
          "-Infinity",
          "1e400",
          "1e-400",
          "-0",
          "0x10",
          "1_000",
          "1,5",
          "9223372036854775808",
          "1".repeat(400),
          "[[[[",
          "{",
          "*a",
          "&a b",
          "!!int 1",
          "adam",
          "a,b,,c",
          "a".repeat(61),
          "long ".repeat(2_000));

  /** Numbers as JSON writes them. */
  static final List<JsonNode> NUMBERS =
      Stream.of(
              "0",
              "1",
              "2",
              "-1",
              "3",
              "7",
              "0.5",
              "-0.0",
              "0.999999999999999999",
              "1.0000000000000001",
              "1.5",
              "100",
              "1000000",
              "1000001",
              "2147483647",
              "2147483648",
              "-2147483649",
              "9007199254740993",
              "9223372036854775807",
              "9223372036854775808",
              "1e-400",
              "1e-320",
              "4.9e-324",
              "1e-8",
              "1e30",
              "3.5e38",
              "1e308",
              "1e309",
              "1e1000",
              "123456789012345678901234567890",
              "0.1e-20")
          .map(Hostile::number)
          .toList();

  private Hostile() {}

  private static JsonNode number(String text) {
    return text.matches("-?[0-9]+")
        ? NODES.numberNode(new BigInteger(text))
        : NODES.numberNode(new BigDecimal(text));
  }

  /** A value of any type. */
  static JsonNode value(Dice dice) {
    return switch (dice.below(10)) {
      case 0, 1, 2 -> NODES.textNode(dice.pick(TEXTS));
      case 3, 4, 5 -> dice.pick(NUMBERS);
      case 6 -> dice.oneIn(2) ? NODES.nullNode() : NODES.booleanNode(dice.oneIn(2));
      case 7 -> dice.oneIn(2) ? NODES.arrayNode() : NODES.objectNode();
      case 8 ->
          dice.oneIn(20) ? deep(dice.pick(List.of(30, 600))) : NODES.numberNode(dice.fraction());
      default -> many(dice);
    };
  }

  private static JsonNode deep(int levels) {
    JsonNode node = NODES.numberNode(1);
    for (int i = 0; i < levels; i++) {
      node = i % 2 == 0 ? NODES.arrayNode().add(node) : NODES.objectNode().set("x", node);
    }
    return node;
  }

  private static ArrayNode many(Dice dice) {
    ArrayNode list = NODES.arrayNode();
    int size = dice.oneIn(100) ? 25_000 : 1 + dice.below(4);
    JsonNode one = dice.oneIn(2) ? dice.pick(NUMBERS) : NODES.textNode(dice.pick(TEXTS));
    for (int i = 0; i < size; i++) {
      list.add(size > 4 ? NODES.numberNode(i) : one);
    }
    return list;
  }
}
