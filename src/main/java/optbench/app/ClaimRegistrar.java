package optbench.app;

import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.claims.Claim;
import optbench.claims.ClaimJudge;
import optbench.claims.ClaimsFile;
import optbench.claims.ContenderMention;
import optbench.claims.ContenderName;
import optbench.claims.Registration;
import optbench.claims.Registration.ExploredClaim;
import optbench.claims.Registration.RegisteredExperiment;
import optbench.plan.Plan;
import optbench.plan.Trial;
import optbench.result.Run;
import optbench.spec.ExperimentSpec;
import optbench.spec.SpecException;
import optbench.spec.TuneSpec;
import optbench.store.Checksum;
import optbench.store.ClaimsFiles;
import optbench.store.LoadedClaims;
import optbench.store.SealedFile;
import optbench.store.SpecFiles;
import optbench.store.SpecOverride;

/**
 * Fixes claims, experiments and seeds before a trial is trained, so that what is then found was not
 * chosen by its outcome.
 */
public final class ClaimRegistrar {
  static final SealedFile FILE = new SealedFile("claims-lock", 1);

  private final Console console;
  private final SpecLanguage language;
  private final ExperimentRunner runner;
  private final Clock clock;

  /**
   * @param runner plans experiments
   */
  public ClaimRegistrar(
      Console console, SpecLanguage language, ExperimentRunner runner, Clock clock) {
    this.console = console;
    this.language = language;
    this.runner = runner;
    this.clock = clock;
  }

  /**
   * Seeds as they are written in a spec.
   *
   * @param usual of every experiment that has none of its own
   * @param own by the name of an experiment
   */
  public record SeedChoice(Optional<String> usual, Map<String, String> own) {
    public SeedChoice {
      own = Map.copyOf(own);
    }

    private List<SpecOverride> override(String experiment) {
      boolean named = own.containsKey(experiment);
      String text =
          Optional.ofNullable(own.get(experiment))
              .or(() -> usual)
              .orElseThrow(
                  () ->
                      new SpecException(
                          "",
                          "--seeds says nothing of experiment "
                              + experiment
                              + ": add --seeds "
                              + experiment
                              + "=101..125, or --seeds 101..125 for all"));
      boolean list = text.contains(",") && !text.startsWith("[");
      return List.of(
          new SpecOverride(
              "seeds",
              list ? "[" + text + "]" : text,
              "--seeds " + (named ? experiment + "=" : "") + text));
    }
  }

  /**
   * Registers all claims of a file that can be tested.
   *
   * @param explored results folder of what was looked at before; need not be there
   * @param lock the file to write, which must not be there yet
   * @throws SpecException if seeds are missing or were used before
   * @throws optbench.store.StoreException if the file is there already
   */
  public Registration register(Path file, SeedChoice seeds, Path explored, Path lock) {
    FILE.requireNone(lock);
    LoadedClaims loaded = new ClaimsFiles().read(file);
    List<Claim> claims = loaded.file().claims();
    requireKnown(seeds.own().keySet(), loaded.file());
    SpecFiles specs = language.files();
    ExperimentSeries before =
        ExperimentSeries.ofClaims(loaded, file, claims, explored, specs, name -> List.of());
    Map<String, List<SpecOverride>> overrides = new LinkedHashMap<>();
    for (ExperimentSeries.Experiment e : before.all()) {
      List<SpecOverride> both = new ArrayList<>(seeds.override(e.name()));
      both.add(
          specs.only(e.spec().spec(), label -> isNamed(loaded.file(), e.name(), label), e.name()));
      overrides.put(e.name(), both);
    }
    ExperimentSeries fresh =
        ExperimentSeries.ofClaims(loaded, file, claims, explored, specs, overrides::get);
    Registration registration =
        new Registration(
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            Build.version(),
            Build.gitCommit(),
            relative(lock, file),
            Checksum.of(file),
            loaded.file().level(),
            experiments(loaded.file(), before, fresh),
            explored(loaded.file(), before));
    FILE.writeOnce(lock, registration);
    return registration;
  }

