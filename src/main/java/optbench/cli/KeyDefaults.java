package optbench.cli;

import java.util.Collections;
import java.util.Enumeration;
import java.util.ResourceBundle;
import optbench.app.SpecLanguage;

/**
 * What keys of a spec that are left out mean, for help texts: {@code ${bundle:epochs}}. They are
 * looked up when help is shown, and not before.
 */
final class KeyDefaults extends ResourceBundle {
  @Override
  protected Object handleGetObject(String key) {
    String text = SpecLanguage.builtIn().files().defaults().get(key);
    // Options take lists without brackets.
    return text == null ? null : text.replaceAll("^\\[|\\]$", "");
  }

  /** None that picocli could take for texts of its own. */
  @Override
  public Enumeration<String> getKeys() {
    return Collections.emptyEnumeration();
  }
}
