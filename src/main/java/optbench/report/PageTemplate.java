package optbench.report;

import freemarker.cache.TemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import optbench.hash.Sha256;

/**
 * A page that needs nothing else: no network, no other file. Whatever labels hold is shown as text;
 * a content security policy lets no script run but the page's own.
 */
final class PageTemplate {
  private static final String FOLDER = "/optbench/report/page/";

  private final String name;
  private final List<String> styles;
  private final List<String> scripts;

  /**
   * A page of tables and charts.
   *
   * @param name of the template, such as {@code report.ftlh}
   */
  PageTemplate(String name) {
    this(name, List.of("page.css"), List.of("tables.js", "scales.js", "charts.js"));
  }

  /** A page with styles and scripts of its own. */
  PageTemplate(String name, List<String> styles, List<String> scripts) {
    this.name = name;
    this.styles = styles;
    this.scripts = scripts;
  }

  /**
   * Renders it.
   *
   * @param page what the template takes, but for style and script, which are put there
   */
  String of(Map<String, Object> page) {
    String script = all(scripts);
    page.put("style", colors() + all(styles));
    page.put("script", script);
    page.put("scriptHash", sha256(script));
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setTemplateLoader(new Resources());
    configuration.setLocalizedLookup(false);
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    StringWriter html = new StringWriter();
    try {
      configuration.getTemplate(name).process(page, html);
    } catch (TemplateException e) {
      throw new IllegalStateException("the template of the page does not fit its values", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return html.toString();
  }

  /** Optimizers have the colours that they have in the charts; on paper those on white. */
  private static String colors() {
    String dark = "{" + ChartTheme.DARK.css() + "}";
    return ":root{"
        + ChartTheme.LIGHT.css()
        + "}\n@media screen{:root[data-theme=\"dark\"]"
        + dark
        + "}\n@media screen and (prefers-color-scheme: dark){:root:not([data-theme=\"light\"])"
        + dark
        + "}\n";
  }

  private static String all(List<String> resources) {
    return resources.stream().map(PageTemplate::resource).collect(Collectors.joining());
  }

  private static String resource(String name) {
    try (InputStream in = PageTemplate.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException(FOLDER + name + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String script) {
    byte[] hash = Sha256.digest().digest(script.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(hash);
  }

  /** Templates of the program, which take macros from each other. */
  private static final class Resources implements TemplateLoader {
    @Override
    public Object findTemplateSource(String name) {
      return name;
    }

    @Override
    public long getLastModified(Object source) {
      return 0;
    }

    @Override
    public Reader getReader(Object source, String encoding) {
      return new StringReader(resource((String) source));
    }

    @Override
    public void closeTemplateSource(Object source) {
      // It is read whole.
    }
  }
}
