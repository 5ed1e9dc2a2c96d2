package optbench.data;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** What data of a user's own are called where nothing else is said: as their folder or file. */
final class FileTitle {
  private static final int LONGEST = 60;
  private static final Pattern ENDING = Pattern.compile("(?i)(?<=.)\\.(npz|csv|tsv|txt)$");

  private FileTitle() {}

  /** Without an ending; commas are left out, as behind one stands what was done to data. */
  static String of(Path path) {
    Path last = path.toAbsolutePath().normalize().getFileName();
    String name = last == null ? "" : last.toString();
    String stem = ENDING.matcher(name).replaceFirst("");
    String plain = stem.replaceAll("[\\p{Cc},]", " ").strip();
    if (plain.isEmpty()) {
      return "data";
    }
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
  }
}
