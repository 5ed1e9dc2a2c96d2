package optbench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import optbench.app.ClaimRegistrar.SeedChoice;

/** Seeds of experiments: {@code 101..125} of all that have none, {@code rates=101..140} of one. */
final class SeedOption {
  private SeedOption() {}

  /** The last one counts where several are of one experiment, or of all. */
  static SeedChoice parse(List<String> given) {
    Optional<String> usual = Optional.empty();
    Map<String, String> own = new LinkedHashMap<>();
    for (String one : given) {
      int equals = one.indexOf('=');
      if (equals < 0) {
        usual = Optional.of(one);
      } else {
        own.put(one.substring(0, equals), one.substring(equals + 1));
      }
    }
    return new SeedChoice(usual, own);
  }
}
