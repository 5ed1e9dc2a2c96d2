package optbench.optimizer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader wants to know of an optimizer.
 *
 * @param id its name in specs
 * @param title its name in prose
 * @param family the group it is listed in
 * @param year it was published
 * @param paper authors, title and where to find it
 * @param summary what it does, in one line
 * @param formula its update, in plain text, a line each
 * @param differences how the frameworks differ, and whether it matters
 */
public record Description(
    String id,
    String title,
    Family family,
    int year,
    String paper,
    String summary,
    String formula,
    String differences) {
  /** One name, one "et al.", or names joined by an ampersand, up to the comma before the title. */
  private static final Pattern AUTHORS = Pattern.compile("^((?:[^,&]+, )*?[^,&]+ & [^,&]+|[^,]+),");

  /** Whose paper it is: what stands before its title. */
  public String authors() {
    Matcher matcher = AUTHORS.matcher(paper);
    return matcher.find() ? matcher.group(1) : paper;
  }

  /** Groups of optimizers. */
  public enum Family {
    GRADIENT_DESCENT("Gradient descent and momentum"),
    ADAPTIVE("Adaptive: a step size for every parameter"),
    SIGN("Signs: only the direction of each gradient counts"),
    LAYERS("Layers: a step size for every weight matrix"),
    SECOND_ORDER("Second order: directions from curvature");

    private final String title;

    Family(String title) {
      this.title = title;
    }

    /** For headings. */
    public String title() {
      return title;
    }
  }
}
