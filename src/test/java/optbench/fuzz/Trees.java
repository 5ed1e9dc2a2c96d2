package optbench.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Changes values, keys and shape of a tree, and leaves it a tree. */
final class Trees {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Trees() {}

  /** A place in the tree: a container and the key or index of one of its values. */
  private record Place(JsonNode container, String key, int index) {
    JsonNode get() {
      return container instanceof ObjectNode object ? object.get(key) : container.get(index);
    }

    void set(JsonNode value) {
      if (container instanceof ObjectNode object) {
        object.set(key, value);
      } else {
        ((ArrayNode) container).set(index, value);
      }
    }

    void remove() {
      if (container instanceof ObjectNode object) {
        object.remove(key);
      } else {
        ((ArrayNode) container).remove(index);
      }
    }
  }

  /** A copy with one to three changes. */
  static JsonNode damaged(JsonNode tree, Dice dice) {
    JsonNode copy = tree.deepCopy();
    if (dice.oneIn(60)) {
      return Hostile.value(dice);
    }
    int changes = 1 + (dice.oneIn(3) ? dice.below(3) : 0);
    for (int i = 0; i < changes; i++) {
      List<Place> places = new ArrayList<>();
      collect(copy, places);
      if (!places.isEmpty()) {
        change(dice.pick(places), dice.pick(places), dice);
      }
    }
    return copy;
  }

  private static void collect(JsonNode node, List<Place> places) {
    if (node instanceof ObjectNode object) {
      object
          .fieldNames()
          .forEachRemaining(
              key -> {
                places.add(new Place(object, key, 0));
                collect(object.get(key), places);
              });
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        places.add(new Place(list, "", i));
        collect(list.get(i), places);
      }
    }
  }

  private static void change(Place place, Place other, Dice dice) {
    JsonNode old = place.get();
    switch (dice.below(12)) {
      case 0 -> place.remove();
      case 1 -> place.set(other.get().deepCopy());
      case 2 -> place.set(NODES.arrayNode().add(old.deepCopy()));
      case 3 -> place.set(NODES.objectNode().set(dice.pick(Hostile.TEXTS), old.deepCopy()));
      case 4 -> rename(place, other, dice);
      case 5 -> grow(place, dice);
      case 6 -> place.set(NODES.textNode(old.asText()));
      case 7, 8 -> place.set(old.isNumber() ? scaled(old, dice) : Hostile.value(dice));
      default -> place.set(Hostile.value(dice));
    }
  }

  private static void rename(Place place, Place other, Dice dice) {
    if (place.container() instanceof ObjectNode object) {
      JsonNode value = object.remove(place.key());
      String misspelt = place.key() + place.key().charAt(Math.max(0, place.key().length() - 1));
      object.set(
          switch (dice.below(4)) {
            case 0 -> misspelt;
            case 1 -> place.key().toUpperCase(Locale.ROOT);
            case 2 -> other.key();
            default -> dice.pick(Hostile.TEXTS);
          },
          value);
    }
  }

  private static void grow(Place place, Dice dice) {
    if (place.container() instanceof ObjectNode object) {
      object.set(dice.pick(Hostile.TEXTS), Hostile.value(dice));
    } else if (place.container() instanceof ArrayNode list) {
      int copies = dice.oneIn(10) ? 200 : 1;
      for (int i = 0; i < copies; i++) {
        list.add(place.get().deepCopy());
      }
    }
  }

  private static JsonNode scaled(JsonNode number, Dice dice) {
    BigDecimal value = number.decimalValue();
    BigDecimal changed =
        switch (dice.below(5)) {
          case 0 -> value.negate();
          case 1 -> value.add(BigDecimal.ONE);
          case 2 -> value.subtract(BigDecimal.ONE);
          case 3 -> value.multiply(BigDecimal.TEN.pow(1 + dice.below(12)));
          default -> value.movePointLeft(1 + dice.below(40));
        };
    boolean whole = changed.stripTrailingZeros().scale() <= 0 && changed.precision() < 400;
    BigInteger integer = whole ? changed.toBigInteger() : BigInteger.ZERO;
    return whole ? NODES.numberNode(integer) : NODES.numberNode(changed);
  }
}
