package optbench;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Default locales with digits, decimal signs, letters and calendars of their own. */
public final class Locales {
  private static final Object ONE_AT_A_TIME = new Object();

  private Locales() {}

  /** One for each way in which careless formatting goes wrong. */
  public static Stream<Locale> all() {
    return Stream.of(
            "ar-EG-u-nu-arab",
            "fa-IR-u-nu-arabext",
            "tr-TR",
            "de-DE",
            "hi-IN-u-nu-deva",
            "th-TH-u-ca-buddhist-nu-thai")
        .map(Locale::forLanguageTag);
  }

  /** What comes of some work where that locale is the machine's. */
  public static <T> T in(Locale locale, Supplier<T> work) {
    synchronized (ONE_AT_A_TIME) {
      Locale before = Locale.getDefault();
      Locale.setDefault(locale);
      try {
        return work.get();
      } finally {
        Locale.setDefault(before);
      }
    }
  }
}
