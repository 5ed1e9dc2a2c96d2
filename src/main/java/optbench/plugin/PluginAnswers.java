package optbench.plugin;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Asks an object of a jar what it is: code that we do not know may throw or answer anything. */
public final class PluginAnswers {
  /** As names of specs look; {@code @} sets off the edition where variants are recorded. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  private static final String NAME_WORDS =
      "must be a to z, 0 to 9 and _, begin with a letter and have at most 40 characters, but was ";

  private final String where;

  PluginAnswers(String where) {
    this.where = where;
  }

  /**
   * An answer.
   *
   * @param what is asked, for messages
   * @throws PluginException if it throws, or answers nothing
   */
  public <T> T ask(String what, Supplier<T> question) {
    T answer;
    try {
      answer = question.get();
    } catch (PluginException e) {
      throw e;
    } catch (Throwable e) {
      throw fault(what + " threw " + PluginException.words(e), e);
    }
    require(answer != null, what + " is null");
    return answer;
  }

  /**
   * Likewise; a list of such code is its own, and may change, so it is copied.
   *
   * @throws PluginException if it throws, or answers nothing, or names nothing in one place
   */
  public <T> List<T> askAll(String what, Supplier<List<T>> question) {
    List<T> answer = ask(what, question);
    return ask(
        what,
        () -> {
          for (T element : answer) {
            require(element != null, what + " has an element that is null");
          }
          return List.copyOf(answer);
        });
  }

  /**
   * Within a time, where it is not loaded any more but asked again.
   *
   * @throws PluginException if there is no answer
   */
  public <T> T askInTime(Supplier<T> question) {
    return TimeLimit.within(TimeLimit.LIMIT, where, question);
  }

  /**
   * Demands a name that specs can write.
   *
   * @throws PluginException if it is none
   */
  public void requireName(String what, String name) {
    require(name != null && NAME.matcher(name).matches(), what + " " + NAME_WORDS + name);
  }

  /**
   * Demands a text of one line.
   *
   * @throws PluginException if it is none
   */
  public void requireLine(String what, String text) {
    require(text != null && !text.isBlank(), what + " is empty");
    require(text.chars().noneMatch(Character::isISOControl), what + " must be one line");
  }

  /**
   * Demands what has to be so.
   *
   * @throws PluginException with the fault if it is not
   */
  public void require(boolean fine, String fault) {
    if (!fine) {
      throw new PluginException(where + ": " + fault);
    }
  }

  /** What is wrong with it, and what brought that about. */
  public PluginException fault(String what, Throwable cause) {
    return new PluginException(where + ": " + what, cause);
  }
}
