package optbench.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import optbench.optimizer.ParameterLayout.Role;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.UpdateRule.Update;
import optbench.spec.Clipping;
import optbench.spec.GradientNoise;
import optbench.spec.OptimizerSpec;
import optbench.spec.Profile;
import optbench.spec.Schedule;
import optbench.spec.Techniques;
import org.junit.jupiter.api.Test;

/** What is written down of optimizers; that it computes the right numbers is tested on devices. */
class KernelRecorderTest {
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Tensor("0_W", 0, Role.WEIGHTS, List.of(2, 3)),
              new Tensor("0_b", 6, Role.OTHER, List.of(2)),
              new Tensor("1_mean", 8, Role.STATISTICS, List.of(2))));

  private static final Training TRAINING = new Training(1, 10, 5);

  private double l2;
  private Clipping clipping;
  private GradientNoise noise;
  private Double ema;

  @Test
  void momentumInKerasIsThreeStatements() {
    // v = 0.9 v - 0.01 g; p = p + v
    KernelCall call = recorder("momentum", Profile.KERAS).step().get(0);

    assertThat(source(call))
        .isEqualTo(
            """
            #pragma OPENCL FP_CONTRACT OFF

            kernel void update(global float* restrict parameters, \
            global const float* restrict gradient, global const float* restrict scalars, \
            global const int* restrict pieces, int firstPiece, ulong stride, \
            global float* restrict state0) {
              global const int* piece = pieces + 6 * (firstPiece + get_group_id(0));
              size_t first = piece[0] * stride + piece[1];
              global const float* c = scalars + piece[3];
              for (size_t i = first + get_local_id(0); i < first + piece[2]; i += get_local_size(0)) {
                float p = parameters[i];
                float g = gradient[i];
                float s0 = state0[i];
                s0 = (c[0] * s0 + c[1] * g + 1.0E-25f) - 1.0E-25f;
                p = p + c[2] * s0;
                parameters[i] = p;
                state0[i] = s0;
              }
            }
            """);
    assertThat(call.scalars()).containsExactly(0.9f, -0.01f, 1f);
  }

  @Test
  void whatLooksAtOneParameterIsAFunctionOfItsGradientToo() {
    KernelCall momentum = recorder("momentum", Profile.KERAS).step().get(0);

    assertThat(element(momentum))
        .hasValue(
            """
            #pragma OPENCL FP_CONTRACT OFF

            void updateOne(global float* parameters, float g, global const float* c, \
            global const int* piece, ulong stride, size_t i, global float* state0) {
                float p = parameters[i];
                float s0 = state0[i];
                s0 = (c[0] * s0 + c[1] * g + 1.0E-25f) - 1.0E-25f;
                p = p + c[2] * s0;
                parameters[i] = p;
                state0[i] = s0;
            }
            """);
    clipping = new Clipping(Clipping.By.GLOBAL_NORM, 1);
    assertThat(element(recorder("momentum", Profile.KERAS).step().get(0))).isEmpty();
  }

  private static Optional<String> element(KernelCall call) {
    return call.phases().get(0).program().orElseThrow().element();
  }

  @Test
  void stepsThatDoTheSameAreOneProgramWithOtherScalars() {
    KernelRecorder adam = recorder("adam", Profile.KERAS);
    KernelCall call = adam.step().get(0);
    List<KernelPhase> first = call.phases();
    List<Float> scalars = call.scalars();
    KernelCall second = adam.step().get(0);

    assertThat(second.phases()).isSameAs(first);
    assertThat(second.scalars()).hasSameSizeAs(scalars).isNotEqualTo(scalars);
    KernelCall again = recorder("adam", Profile.KERAS).step().get(0);
    assertThat(again.phases()).isEqualTo(first);
    assertThat(again.scalars()).isEqualTo(scalars);
  }

  @Test
  void whatIsEvaluatedInBetweenChangesNoProgram() {
    KernelRecorder recorder = recorder("schedulefree_adamw", Profile.PYTORCH);
    recorder.step();
    List<KernelPhase> second = recorder.step().get(0).phases();
    List<KernelPhase> evaluation = recorder.evaluation().get(0).phases();

    assertThat(recorder.step().get(0).phases()).isSameAs(second).isNotEqualTo(evaluation);
    assertThat(recorder.evaluation().get(0).phases()).isSameAs(evaluation);
  }

  @Test
  void aRuleThatDoesSomethingElseLaterGetsAnotherProgramThere() {
    // Rectification starts where 4 or more samples are behind the average of squares: step 6 at
    // 0.999.
    KernelRecorder radam = recorder("radam", Profile.PYTORCH);
    String first = source(radam.step().get(0));
    for (int step = 2; step <= 10; step++) {
      boolean same = source(radam.step().get(0)).equals(first);
      assertThat(same).as("step %d", step).isEqualTo(step < 6);
    }
  }

  @Test
  void runningStatisticsTakeTheirGradientOff() {
    KernelCall call = recorder("adam", Profile.KERAS).step().get(2);

    assertThat(source(call)).contains("p = p + c[0] * g;").doesNotContain("state0");
    assertThat(call.scalars()).containsExactly(-1f);
  }

  @Test
  void penaltiesAreRecordedForWeightsAlone() {
    l2 = 0.25;
    List<KernelCall> calls = recorder("sgd", Profile.KERAS).step();

    assertThat(calls.get(0).scalars()).containsExactly(0.25f, -0.01f);
    assertThat(calls.get(1).scalars()).containsExactly(-0.01f);
  }

  @Test
  void whatIsEvaluatedIsAProgramOfItsOwn() {
    KernelRecorder plain = recorder("sgd", Profile.KERAS);
    plain.step();
    assertThat(plain.evaluation()).isEmpty();
    ema = 0.5;
    KernelRecorder averaged = recorder("sgd", Profile.KERAS);
    averaged.step();

    assertThat(averaged.evaluation())
        .hasSize(2)
        .allSatisfy(call -> assertThat(source(call)).contains("  p = s0;\n"));
  }

  @Test
  void aGradientIsClippedWhenTheNormOfAllIsKnown() {
    l2 = 0.25;
    clipping = new Clipping(Clipping.By.GLOBAL_NORM, 1);
    List<KernelCall> calls = recorder("sgd", Profile.KERAS).step();
    KernelProgram norm = (KernelProgram) calls.get(0).phases().get(0);
    KernelProgram step = (KernelProgram) calls.get(0).phases().get(1);

    assertThat(calls.get(0).phases()).hasSize(2);
    assertThat(norm.norms()).isEqualTo(1);
    assertThat(norm.sharesNorm()).isTrue();
    assertThat(norm.source()).contains("g = g + c[0] * p;").doesNotContain("gradient[i] = g");
    assertThat(step.usesNorms()).isTrue();
    assertThat(step.source()).contains("g = g + c[1] * p;\n    g = g * shortened(n[0], c[2]);");
    assertThat(calls.get(0).scalars()).containsExactly(0.25f, 0.25f, 1f, -0.01f);
    // Running statistics are not clipped.
    assertThat(calls.get(2).phases()).hasSize(1);
  }

  @Test
  void layersAreClippedByNormsOfTheirOwn() {
    clipping = new Clipping(Clipping.By.LAYER_NORM, 1);
    assertThat(recorder("sgd", Profile.KERAS).step())
        .extracting(KernelCall::normGroup)
        .containsExactly(0, 0, 1);
  }

  @Test
  void noiseOfAStepIsTheSameWhenItsNormIsTakenAndWhenItIsAdded() {
    noise = new GradientNoise(0.01, 0.55);
    clipping = new Clipping(Clipping.By.GLOBAL_NORM, 1);
    KernelRecorder recorder = recorder("sgd", Profile.KERAS);
    List<Float> first = recorder.step().get(0).scalars();

    assertThat(first.subList(0, 4)).isEqualTo(first.subList(4, 8));
    assertThat(recorder.step().get(0).scalars().subList(0, 3)).isNotEqualTo(first.subList(0, 3));
  }

  @Test
  void aSearchAlongALineIsRefused() {
    assertThatThrownBy(() -> recorder("lbfgs", Profile.KERAS))
        .isInstanceOf(KernelException.class)
        .hasMessageStartingWith("it searches along a line");
  }

  @Test
  void whatARuleThrowsIsToldInALine() {
    Throwable thrown = catchThrowable(() -> recorded(block -> block.state(0).scale(2)));

    assertThat(KernelException.of(thrown)).hasMessageStartingWith("its rule threw ");
  }

  @Test
  void vectorsOfTwoTensorsCannotBeMixed() {
    List<Vector> kept = new ArrayList<>();
    assertThatThrownBy(
            () ->
                recorded(
                    block -> {
                      kept.add(block.gradient());
                      block.parameters().add(1, kept.get(0));
                    }))
        .isInstanceOf(KernelException.class)
        .hasMessage("it mixes vectors of two tensors");
  }

  /** A step of a rule without state, at any rate. */
  private static List<KernelCall> recorded(Update update) {
    return new KernelRecorder(GivenRules.of(update), LAYOUT, TRAINING).step();
  }

  /** Of a call that is one program. */
  private static String source(KernelCall call) {
    assertThat(call.phases()).hasSize(1);
    return call.phases().get(0).text();
  }

  private KernelRecorder recorder(String id, Profile profile) {
    return new KernelRecorder(settings(id, profile), LAYOUT, TRAINING);
  }

  private OptimizerSettings settings(String id, Profile profile) {
    Techniques techniques =
        new Techniques(
            Schedule.CONSTANT,
            0,
            l2,
            Optional.empty(),
            false,
            Optional.ofNullable(clipping),
            Optional.ofNullable(noise),
            Optional.ofNullable(ema));
    return Optimizers.builtIn().resolve(OptimizerSpec.of(id).with(techniques), profile);
  }
}
