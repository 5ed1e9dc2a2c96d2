package optbench.run;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import optbench.result.Environment;

/**
 * How many groups of trials run side by side, each on a thread of its own. Metrics do not depend on
 * it; times do.
 *
 * @param wanted empty for as many as suit the machine
 */
public record Jobs(OptionalInt wanted) {
  /** One after another, for only so are times what they seem. */
  public static final Jobs ONE = new Jobs(OptionalInt.of(1));

  /** As many as suit the machine. */
  public static final Jobs AUTO = new Jobs(OptionalInt.empty());

  /** More threads than this would be a slip of the finger. */
  static final int MOST = 1000;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  public Jobs {
    if (wanted.isPresent() && (wanted.getAsInt() < 1 || wanted.getAsInt() > MOST)) {
      throw new IllegalArgumentException(mustBe(String.valueOf(wanted.getAsInt())));
    }
  }

  /** Where nobody asked for a number: only trials that are not timed run side by side. */
  public static Jobs byDefault(boolean timesReported) {
    return timesReported ? ONE : AUTO;
  }

  /**
   * Reads {@code auto} or a number.
   *
   * @throws IllegalArgumentException that says what it must be
   */
  public static Jobs parse(String text) {
    if (text.equals("auto")) {
      return AUTO;
    }
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(mustBe("'" + text + "'"));
    }
    return new Jobs(OptionalInt.of(Integer.parseInt(text)));
  }

  /**
   * How many, for these groups on that machine: never more than there are groups; on a GPU one, for
   * each group is as large as its memory allows. Left to us, as many as there are cores for the
   * threads of native code that each of them keeps busy, in half of the memory.
   *
   * @param groupBytes what each group needs while it is trained
   * @param available bytes that can be had now, if that is known
   * @return at least 1
   */
  int of(List<Long> groupBytes, Environment machine, OptionalLong available) {
    int groups = Math.max(1, groupBytes.size());
    if (!machine.execution().device().equals("cpu")) {
      return 1;
    }
    if (wanted.isPresent()) {
      return Math.min(wanted.getAsInt(), groups);
    }
    long largest = groupBytes.stream().mapToLong(Long::longValue).max().orElse(1);
    long memory = Math.min(machine.machine().memoryBytes() / 2, available.orElse(Long.MAX_VALUE));
    long byMemory = memory / Math.max(1, largest);
    long byCores = machine.machine().cores() / Math.max(1, machine.execution().threads());
    return (int) Math.max(1, Math.min(Math.min(byMemory, byCores), Math.min(groups, MOST)));
  }

  private static String mustBe(String found) {
    return "must be auto or a whole number from 1 to " + MOST + " but was " + found;
  }
}
