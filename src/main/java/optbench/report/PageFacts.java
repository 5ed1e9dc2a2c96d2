package optbench.report;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.result.Environment;
import optbench.result.GpuRecord;
import optbench.result.ImportRecord;
import optbench.result.Run;
import optbench.result.RunRecord;
import optbench.result.Shard;
import optbench.result.SourceRun;
import optbench.result.TrialResult;
import optbench.result.TrialSettings;
import optbench.stats.Summary;
import optbench.text.NumberText;

/** What a run was carried out on and with, each fact as often as trials differ in it. */
final class PageFacts {
  private static final double GIB = 0x1p30;
  private static final int BRIEF_HASH = 12;

  private final Summary summary;
  private final RunRecord run;
  private final List<TrialResult> results;
  private final List<Environment> environments;

  PageFacts(Summary summary, Run run) {
    this.summary = summary;
    this.run = run.record();
    this.results = run.results();
    List<Environment> known = this.run.environmentsOf(results);
    this.environments = known.isEmpty() ? this.run.start().environment().stream().toList() : known;
  }

  /** All that a fact comes to. */
  String all(Function<Environment, String> fact) {
    return some(e -> Optional.of(fact.apply(e))).collect(Collectors.joining(" and "));
  }

  private Stream<String> some(Function<Environment, Optional<String>> fact) {
    return environments.stream().flatMap(e -> fact.apply(e).stream()).distinct();
  }

  /** Names and values. */
  List<List<String>> rows() {
    List<List<String>> facts = new ArrayList<>();
    String at = instant(run.start().startedAt());
    run.imported().ifPresentOrElse(i -> imported(i, at, facts), () -> trainedHere(at, facts));
    facts.add(List.of("Data", run.data()));
    hashes().ifPresent(hash -> facts.add(List.of("SHA-256 of the data", hash)));
    facts.add(List.of("Trials", trials()));
    run.shard().ifPresent(shard -> facts.add(List.of("Part", shard.text())));
    if (!run.origins().isEmpty()) {
      facts.add(
          List.of(
              "Merged from",
              run.origins().stream().map(this::origin).collect(Collectors.joining("; "))));
    }
    if (run.imported().isEmpty()) {
      facts.add(List.of("Seed of the order", Long.toString(run.sequence().orderSeed())));
    }
    return facts;
  }

  private static void imported(ImportRecord imported, String at, List<List<String>> facts) {
    facts.add(List.of("Imported", at + ": trained by something else than optbench"));
    facts.add(
        List.of(
            "Not known",
            "initial weights, order of samples, machine and software"
                + (imported.sharedSeeds()
                    ? "; that seeds share weights and order is the word of who imported it"
                    : "")));
    facts.add(
        List.of(
            "Files",
            imported.files().stream()
                .map(f -> f.name() + " (SHA-256 " + brief(f.sha256()) + ")")
                .collect(Collectors.joining(", "))));
    facts.add(List.of("Taken for", String.join("; ", imported.taken())));
  }

  /** Of a file that anybody may have written. */
  private static String brief(String hash) {
    return hash.substring(0, Math.min(BRIEF_HASH, hash.length()));
  }

  private void trainedHere(String at, List<List<String>> facts) {
    facts.add(List.of("Started", at));
    differences().ifPresent(text -> facts.add(List.of("Trials differ in", text)));
    facts.add(
        List.of(
            "optbench", all(e -> e.tool().optbenchVersion() + ", commit " + e.tool().gitCommit())));
    facts.add(List.of("Java", all(e -> e.runtime().java() + " (" + e.runtime().jvm() + ")")));
    add(
        facts,
        "JVM options",
        e -> e.execution().jvmOptions().map(options -> String.join(" ", options)));
    facts.add(List.of("Operating system", all(e -> e.machine().os())));
    facts.add(
        List.of(
            "Processor",
            all(e -> e.machine().cpu() + ", " + Captions.count(e.machine().cores(), "core"))));
    facts.add(
        List.of("Memory", all(e -> NumberText.brief(e.machine().memoryBytes() / GIB) + " GiB")));
    facts.add(
        List.of(
            "Device",
            all(
                e ->
                    e.execution().device()
                        + e.execution().deviceReason().map(r -> ", " + r).orElse(""))));
    add(facts, "GPU", e -> e.execution().gpu().map(GpuRecord::text));
    facts.add(List.of("Deeplearning4j", all(e -> e.library().dl4jVersion())));
    facts.add(
        List.of(
            "ND4J backend", all(e -> e.library().backend() + ", " + e.library().nativeBuild())));
    facts.add(
        List.of(
            "BLAS",
            all(
                e ->
                    e.library().blas()
                        + ", "
                        + Captions.count(e.execution().threads(), "thread"))));
    add(facts, "Clock source", e -> e.execution().clockSource());
  }

  private void add(
      List<List<String>> facts, String name, Function<Environment, Optional<String>> fact) {
    String values = some(fact).filter(v -> !v.isEmpty()).collect(Collectors.joining(" and "));
    if (!values.isEmpty()) {
      facts.add(List.of(name, values));
    }
  }

  private Optional<String> differences() {
    List<String> texts = summary.conditions().timesDifferIn();
    return texts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", texts));
  }

  private String origin(SourceRun origin) {
    return origin.shard().map(Shard::text).orElse("a run")
        + " with "
        + Captions.count(origin.trials().size(), "trial")
        + " of "
        + instant(origin.startedAt())
        + origin.environment().map(e -> " on " + e.machine().cpu()).orElse("");
  }

  private static String instant(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  private Optional<String> hashes() {
    String hashes =
        results.stream()
            .map(r -> r.settings().dataSha256())
            .filter(hash -> !hash.equals(TrialSettings.UNKNOWN))
            .distinct()
            .collect(Collectors.joining(", "));
    return hashes.isEmpty() ? Optional.empty() : Optional.of(hashes);
  }

  private String trials() {
    long settled = results.stream().filter(TrialResult::settled).count();
    return settled + " of " + run.allTrials().size() + " have a result";
  }
}