  private static void requireKnown(Set<String> named, ClaimsFile file) {
    SpecException.throwAll(
        named.stream()
            .filter(name -> !file.experiments().containsKey(name))
            .sorted()
            .map(
                name ->
                    new SpecException(
                        "",
                        "--seeds "
                            + name
                            + "=...: the claims have no experiment of that name, but "
                            + String.join(", ", file.experiments().keySet())))
            .toList());
  }

  private List<RegisteredExperiment> experiments(
      ClaimsFile file, ExperimentSeries before, ExperimentSeries fresh) {
    List<RegisteredExperiment> registered = new ArrayList<>();
    List<SpecException> faults = new ArrayList<>();
    for (int i = 0; i < fresh.all().size(); i++) {
      ExperimentSeries.Experiment e = fresh.all().get(i);
      ExperimentSpec spec = e.spec().spec();
      Set<Long> used = used(before.all().get(i));
      List<Long> again =
          spec.training().seeds().values().stream().filter(used::contains).sorted().toList();
      if (!again.isEmpty()) {
        faults.add(
            new SpecException(
                "",
                "--seeds: of experiment "
                    + e.name()
                    + ", "
                    + seedsText(again)
                    + " used before, by its spec or by trials that were looked at: choose others"));
        continue;
      }
      List<Plan> stages = runner.plan(e.spec()).stages(Map.of());
      registered.add(
          new RegisteredExperiment(
              e.name(),
              file.experiments().get(e.name()),
              Checksum.of(e.file()),
              ExperimentSeries.shape(spec).labels(),
              spec.training().seeds().values(),
              List.copyOf(used),
              trialsSha256(stages.get(0).trials().stream().map(Trial::id)),
              stages.stream().mapToInt(stage -> stage.trials().size()).sum()));
    }
    SpecException.throwAll(faults);
    return registered;
  }

  private static String seedsText(List<Long> seeds) {
    return seeds.size() == 1
        ? "seed " + seeds.get(0) + " was"
        : seeds.size() + " seeds (the first is " + seeds.get(0) + ") were";
  }

  /** Seeds of the spec as it stands, of its search, and of all trials that are there. */
  private Set<Long> used(ExperimentSeries.Experiment e) {
    Set<Long> used = new TreeSet<>(e.spec().spec().training().seeds().values());
    e.spec().spec().tune().map(TuneSpec::seeds).ifPresent(tried -> used.addAll(tried.values()));
    new StoredRunLoader(console)
        .trials(e.folder())
        .byId()
        .values()
        .forEach(trial -> used.add(trial.settings().seed()));
    return used;
  }

  static String trialsSha256(Stream<String> ids) {
    return Checksum.of(ids.sorted().map(id -> id + "\n").collect(Collectors.joining()));
  }

  /** What trials say that were looked at before, if there are any. */
  private List<ExploredClaim> explored(ClaimsFile file, ExperimentSeries before) {
    Map<String, Run> evidence = before.evidence(console);
    return evidence.isEmpty()
        ? List.of()
        : new ClaimJudge(file, evidence, false)
            .all().claims().stream().map(ExploredClaim::of).toList();
  }

  /** Whether a claim names it. */
  private static boolean isNamed(ClaimsFile file, String experiment, String label) {
    return ContenderMention.of(file).stream()
        .filter(mention -> mention.name().experiment().equals(experiment))
        .anyMatch(
            mention -> {
              ContenderName name = mention.name();
              return mention.inGroup() ? name.matches(label) : name.label().equals(label);
            });
  }

  private static String relative(Path lock, Path file) {
    Path folder = lock.toAbsolutePath().normalize().getParent();
    Path whole = file.toAbsolutePath().normalize();
    return (folder.getRoot().equals(whole.getRoot()) ? folder.relativize(whole) : whole)
        .toString()
        .replace('\\', '/');
  }
}
