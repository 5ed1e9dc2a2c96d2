package optbench.engine.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import optbench.data.Dataset;
import optbench.engine.Batches;
import optbench.engine.InputShape;
import optbench.engine.Tasks;
import optbench.network.InitialWeights;
import optbench.network.Network;
import optbench.network.Shape;
import optbench.opencl.DeviceQueue;
import optbench.opencl.TestDevice;
import optbench.optimizer.KernelForms;
import optbench.optimizer.OptimizerSettings;
import optbench.optimizer.Optimizers;
import optbench.optimizer.ParameterLayout.Tensor;
import optbench.optimizer.Training;
import optbench.spec.Activation;
import optbench.spec.Initialization;
import optbench.spec.LayerSpec;
import optbench.spec.NetworkSpec;
import optbench.spec.OptimizerSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Updates that a layer does itself, beside the same ones done apart from it: every bit of
 * parameters and state. Skipped where there is no device.
 */
@Tag("slow")
@Tag("opencl")
class FusedUpdatesTest {
  private static final int BATCH = 16;

  /** At the last of them the rule of RAdam is another one than at the first. */
  private static final int STEPS = 7;

  private static final Dataset DATA = Tasks.noisyHalves(STEPS * BATCH, 0, BATCH);
  private static final Shape IMAGE = InputShape.of(DATA);

  private static DeviceQueue queue;

  @BeforeAll
  static void findDevice() {
    queue = TestDevice.faithfulOrSkip();
  }

  @AfterAll
  static void close() {
    if (queue != null) {
      queue.close();
    }
  }

  /** Its size is no multiple of a tile. */
  private static Network onData() {
    return network(dense(70, Activation.RELU));
  }

  /** The layer with the most weights is above others, whose gradients go through it. */
  private static Network aboveOthers() {
    return network(
        dense(4, Activation.TANH), new LayerSpec.Dropout(0.3), dense(80, Activation.GELU));
  }

  static Stream<OptimizerSettings> alone() {
    return Stream.concat(KernelForms.techniques(), KernelForms.noise());
  }

  private static Stream<OptimizerSettings> some() {
    return Stream.concat(alone(), KernelForms.norms());
  }

  private static List<OptimizerSettings> all() {
    return Stream.concat(KernelForms.all(), some()).toList();
  }

  /** Numbers of all trials, and what of it was done by the layer. */
  private record Trained(List<int[]> bits, List<Boolean> fused) {}

  @Test
  void everyFormHasTheBitsThatItHasApartInGroups() {
    List<OptimizerSettings> forms = all();
    Trained fused = train(onData(), forms, true);
    Trained apart = train(onData(), forms, false);

    for (int k = 0; k < forms.size(); k++) {
      String name = KernelForms.name(forms.get(k));
      assertThat(fused.bits.get(k)).as(name).isEqualTo(apart.bits.get(k));
      assertThat(apart.fused.get(k)).as(name).isFalse();
      assertThat(fused.fused.get(k)).as(name).isEqualTo(!needsWholeTensors(forms.get(k)));
    }
    assertThat(fused.fused).contains(true, false);
  }

  private static boolean needsWholeTensors(OptimizerSettings settings) {
    return List.of("lamb", "muon").contains(settings.id())
        || KernelForms.norms()
            .anyMatch(s -> s.techniques().clipping().equals(settings.techniques().clipping()));
  }

  @Test
  void layersAboveOthersSendTheirGradientsDownBeforeTheirWeightsChange() {
    List<OptimizerSettings> forms = some().toList();

    assertThat(train(aboveOthers(), forms, true).bits)
        .usingElementComparator(Arrays::compare)
        .isEqualTo(train(aboveOthers(), forms, false).bits);
  }

  @ParameterizedTest
  @MethodSource("alone")
  void oneAloneHasThemToo(OptimizerSettings form) {
    Trained among = train(onData(), List.of(form, form), true);
    Trained alone = train(onData(), List.of(form), true);

    assertThat(alone.bits.get(0)).isEqualTo(among.bits.get(1));
    assertThat(alone.bits.get(0)).isEqualTo(train(onData(), List.of(form), false).bits.get(0));
  }

  private static Network network(LayerSpec... layers) {
    return Tasks.trials(
            List.of(OptimizerSpec.of("sgd")),
            1,
            BATCH,
            DATA,
            1,
            new NetworkSpec.Layers(List.of(layers)))
        .get(0)
        .network();
  }

  private static LayerSpec dense(int units, Activation activation) {
    return new LayerSpec.Dense(units, activation, Initialization.GLOROT_UNIFORM);
  }

  /** Trials that begin alike. */
  private static Trained train(Network network, List<OptimizerSettings> forms, boolean fuse) {
    Places places = new Places(network, IMAGE, DATA.classes());
    long numbers = (long) places.stride() * forms.size();
    Roster roster = new Roster(queue, new int[forms.size()]);
    Room room =
        new Room(queue, places, queue.numbers(numbers), queue.numbers(numbers), roster, BATCH);
    UpdateMemory kept =
        new UpdateMemory(
            queue,
            new DeviceParameters(room.values(), room.gradients(), places.stride()),
            forms.size());
    Optional<FusedUpdates> fused =
        fuse ? FusedUpdates.of(queue, places.layout(), kept) : Optional.empty();
    GroupNetwork group = new GroupNetwork(room, network, DATA, new long[] {1}, fused);
    DeviceUpdates updates =
        new DeviceUpdates(
            places.layout(), kept, new RuleKernels(queue), queue, fused, forms.size());
    List<Integer> trials = IntStream.range(0, forms.size()).boxed().toList();
    group.set(InitialWeights.draw(network, IMAGE, DATA.classes(), 1), trials);
    group.order(0, Batches.order(1, 1, STEPS * BATCH));
    for (int k : trials) {
      updates.begin(k, forms.get(k), new Training(1, STEPS, STEPS));
      updates.fillState(k);
    }
    for (int step = 0; step < STEPS; step++) {
      assertThat(updates.record(trials)).isEmpty();
      group.computeGradients(step * BATCH, BATCH, new Found(queue, forms.size(), 1, 0));
      updates.launch();
    }
    Trained trained = new Trained(new ArrayList<>(), new ArrayList<>());
    for (int k : trials) {
      trained.bits.add(bits(room, kept, k, forms.get(k)));
      trained.fused.add(isUntouched(room, k));
    }
    queue.freeAll();
    return trained;
  }

  private static int[] bits(Room room, UpdateMemory kept, int trial, OptimizerSettings form) {
    long first = (long) trial * room.places().stride();
    int size = room.places().layout().size();
    IntStream bits = IntStream.of(room.values().readInts(first, size));
    int average = form.techniques().ema().isPresent() ? 1 : 0;
    for (int i = 0; i < Optimizers.stateVectors(form).size() + average; i++) {
      bits = IntStream.concat(bits, IntStream.of(kept.state(i).readInts(first, size)));
    }
    return bits.toArray();
  }

  /** Whether no gradient of the weights of the largest layer was ever written. */
  private static boolean isUntouched(Room room, int trial) {
    Tensor largest =
        room.places().layout().tensors().stream()
            .reduce((a, b) -> b.length() > a.length() ? b : a)
            .orElseThrow();
    long first = (long) trial * room.places().stride() + largest.offset();
    return IntStream.of(room.gradients().readInts(first, largest.length())).allMatch(i -> i == 0);
  }
}
