package optbench.engine.opencl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.engine.Batches;
import optbench.engine.Capacity;
import optbench.engine.Evaluation;
import optbench.engine.InputShape;
import optbench.engine.StepEvaluations;
import optbench.engine.TrialHistory;
import optbench.engine.TrialListener;
import optbench.engine.WarmUp;
import optbench.network.InitialWeights;
import optbench.network.Shape;
import optbench.opencl.DeviceQueue;
import optbench.optimizer.Training;
import optbench.plan.Trial;
import optbench.result.TrialSettings;

/**
 * Trials that go through all steps together on a device, from initial weights to the last epoch.
 * Steps are put into its queue, and what they found is read once for many of them; a trial whose
 * loss has shown before that nothing comes of it goes on until then, and is recorded as diverged at
 * the step that showed it.
 */
final class OpenClGroup {
  private static final int NO_THREADS = 0;

  private final TrialSettings settings;
  private final Dataset data;
  private final TrialListener listener;
  private final DeviceQueue queue;
  private final Room room;
  private final GroupNetwork network;
  private final DeviceUpdates updates;
  private final long[] seeds;
  private final List<InitialWeights> weights;
  private final StepEvaluations between;
  private final StepReadings readings;
  private final List<DeviceTrial> members = new ArrayList<>();
  private final boolean alone;
  private long steps;

  /**
   * @param trials of one network, batch size and number of epochs, evaluated at the same steps
   */
  OpenClGroup(DeviceQueue queue, List<Trial> trials, Dataset data, TrialListener listener) {
    this.queue = queue;
    this.data = data;
    this.listener = listener;
    Trial any = trials.get(0);
    settings = any.settings();
    alone = trials.size() == 1;
    seeds = trials.stream().mapToLong(t -> t.settings().seed()).distinct().toArray();
    Shape image = InputShape.of(data);
    weights =
        Arrays.stream(seeds)
            .parallel()
            .mapToObj(seed -> InitialWeights.of(any.network(), image, data.classes(), seed))
            .toList();
    for (Trial trial : trials) {
      members.add(new DeviceTrial(members.size(), seedOf(trial), new TrialHistory(trial)));
    }
    Places places = new Places(any.network(), image, data.classes());
    long numbers = (long) places.stride() * trials.size();
    room =
        new Room(
            queue,
            places,
            queue.numbers(numbers),
            queue.numbers(numbers),
            new Roster(queue, members.stream().mapToInt(DeviceTrial::seed).toArray()),
            Capacity.of(any.network(), settings.samplesAStep()));
    DeviceParameters parameters =
        new DeviceParameters(room.values(), room.gradients(), places.stride());
    UpdateMemory kept = new UpdateMemory(queue, parameters, trials.size());
    Optional<FusedUpdates> fused =
        alone || settings.samplesAStep() > room.capacity()
            ? Optional.empty()
            : FusedUpdates.of(queue, places.layout(), kept);
    network = new GroupNetwork(room, any.network(), data, seeds, fused);
    updates =
        new DeviceUpdates(
            places.layout(), kept, new RuleKernels(queue), queue, fused, trials.size());
    between = StepEvaluations.of(any, data);
    int partsOfBatch = Tiles.parts(settings.samplesAStep(), room.capacity());
    readings = new StepReadings(queue, trials.size(), partsOfBatch);
  }

  private int seedOf(Trial trial) {
    int index = 0;
    while (seeds[index] != trial.settings().seed()) {
      index++;
    }
    return index;
  }

  /**
   * Takes the memory that training needs, by a step that does not count.
   *
   * @throws optbench.opencl.DeviceMemoryException if there is not enough of it
   */
  void prepare() {
    reset();
    startEpoch(1);
    tryStep(0);
    Stream.of(data.test(), data.validation(), between.samples())
        .filter(samples -> samples.size() > 0)
        .forEach(network::prepare);
    List<Integer> going = going();
    // What a rule throws here, it throws at the first evaluation, too.
    updates.evaluate(going, new HashMap<>(), () -> going);
    reset();
  }

  /** Trains all of them, and tells of each as soon as it is over. */
  void run() {
    if (alone) {
      warmUp();
      reset();
    }
    letGo(member -> member.history().failed());
    members.forEach(m -> listener.started(m.trial(), settings.totalSteps()));
    for (int epoch = 1; epoch <= settings.epochs() && !members.isEmpty(); epoch++) {
      train(epoch);
      if (!members.isEmpty()) {
        evaluate(epoch);
      }
    }
    members.forEach(this::finish);
  }

  private void reset() {
    steps = 0;
    network.restart();
    for (int seed = 0; seed < seeds.length; seed++) {
      int index = seed;
      network.set(
          weights.get(seed),
          members.stream().filter(m -> m.seed() == index).map(DeviceTrial::place).toList());
    }
    for (DeviceTrial member : members) {
      Training own =
          new Training(seeds[member.seed()], settings.totalSteps(), settings.stepsPerEpoch());
      member
          .history()
          .attempt(() -> updates.begin(member.place(), member.trial().optimizer(), own));
      if (!member.history().failed()) {
        updates.fillState(member.place());
      }
    }
  }

