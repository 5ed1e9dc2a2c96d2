package optbench.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids of trials are made of texts: what differs in anything has another text. */
class RecordTextTest {
  /** With two values for each component, so that each can be changed by itself. */
  public record Sample(int kernel, double rate, boolean same, Activation activation) {}

  @Test
  void fillsInEveryComponent() {
    Sample sample = new Sample(3, 0.25, false, Activation.TANH);

    assertThat(
            RecordText.of(
                sample, "{kernel}x{kernel} {rate} {same|valid} {activation}", Double::toString))
        .isEqualTo("3x3 0.25 valid tanh");
  }

  @Test
  void refusesToLeaveAComponentOut() {
    assertThatThrownBy(
            () ->
                RecordText.of(
                    new Sample(3, 1, true, Activation.RELU),
                    "{kernel} {rate} {same|}",
                    Double::toString))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("activation");
  }

  static Stream<Class<?>> kinds() {
    return Stream.of(
            Stream.of(LayerSpec.class.getPermittedSubclasses()),
            Stream.of(ScheduleCurve.class.getPermittedSubclasses()),
            Stream.of(Schedule.Span.class, Clipping.class, GradientNoise.class, Techniques.class))
        .flatMap(kind -> kind);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whateverComponentChangesTheTextDoes(Class<?> kind) throws ReflectiveOperationException {
    RecordComponent[] components = kind.getRecordComponents();
    Object before =
        make(
            kind,
            IntStream.range(0, components.length).mapToObj(i -> value(components[i], 0)).toArray());
    for (int changed = 0; changed < components.length; changed++) {
      int at = changed;
      Object after =
          make(
              kind,
              IntStream.range(0, components.length)
                  .mapToObj(i -> value(components[i], i == at ? 1 : 0))
                  .toArray());
      // Whether weight decay was asked for in so many words decides nothing.
      if (!components[at].getName().equals("decoupled")) {
        assertThat(text(after)).as(components[at].toString()).isNotEqualTo(text(before));
      }
    }
  }

  private static String text(Object of) {
    if (of instanceof LayerSpec layer) {
      return layer.text();
    }
    if (of instanceof ScheduleCurve curve) {
      return curve.text();
    }
    if (of instanceof Techniques techniques) {
      return techniques.recorded(10).toString();
    }
    if (of instanceof Clipping clipping) {
      return with(Optional.of(clipping), Optional.empty());
    }
    return of instanceof GradientNoise noise
        ? with(Optional.empty(), Optional.of(noise))
        : of.toString();
  }

  private static String with(Optional<Clipping> clipping, Optional<GradientNoise> noise) {
    return new Techniques(
            Schedule.CONSTANT, 0, 0, Optional.empty(), false, clipping, noise, Optional.empty())
        .recorded(10)
        .toString();
  }

  private static Object make(Class<?> kind, Object... values) throws ReflectiveOperationException {
    Class<?>[] types =
        Arrays.stream(kind.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    return kind.getConstructor(types).newInstance(values);
  }

  /** One of two values that every record takes. */
  private static Object value(RecordComponent component, int which) {
    Class<?> type = component.getType();
    if (type == int.class) {
      return 2 + which;
    }
    if (type == double.class) {
      return 0.25 + 0.5 * which;
    }
    if (type == boolean.class) {
      return which == 1;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[which];
    }
    if (type == Schedule.Span.class) {
      return new Schedule.Span(2 + which, false);
    }
    if (type == Schedule.class) {
      return new Schedule(new ScheduleCurve.Cosine(0.25 + 0.5 * which), Schedule.Span.NONE, false);
    }
    if (type == List.class) {
      return layers(which);
    }
    if (type == Optional.class) {
      return Optional.of(optional(component.getName(), which));
    }
    throw new AssertionError("no values for " + component);
  }

  private static List<LayerSpec> layers(int which) {
    return List.of(new LayerSpec.LayerNorm(0.25 + 0.5 * which));
  }

  private static Object optional(String name, int which) {
    return switch (name) {
      case "clipping" -> new Clipping(Clipping.By.VALUE, 0.25 + 0.5 * which);
      case "shortcut" -> layers(which);
      case "noise" -> new GradientNoise(0.25 + 0.5 * which, 0.5);
      default -> 0.25 + 0.5 * which;
    };
  }
}
