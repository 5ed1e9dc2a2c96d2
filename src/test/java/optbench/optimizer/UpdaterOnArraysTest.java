package optbench.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Steps on ND4J arrays, beside the same steps on Java's memory. */
class UpdaterOnArraysTest {
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Tensor("0_W", 0, Role.WEIGHTS, List.of(40, 30)),
              new Tensor("0_b", 1200, Role.OTHER, List.of(40)),
              new Tensor("1_mean", 1240, Role.STATISTICS, List.of(40)),
              new Tensor("2_W", 1280, Role.WEIGHTS, List.of(3, 40))));

  private static final int SIZE = 1400;

  @ParameterizedTest
  @ValueSource(
      strings = {"sgd", "momentum", "adam", "rmsprop", "lamb", "muon", "schedulefree_adamw"})
  void stepsAsInJavasMemory(String id) {
    for (Updater.Unit unit : Updater.Unit.values()) {
      Updater plain = updater(id, Updater.Unit.BLOCKS);
      Updater onArrays = updater(id, unit);
      float[] expected = random(1, 0.1);
      INDArray parameters = Nd4j.createFromArray(expected).reshape(new long[] {1, SIZE});
      for (int t = 1; t <= 10; t++) {
        float[] gradient = random(100 + t, 1);
        plain.step(new FlatMemory(FloatBuffer.wrap(expected), FloatBuffer.wrap(gradient.clone())));
        onArrays.step(parameters, Nd4j.createFromArray(gradient));
      }
      assertThat(parameters.toFloatVector()).containsExactly(expected, within(1e-5f));
    }
  }

  /** Neither the arrays nor what was made ready for them may be those of the step before. */
  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam", "amsgrad"})
  void goesOnWithOtherArrays(String id) {
    Updater one = updater(id, Updater.Unit.ARRAYS);
    Updater other = updater(id, Updater.Unit.ARRAYS);
    INDArray parameters = Nd4j.createFromArray(random(1, 0.1));
    INDArray moving = parameters.dup();
    INDArray gradient = Nd4j.createUninitialized(DataType.FLOAT, SIZE);
    for (int t = 1; t <= 5; t++) {
      gradient.assign(Nd4j.createFromArray(random(100 + t, 1)));
      INDArray inTheMiddle = Nd4j.zeros(DataType.FLOAT, 3L * SIZE);
      INDArray view = inTheMiddle.get(NDArrayIndex.interval(SIZE, 2 * SIZE));
      view.assign(moving);
      other.step(view, gradient.dup());
      moving = view.dup();
      one.step(parameters, gradient);
      assertThat(inTheMiddle.get(NDArrayIndex.interval(0, SIZE)).sumNumber()).isEqualTo(0.0);
      assertThat(inTheMiddle.get(NDArrayIndex.interval(2 * SIZE, 3 * SIZE)).sumNumber())
          .isEqualTo(0.0);
    }
    assertThat(moving.toFloatVector()).isEqualTo(parameters.toFloatVector());
  }

  @ParameterizedTest
  @ValueSource(strings = {"schedulefree_adamw", "sgd"})
  void trainsOnAfterAnEvaluationBitByBit(String id) {
    Updater plain = updater(id, Updater.Unit.ARRAYS);
    Updater evaluated = updater(id, Updater.Unit.ARRAYS);
    INDArray expected = Nd4j.createFromArray(random(1, 0.1));
    INDArray parameters = expected.dup();
    for (int t = 1; t <= 4; t++) {
      float[] gradient = random(100 + t, 1);
      plain.step(expected, Nd4j.createFromArray(gradient));
      evaluated.step(parameters, Nd4j.createFromArray(gradient));
      float[] trained = parameters.toFloatVector();
      float[] seen = evaluated.evaluate(parameters, parameters::toFloatVector);
      assertThat(Nd4j.createFromArray(seen).equals(Nd4j.createFromArray(trained)))
          .isEqualTo(t == 1 || id.equals("sgd"));
    }
    assertThat(parameters.toFloatVector()).isEqualTo(expected.toFloatVector());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "gradient-descent"})
  void aGradientThatIsNotANumberShowsAtARateOfZeroToo(String id) {
    Updater updater = updater(id, Updater.Unit.BLOCKS);
    INDArray parameters = Nd4j.createFromArray(random(1, 0.1));
    INDArray gradient = Nd4j.createFromArray(random(2, 1));
    gradient.putScalar(1300, Float.NaN);
    updater.step(new ArrayMemory(parameters, gradient, SIZE), 0);
    assertThat(parameters.getFloat(1300)).isNaN();
    assertThat(parameters.getFloat(1299)).isEqualTo(random(1, 0.1)[1299]);
  }

  @Test
  void refusesArraysOfAnotherSize() {
    INDArray few = Nd4j.zeros(DataType.FLOAT, 7);
    assertThatThrownBy(() -> updater("sgd", Updater.Unit.ARRAYS).step(few, few))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be 1400 contiguous numbers but was ");
  }

  private static Updater updater(String id, Updater.Unit unit) {
    OptimizerSpec spec = OptimizerSpec.of(id).with(Map.of(HyperParameter.LEARNING_RATE, 0.01));
    OptimizerSettings settings = Optimizers.builtIn().resolve(spec, Profile.KERAS);
    return new Updater(settings, LAYOUT, new Training(1, 10, 5), unit);
  }

  private static float[] random(long seed, double scale) {
    return Floats.random(SIZE, seed, scale);
  }
}
