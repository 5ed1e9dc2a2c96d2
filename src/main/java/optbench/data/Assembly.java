package optbench.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Makes a data set of what files hold, and says what it made of it. */
final class Assembly {
  private static final int MOST_CLASSES = 1000;
  private static final int MOST_SHOWN = 8;
  private static final double LEVELS = 255;
  private static final int SHOWN_OF_CHECKSUM = 16;

  private final Contents contents;
  private final Layout layout;
  private final long[] classes;
  private final double divisor;
  private final List<Samples> parts;
  private final String sha256;

  /**
   * @param scale what numbers are divided by; if empty, that is 255 for grey levels and colours,
   *     and 1 for all else
   */
  Assembly(Contents contents, OptionalDouble scale) {
    this.contents = contents;
    layout = layout(contents.parts());
    classes = classes(contents.parts());
    boolean bytes = contents.parts().stream().allMatch(part -> part.numbers().areBytes());
    boolean levels =
        bytes && contents.parts().stream().anyMatch(part -> part.numbers().areLevels());
    divisor = scale.orElse(levels ? LEVELS : 1);
    parts = contents.parts().stream().map(part -> samples(part, bytes)).toList();
    List<long[]> labels = contents.parts().stream().map(LabelledNumbers::labels).toList();
    sha256 = ContentChecksum.of(parts, labels, layout);
  }

  /** Of all content, however it is divided. */
  String sha256() {
    return sha256;
  }

  private static Layout layout(List<LabelledNumbers> parts) {
    LabelledNumbers first = parts.get(0);
    for (LabelledNumbers part : parts) {
      if (!part.layout().sameAs(first.layout())) {
        throw new DataException(
            DataException.Reason.CORRUPT,
            part.source()
                + ": holds "
                + part.layout().text()
                + ", but "
                + first.source()
                + " "
                + first.layout().text()
                + ": they must be alike.");
      }
    }
    return first.layout();
  }

  /** All labels that there are, in order. */
  private static long[] classes(List<LabelledNumbers> parts) {
    long[] classes =
        parts.stream()
            .flatMapToLong(part -> LongStream.of(part.labels()))
            .sorted()
            .distinct()
            .toArray();
    if (classes.length < 2 || classes.length > MOST_CLASSES) {
      throw new DataException(
          DataException.Reason.CORRUPT,
          parts.get(0).labelSource()
              + ": must have labels of 2 to "
              + MOST_CLASSES
              + " classes, but "
              + (classes.length < 2
                  ? "all are " + classes[0]
                  : "has " + classes.length + " different ones")
              + ".");
    }
    return classes;
  }

  private Samples samples(LabelledNumbers part, boolean bytes) {
    int[] labels = new int[part.labels().length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = Arrays.binarySearch(classes, part.labels()[i]);
    }
    return bytes && divisor == LEVELS
        ? new Samples(part.layout().planes(part.numbers().bytes()), labels)
        : new Samples(part.layout().planes(part.numbers().divided(divisor)), labels);
  }

  /**
   * What is asked for of it.
   *
   * @param heldOut where files have a set for validation, it is taken in place of these
   */
  Dataset dataset(String name, OptionalInt trainLimit, int heldOut) {
    boolean own = contents.validation().isPresent();
    Samples all = parts.get(0);
    Split split = Split.of(name, all.size(), trainLimit, own ? 0 : heldOut);
    return new Dataset(
        name,
        sha256,
        Optional.empty(),
        all.slice(0, split.training()),
        own ? parts.get(1) : all.slice(split.heldOutFrom(), split.all()),
        parts.get(parts.size() - 1),
        layout.channels(),
        layout.height(),
        layout.width(),
        classes.length,
        remarks(name));
  }

  private List<String> remarks(String name) {
    List<String> remarks = new ArrayList<>();
    List<String> sizes = new ArrayList<>(List.of(parts.get(0).size() + " training"));
    if (contents.validation().isPresent()) {
      sizes.add(parts.get(1).size() + " validation");
    }
    remarks.add(
        String.format(
            Locale.ROOT,
            "%s and %d test %s, %d classes, SHA-256 %s...; numbers are divided by %s",
            String.join(", ", sizes),
            parts.get(parts.size() - 1).size(),
            layout.text(),
            classes.length,
            sha256.substring(0, SHOWN_OF_CHECKSUM),
            text(divisor)));
    remarks.addAll(contents.remarks());
    if (classes[0] != 0 || classes[classes.length - 1] != classes.length - 1) {
      remarks.add(mapping());
    }
    return remarks.stream().map(remark -> name + ": " + remark).toList();
  }

  private static String text(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private String mapping() {
    boolean gaps = classes[classes.length - 1] - classes[0] != classes.length - 1;
    String labels =
        gaps
            ? LongStream.of(classes)
                .limit(MOST_SHOWN)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", ", "", classes.length > MOST_SHOWN ? ", ..." : ""))
            : classes[0] + " to " + classes[classes.length - 1];
    return "labels "
        + labels
        + " become classes 0 to "
        + (classes.length - 1)
        + (gaps ? ", in this order" : "");
  }
}
