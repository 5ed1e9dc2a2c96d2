package optbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** A page of the documentation, taken apart. */
public final class Page {
  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS)
          .build();
  private static final Pattern SOURCE = Pattern.compile("\\bsrc=\"([^\"]+)\"");

  private final Path file;
  private final String text;
  private final List<Block> blocks = new ArrayList<>();
  private final List<String> spans = new ArrayList<>();
  private final List<String> links = new ArrayList<>();
  private final List<List<String>> tables = new ArrayList<>();
  private final Set<String> anchors = new TreeSet<>();

  /**
   * Code that stands in lines of its own.
   *
   * @param language what it is said to be written in; empty where nothing is said
   */
  public record Block(String language, String text) {}

  private Page(Path file) {
    this.file = file;
    try {
      this.text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PARSER.parse(text).accept(new Collector());
  }

  /** That file, relative to the root of the repository. */
  public static Page of(String file) {
    return new Page(Path.of(file));
  }

  /** All that is written for readers, but for results. */
  public static List<Page> all() {
    return Stream.of(files("", 1), files("docs", 1), files("src/examples", 5))
        .flatMap(files -> files)
        .map(Page::new)
        .toList();
  }

  private static Stream<Path> files(String folder, int depth) {
    try (Stream<Path> files = Files.walk(Path.of(folder), depth)) {
      return files.filter(f -> f.toString().endsWith(".md")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Relative to the root of the repository. */
  public Path file() {
    return file;
  }

  /** As it is written. */
  public String text() {
    return text;
  }

  /** Code in lines of its own. */
  public List<Block> blocks() {
    return blocks;
  }

  /** Code in such lines, in that language. */
  public Stream<String> blocks(String language) {
    return blocks.stream().filter(b -> b.language().equals(language)).map(Block::text);
  }

  /** Code within sentences and tables. */
  public List<String> spans() {
    return spans;
  }

  /** Where links lead, and images lie. */
  public List<String> links() {
    return links;
  }

  /** The lines of each table. */
  public List<List<String>> tables() {
    return tables;
  }

  /** What a link may name after a {@code #}. */
  public Set<String> anchors() {
    return anchors;
  }

  @Override
  public String toString() {
    return file.toString();
  }

  private final class Collector extends AbstractVisitor {
    private final IdGenerator ids = IdGenerator.builder().build();

    @Override
    public void visit(FencedCodeBlock block) {
      blocks.add(new Block(Objects.requireNonNullElse(block.getInfo(), ""), block.getLiteral()));
    }

    @Override
    public void visit(IndentedCodeBlock block) {
      blocks.add(new Block("", block.getLiteral()));
    }

    @Override
    public void visit(Code code) {
      spans.add(code.getLiteral());
    }

    @Override
    public void visit(Link link) {
      links.add(link.getDestination());
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      links.add(image.getDestination());
    }

    @Override
    public void visit(HtmlBlock html) {
      addSources(html.getLiteral());
    }

    @Override
    public void visit(HtmlInline html) {
      addSources(html.getLiteral());
    }

    @Override
    public void visit(Heading heading) {
      StringBuilder words = new StringBuilder();
      heading.accept(new Words(words::append));
      anchors.add(ids.generateId(words.toString()));
      visitChildren(heading);
    }

    @Override
    public void visit(CustomBlock block) {
      if (block instanceof TableBlock) {
        List<String> lines = text.lines().toList();
        tables.add(block.getSourceSpans().stream().map(s -> lines.get(s.getLineIndex())).toList());
      }
      visitChildren(block);
    }

    private void addSources(String html) {
      SOURCE.matcher(html).results().forEach(m -> links.add(m.group(1)));
    }
  }

  /** What a heading says, without its marks. */
  private static final class Words extends AbstractVisitor {
    private final Consumer<String> words;

    private Words(Consumer<String> words) {
      this.words = words;
    }

    @Override
    public void visit(Text node) {
      words.accept(node.getLiteral());
    }

    @Override
    public void visit(Code node) {
      words.accept(node.getLiteral());
    }
  }
}