  /**
   * Times are wanted of a trial that is alone, so that its first steps should be like the others.
   */
  private void warmUp() {
    WarmUp warmUp = new WarmUp();
    startEpoch(1);
    letGo(member -> member.history().failed());
    int first = 0;
    while (first < data.training().size() && !members.isEmpty() && warmUp.goesOn()) {
      first += tryStep(first);
    }
  }

  /** A step of which nothing is noted; says how many samples it took. */
  private int tryStep(int first) {
    int samples = Math.min(settings.samplesAStep(), data.training().size() - first);
    step(first, samples, readings.begin());
    queue.finish();
    readings.forget();
    return samples;
  }

  /** Each in order, but shuffled on all cores: hundreds of seeds would keep the device waiting. */
  private void startEpoch(int epoch) {
    int size = data.training().size();
    List<int[]> orders =
        Arrays.stream(seeds).parallel().mapToObj(seed -> Batches.order(seed, epoch, size)).toList();
    for (int seed = 0; seed < seeds.length; seed++) {
      network.order(seed, orders.get(seed));
    }
  }

  private void train(int epoch) {
    startEpoch(epoch);
    int size = data.training().size();
    for (int first = 0; first < size && !members.isEmpty(); first += settings.samplesAStep()) {
      int samples = Math.min(settings.samplesAStep(), size - first);
      step(first, samples);
      boolean due = between.isDueAfter(steps);
      if (due || first + samples == size || readings.due()) {
        read(epoch);
      }
      if (due && !members.isEmpty()) {
        evaluateBetween();
      }
    }
  }

  /** Only one that is alone is waited for: its times are its own. */
  private void step(int first, int samples) {
    steps++;
    Found found = readings.begin();
    if (!alone) {
      step(first, samples, found);
      readings.end(samples);
      return;
    }
    long start = System.nanoTime();
    network.computeGradients(first, samples, found);
    queue.finish();
    long computed = System.nanoTime();
    note(updates.record(going()));
    updates.launch();
    queue.finish();
    readings.end(samples, computed - start, System.nanoTime() - computed);
  }

  /** Rules come first, because a layer may update its weights as soon as it has the gradients. */
  private void step(int first, int samples, Found found) {
    note(updates.record(going()));
    network.computeGradients(first, samples, found);
    updates.launch();
  }

  private List<Integer> going() {
    return members.stream().filter(m -> !m.history().failed()).map(DeviceTrial::place).toList();
  }

  /**
   * @param faults by place
   */
  private void note(Map<Integer, Throwable> faults) {
    for (DeviceTrial member : members) {
      if (faults.containsKey(member.place())) {
        member.history().fail(faults.get(member.place()));
      }
    }
  }

  private void read(int epoch) {
    float[] losses = readings.read(members);
    for (DeviceTrial member : members) {
      if (!member.history().failed()) {
        listener.progressed(
            member.trial(), epoch, member.history().steps(), losses[member.place()]);
      }
    }
    letGo(DeviceTrial::over);
  }

  /** The others go on without them. */
  private void letGo(Predicate<DeviceTrial> over) {
    if (members.stream().anyMatch(over)) {
      members.stream().filter(over).forEach(this::finish);
      members.removeIf(over);
      room.roster().retain(members.stream().map(DeviceTrial::place).toList());
    }
  }

  private void evaluateBetween() {
    Samples some = between.samples();
    Map<Integer, Evaluation> test = assess(some);
    boolean[] finite = network.finite();
    for (DeviceTrial member : members) {
      int place = member.place();
      member.history().note(test.get(place), some.size(), finite[place]);
    }
  }

  private void evaluate(int epoch) {
    Map<Integer, Evaluation> test = assess(data.test());
    boolean validated = data.validation().size() > 0;
    Map<Integer, Evaluation> validation = validated ? assess(data.validation()) : new HashMap<>();
    boolean[] finite = network.finite();
    for (DeviceTrial member : members) {
      int place = member.place();
      listener.epochFinished(
          member.trial(),
          member
              .history()
              .finishEpoch(
                  epoch,
                  data.training().size(),
                  test.get(place),
                  Optional.ofNullable(validation.get(place)),
                  finite[place]));
    }
    letGo(DeviceTrial::over);
  }

  private Map<Integer, Evaluation> assess(Samples samples) {
    List<Integer> places = members.stream().map(DeviceTrial::place).toList();
    Map<Integer, Throwable> faults = new HashMap<>();
    Map<Integer, Evaluation> found =
        updates.evaluate(places, faults, () -> network.assess(samples, places));
    note(faults);
    letGo(member -> member.history().failed());
    return found;
  }

  private void finish(DeviceTrial member) {
    TrialHistory history = member.history();
    long stateBytes = history.failed() ? 0 : updates.stateBytes(member.place());
    listener.finished(
        member.trial(),
        history.result(weights.get(member.seed()).sha256(), stateBytes, NO_THREADS));
  }
}
