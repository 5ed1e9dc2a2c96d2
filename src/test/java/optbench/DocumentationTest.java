package optbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What pages say of each other and of files is so. What they show of commands and specs is tried by
 * {@link optbench.cli.DocumentedCommandsTest}.
 */
class DocumentationTest {
  private static final int README_LINES = 150;

  private static final Pattern PATH = Pattern.compile("([\\w.-]+)(/[\\w.-]+)+/?");

  /** Where names of files start: {@code docs/ci.md}, {@code cli/RunCommand}. */
  private static final List<Path> ROOTS =
      List.of(Path.of(""), Path.of("src/main/java/optbench"), Path.of("src/test/java/optbench"));

  static List<Page> pages() {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Page page) {
    assertThat(page.links())
        .allSatisfy(
            link -> {
              if (!link.matches("https?://.*")) {
                assertThat(target(page, link)).as("%s links to %s", page, link).exists();
                assertThat(anchorsOf(page, link))
                    .as("anchors that %s links to", page)
                    .contains(anchor(link));
              }
            });
  }

  private static Path target(Page page, String link) {
    String path = link.replaceFirst("#.*", "");
    return path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
  }

  /** Empty where a link names no anchor, which any file has. */
  private static String anchor(String link) {
    return link.contains("#") ? link.replaceFirst(".*#", "") : "";
  }

  private static Stream<String> anchorsOf(Page page, String link) {
    return anchor(link).isEmpty()
        ? Stream.of("")
        : Page.of(target(page, link).toString()).anchors().stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void rowsHaveAsManyCellsAsTheirHead(Page page) {
    assertThat(page.tables())
        .allSatisfy(
            lines ->
                assertThat(lines)
                    .allSatisfy(line -> assertThat(cells(line)).isEqualTo(cells(lines.get(0)))));
  }

  private static int cells(String line) {
    return line.replace("\\|", "").split("\\|", -1).length;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void codeSaysWhatItIsWrittenIn(Page page) {
    assertThat(page.blocks())
        .extracting(Page.Block::language)
        .isSubsetOf("sh", "yaml", "python", "java", "text");
  }

  /** Files that a page tells to write are called {@code My...}. */
  @ParameterizedTest
  @MethodSource("pages")
  void filesThatAreNamedAreThere(Page page) {
    assertThat(page.spans())
        .filteredOn(span -> namesAFile(span) && !span.contains("My"))
        .allSatisfy(span -> assertThat(places(span)).as("files %s", span).anyMatch(Files::exists));
  }

  /** What runs and builds leave is not there before. */
  private static boolean namesAFile(String span) {
    Matcher path = PATH.matcher(span);
    return path.matches()
        && !span.matches("(results/(?!reference)|target).*")
        && ROOTS.stream().anyMatch(root -> Files.isDirectory(root.resolve(path.group(1))));
  }

  /** A class may be named without its ending, and with a method. */
  private static Stream<Path> places(String name) {
    return ROOTS.stream()
        .flatMap(
            root ->
                Stream.of(name, name.replaceFirst("\\.[a-z]\\w*$", "") + ".java")
                    .map(root::resolve));
  }

  @Test
  void theReadmeIsShort() {
    assertThat(Page.of("README.md").text().lines().count()).isLessThanOrEqualTo(README_LINES);
  }

  @Test
  void theReadmeLinksToEveryPage() {
    assertThat(Page.of("README.md").links())
        .containsAll(
            pages().stream()
                .map(page -> page.file().toString())
                .filter(file -> !file.startsWith("src/") && !file.equals("README.md"))
                .toList());
  }
}
