package optbench.fuzz;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import optbench.data.TinyArchive;
import optbench.data.WrittenData;

/** Data of a user's own: IDX files, arrays of NumPy and tables of numbers. */
final class OwnDataFiles implements Generator {
  private static final String HEADER =
      "{'descr': '|u1', 'fortran_order': False, 'shape': (6, 2, 3), }";

  private static final String TABLE =
      """
      a,"b, c",label
      1,2.5,0
      -3,4e-1,1
      5,"6",2
      7,8,1
      9,0,0
      """;

  private static final int SAMPLES = 6;
  private static final byte[] IMAGES = images();
  private static final int[] LABELS = {1, 2, 3, 1, 2, 3};

  private static byte[] images() {
    byte[] images = new byte[SAMPLES * 6];
    for (int i = 0; i < images.length; i++) {
      images[i] = (byte) (i * 37);
    }
    return images;
  }

  @Override
  public Command generate(Dice dice, Box box) {
    String data =
        switch (dice.below(3)) {
          case 0 -> "{idx: " + idx(dice, box) + "}";
          case 1 -> "{npz: " + npz(dice, box) + more(dice) + "}";
          default -> table(dice, box);
        };
    if (dice.oneIn(4)) {
      Path spec = box.write(box.in("spec.yaml"), "data: " + data + "\nnetwork: softmax\n");
      return Command.of("validate", spec);
    }
    return Command.of("run", "--dry-run", "--network=softmax", "--set=data=" + data)
        .with("--out", box.out("r"));
  }

  private static String more(Dice dice) {
    return dice.oneIn(4)
        ? dice.pick(List.of(", scale: 7", ", shape: [3, 2]", ", shape: [1, 2, 3]", ", title: x"))
        : "";
  }

  private static Path idx(Dice dice, Box box) {
    Path folder = box.in("idx");
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String part : List.of("train", "t10k")) {
      files.put(part + "-images-idx3-ubyte", WrittenData.idx(IMAGES, SAMPLES, 2, 3));
      files.put(part + "-labels-idx1-ubyte", WrittenData.idx(labels(), SAMPLES));
    }
    files.forEach(
        (name, content) -> {
          byte[] changed = dice.oneIn(2) ? Texts.damaged(content, dice) : content;
          if (dice.oneIn(30)) {
            special(folder.resolve(name), dice, box);
          } else if (dice.oneIn(3)) {
            byte[] packed = TinyArchive.gzip(changed);
            box.write(
                folder.resolve(name + ".gz"), dice.oneIn(3) ? Texts.damaged(packed, dice) : packed);
          } else {
            box.write(folder.resolve(name), changed);
          }
        });
    return folder;
  }

  private static byte[] labels() {
    byte[] labels = new byte[LABELS.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) LABELS[i];
    }
    return labels;
  }

  private static Path npz(Dice dice, Box box) {
    Map<String, byte[]> arrays = WrittenData.arrays(IMAGES, LABELS, IMAGES, LABELS, 2, 3);
    for (String name : List.copyOf(arrays.keySet())) {
      switch (dice.below(6)) {
        case 0 -> arrays.put(name, Texts.damaged(arrays.get(name), dice));
        case 1 -> arrays.put(name, WrittenData.npy(header(dice), IMAGES));
        case 2 -> arrays.replace(name, name.startsWith("x") ? arrays.get(name) : new byte[0]);
        default -> {}
      }
    }
    Path file = box.in("arrays.npz");
    if (dice.oneIn(30)) {
      special(file, dice, box);
      return file;
    }
    byte[] zip = WrittenData.zip(arrays);
    return box.write(file, dice.oneIn(3) ? Texts.damaged(zip, dice) : zip);
  }

  private static String header(Dice dice) {
    return new String(Texts.damaged(HEADER, dice), StandardCharsets.ISO_8859_1);
  }

  private static String table(Dice dice, Box box) {
    Path file = box.in("table.csv");
    if (dice.oneIn(30)) {
      special(file, dice, box);
    } else {
      box.write(file, Texts.damaged(TABLE, dice));
    }
    String test =
        switch (dice.below(4)) {
          case 0 -> ", test: " + box.write(box.in("test.csv"), Texts.damaged(TABLE, dice));
          case 1 -> ", test_share: 0.4";
          default -> "";
        };
    return "{csv: " + file + ", label: label" + test + "}";
  }

  private static void special(Path file, Dice dice, Box box) {
    switch (dice.below(4)) {
      case 0 -> box.pipe(file);
      case 1 -> box.link(file, Path.of("/dev/zero"), false);
      case 2 -> box.link(file, box.beside("nowhere"), false);
      default -> box.write(file.resolve("a-folder"), "");
    }
  }
}
