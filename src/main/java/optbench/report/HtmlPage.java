package optbench.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import optbench.result.Environment;
import optbench.result.GpuRecord;
import optbench.result.RunRecord;
import optbench.result.TrialResult;
import optbench.stats.Summary;
import optbench.stats.TuningWarning;

/**
 * The report as one page that needs nothing else: no network, no other file. Whatever labels hold
 * is shown as text; a content security policy lets no script run but the page's own.
 */
final class HtmlPage {
  private static final String FOLDER = "/optbench/report/page/";
  private static final double GIB = 0x1p30;

  private final Summary summary;
  private final RunRecord run;
  private final List<TrialResult> results;

  HtmlPage(Summary summary, RunRecord run, List<TrialResult> results) {
    this.summary = summary;
    this.run = run;
    this.results = results;
  }

  /**
   * Renders it.
   *
   * @param spec as one would save it to run the experiment again
   */
  String html(String spec, Optional<ClaimsReport> claims) {
    String script = resource("tables.js") + resource("curves.js");
    PageCurves curves = new PageCurves(summary, run, results);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("name", summary.name());
    page.put("data", summary.conditions().dataTitle());
    page.put("conditions", Captions.conditions(summary.conditions()));
    page.put("verdict", summary.verdict());
    page.put("notice", summary.conditions().notice().orElse(""));
    page.put("warnings", warnings());
    page.put("tables", tables(claims));
    page.put("curves", curves.any() ? ScriptJson.of(curves.tree()) : "");
    page.put("withoutSeconds", curves.withoutSeconds().orElse(""));
    page.put("sources", claims.map(ClaimsReport::usedSources).orElse(List.of()));
    page.put("spec", spec);
    page.put("facts", facts());
    page.put("command", "optbench run " + summary.name() + ".json");
    page.put("version", run.environment().optbenchVersion());
    page.put("commit", run.environment().gitCommit());
    page.put("style", colors() + resource("page.css"));
    page.put("script", script);
    page.put("scriptHash", sha256(script));
    page.put("looks", looks());
    return render(page);
  }

  private Map<String, Object> tables(Optional<ClaimsReport> claims) {
    PageTable page = new PageTable(summary);
    Map<String, Object> tables = new LinkedHashMap<>();
    tables.put("accuracy", page.accuracy());
    tables.put("timing", page.timing());
    TargetTable targets = new TargetTable(summary);
    if (!summary.targets().results().isEmpty()) {
      tables.put("targets", page.of("targets", targets.sheet()));
    }
    if (!summary.targets().winners().isEmpty()) {
      tables.put("winners", page.of("winners", targets.winnersSheet()));
    }
    tables.put("comparisons", page.of("comparisons", new ComparisonTable(summary).sheet()));
    if (!summary.ranks().rows().isEmpty()) {
      tables.put("ranks", page.of("ranks", new RankSheet(summary).sheet()));
    }
    summary
        .tuning()
        .ifPresent(t -> tables.put("tuning", page.of("tuning", new TuningTable(summary).sheet())));
    claims.ifPresent(c -> tables.put("claims", page.of("claims", c.sheet())));
    return tables;
  }

  /** All that must not be overlooked, but for the notice about the data. */
  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    Captions.diverged(summary).forEach(d -> warnings.add("Diverged: " + d));
    warnings.addAll(Captions.missing(summary));
    summary
        .tuning()
        .ifPresent(t -> t.warnings().stream().map(TuningWarning::text).forEach(warnings::add));
    warnings.addAll(new TimeWarningText(summary.timeWarnings()).sentences());
    return warnings;
  }

  private List<List<String>> facts() {
    Environment e = run.environment();
    List<List<String>> facts = new ArrayList<>();
    facts.add(List.of("Started", started()));
    facts.add(List.of("optbench", e.optbenchVersion() + ", commit " + e.gitCommit()));
    facts.add(List.of("Java", e.java() + " (" + e.jvm() + ")"));
    facts.add(List.of("Operating system", e.os()));
    facts.add(List.of("Processor", e.cpu() + ", " + Captions.count(e.cores(), "core")));
    facts.add(List.of("Memory", Figures.brief(e.memoryBytes() / GIB) + " GiB"));
    facts.add(List.of("Device", e.device() + e.deviceReason().map(r -> ", " + r).orElse("")));
    e.gpu().ifPresent(gpu -> facts.add(List.of("GPU", gpu(gpu))));
    facts.add(List.of("Deeplearning4j", e.dl4jVersion()));
    facts.add(List.of("ND4J backend", e.backend() + ", " + e.nativeBuild()));
    facts.add(List.of("BLAS", e.blas() + ", " + Captions.count(e.threads(), "thread")));
    e.clockSource().ifPresent(clock -> facts.add(List.of("Clock source", clock)));
    facts.add(List.of("Data", run.data()));
    hashes().ifPresent(hash -> facts.add(List.of("SHA-256 of the data", hash)));
    facts.add(List.of("Trials", trials()));
    facts.add(List.of("Seed of the order", Long.toString(run.orderSeed())));
    return facts;
  }

  private static String gpu(GpuRecord gpu) {
    return gpu.name()
        + ", compute capability "
        + gpu.computeCapability()
        + ", driver "
        + gpu.driver()
        + ", CUDA "
        + gpu.cuda()
        + gpu.cudnn().map(version -> ", cuDNN " + version).orElse(", no cuDNN");
  }

  private String started() {
    return DateTimeFormatter.ISO_INSTANT.format(run.startedAt().truncatedTo(ChronoUnit.SECONDS));
  }

  private Optional<String> hashes() {
    String hashes =
        results.stream()
            .map(r -> r.settings().dataSha256())
            .distinct()
            .collect(Collectors.joining(", "));
    return hashes.isEmpty() ? Optional.empty() : Optional.of(hashes);
  }

  private String trials() {
    long settled = results.stream().filter(TrialResult::settled).count();
    return settled + " of " + run.allTrials().size() + " have a result";
  }

  /** Series have the colours that they have in the charts. */
  private static String colors() {
    return IntStream.range(0, Palette.colors())
        .mapToObj(i -> "--s" + i + ":" + Palette.css(i))
        .collect(Collectors.joining(";", ":root{", "}\n"));
  }

  /** Colour and dashes by the number of a series. */
  private List<Map<String, Object>> looks() {
    return IntStream.range(0, summary.optimizers().size())
        .mapToObj(
            i -> Map.<String, Object>of("color", i % Palette.colors(), "dash", Palette.dash(i)))
        .toList();
  }

  private static String render(Map<String, Object> page) {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    StringWriter html = new StringWriter();
    try {
      new Template("report.ftlh", resource("report.ftlh"), configuration).process(page, html);
    } catch (TemplateException e) {
      throw new IllegalStateException("the template of the page does not fit its values", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return html.toString();
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException(FOLDER + name + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String script) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
