package optbench.engine.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import optbench.data.Dataset;
import optbench.data.Samples;
import optbench.engine.Batches;
import optbench.engine.Capacity;
import optbench.engine.CrossEntropy;
import optbench.engine.Evaluation;
import optbench.engine.InputShape;
import optbench.engine.StepEvaluations;
import optbench.engine.TrialListener;
import optbench.engine.WarmUp;
import optbench.network.InitialWeights;
import optbench.network.Shape;
import optbench.optimizer.Training;
import optbench.plan.Trial;
import optbench.result.TrialSettings;

/** Trials that go through all steps together, from initial weights to the last epoch. */
final class LockstepGroup {
  private static final long PROGRESS_NANOS = 100_000_000L;

  private final Trial any;
  private final TrialSettings settings;
  private final Dataset data;
  private final TrialListener listener;
  private final Shape shape;
  private final InitialWeights weights;
  private final AllMasks masks;
  private final Batches batches;
  private final StepEvaluations between;
  private final List<Member> members = new ArrayList<>();
  private WideNetwork network;
  private long lastProgress = System.nanoTime();

  /**
   * @param trials of one network, seed, batch size and number of epochs, evaluated at the same
   *     steps
   */
  LockstepGroup(List<Trial> trials, Dataset data, TrialListener listener) {
    this.data = data;
    this.listener = listener;
    any = trials.get(0);
    settings = any.settings();
    shape = InputShape.of(data);
    weights = InitialWeights.of(any.network(), shape, data.classes(), settings.seed());
    masks = new AllMasks(settings.seed());
    batches =
        new Batches(data.training(), data.features(), settings.samplesAStep(), settings.seed());
    between = StepEvaluations.of(any, data);
    trials.forEach(trial -> members.add(new Member(trial)));
    settle();
  }

  /** Trains all of them, and tells of each as soon as it is over. */
  void run() {
    reset();
    warmUp();
    reset();
    letGo(Member::failed);
    members.forEach(
        m -> listener.started(m.trial(), (long) batches.perEpoch() * settings.epochs()));
    for (int epoch = 1; epoch <= settings.epochs() && !members.isEmpty(); epoch++) {
      train(epoch);
      if (!members.isEmpty()) {
        evaluate(epoch);
      }
    }
    members.forEach(this::finish);
  }

  /** A network just wide enough for those that are left. */
  private void settle() {
    int capacity = Capacity.of(any.network(), settings.samplesAStep());
    network =
        new WideNetwork(any.network(), shape, data.classes(), members.size(), capacity, masks);
    for (int k = 0; k < members.size(); k++) {
      members.get(k).moveTo(network.memory(k), network.layout());
    }
  }

  /** Back to the start: the warm-up leaves no trace in the results. */
  private void reset() {
    long perEpoch = batches.perEpoch();
    Training training = new Training(settings.seed(), perEpoch * settings.epochs(), perEpoch);
    for (int k = 0; k < members.size(); k++) {
      Member member = members.get(k);
      network.set(k, weights);
      member.attempt(() -> member.restart(network.layout(), training));
    }
  }

  private void warmUp() {
    WarmUp warmUp = new WarmUp();
    batches.startEpoch(1);
    letGo(Member::failed);
    while (batches.size() > 0 && !members.isEmpty() && warmUp.goesOn()) {
      network.computeGradients(nextBatch());
      members.forEach(member -> member.attempt(member::update));
      letGo(Member::failed);
    }
  }

  private Batch nextBatch() {
    int[] order = batches.takeNext();
    return new Batch(data.training(), order, 0, order.length);
  }

  private void train(int epoch) {
    batches.startEpoch(epoch);
    while (batches.size() > 0 && !members.isEmpty()) {
      Batch batch = nextBatch();
      network.computeGradients(batch);
      step(epoch, batch.size());
      letGo(member -> member.diverged() || member.failed());
      if (!members.isEmpty() && between.isDueAfter(members.get(0).steps())) {
        evaluateBetween();
      }
    }
  }

  /** The others go on without them. */
  private void letGo(Predicate<Member> over) {
    if (members.stream().anyMatch(over)) {
      members.stream().filter(over).forEach(this::finish);
      members.removeIf(over);
      if (!members.isEmpty()) {
        settle();
      }
    }
  }

  private void step(int epoch, int samples) {
    boolean tells = System.nanoTime() - lastProgress > PROGRESS_NANOS;
    for (int k = 0; k < members.size(); k++) {
      Member member = members.get(k);
      CrossEntropy found = network.found(k);
      member.attempt(() -> member.step(found, samples, network.gradientNanos(), members.size()));
      if (tells && !member.failed()) {
        listener.progressed(member.trial(), epoch, member.steps(), found.lossSum() / samples);
        lastProgress = System.nanoTime();
      }
    }
  }

  private void evaluateBetween() {
    Samples some = between.samples();
    List<Evaluation> test = assess(0, () -> assess(some));
    for (int k = 0; k < members.size(); k++) {
      if (!members.get(k).failed()) {
        members.get(k).note(test.get(k), some.size(), network.layout());
      }
    }
    letGo(Member::failed);
  }

  private void evaluate(int epoch) {
    Samples heldOut = data.validation();
    List<Evaluation> test = assess(0, () -> assess(data.test()));
    Optional<List<Evaluation>> validation =
        heldOut.size() > 0 ? Optional.of(assess(0, () -> assess(heldOut))) : Optional.empty();
    List<Member> all = List.copyOf(members);
    letGo(Member::failed);
    for (Member member : members) {
      int which = all.indexOf(member);
      listener.epochFinished(
          member.trial(),
          member.finishEpoch(
              epoch,
              data.training().size(),
              test.get(which),
              validation.map(found -> found.get(which)),
              network.layout()));
    }
    letGo(Member::diverged);
  }

  /** With the parameters of this member and all after it as they are to be evaluated. */
  private <T> T assess(int first, Supplier<T> assessment) {
    if (first == members.size()) {
      return assessment.get();
    }
    Member member = members.get(first);
    Once<T> rest = new Once<>(() -> assess(first + 1, assessment));
    member.attempt(() -> member.evaluate(rest));
    return rest.get();
  }

  private List<Evaluation> assess(Samples samples) {
    int[] order = IntStream.range(0, samples.size()).toArray();
    network.assess(new Batch(samples, order, 0, samples.size()));
    return IntStream.range(0, members.size())
        .mapToObj(k -> Evaluation.of(network.found(k), samples.size()))
        .toList();
  }

  private void finish(Member member) {
    listener.finished(member.trial(), member.result(weights.sha256()));
  }

  /**
   * The others are assessed even where a member's optimizer breaks off; what they throw is theirs.
   */
  private static final class Once<T> implements Supplier<T> {
    private final Supplier<T> origin;
    private T value;
    private RuntimeException fault;

    private Once(Supplier<T> origin) {
      this.origin = origin;
    }

    @Override
    public T get() {
      if (fault != null) {
        throw fault;
      }
      if (value == null) {
        try {
          value = origin.get();
        } catch (RuntimeException e) {
          fault = e;
          throw e;
        }
      }
      return value;
    }
  }
}
