package optbench.data;

import static optbench.data.WrittenData.arrays;
import static optbench.data.WrittenData.bytes;
import static optbench.data.WrittenData.csv;
import static optbench.data.WrittenData.floats;
import static optbench.data.WrittenData.idx;
import static optbench.data.WrittenData.idxFolder;
import static optbench.data.WrittenData.labels;
import static optbench.data.WrittenData.longs;
import static optbench.data.WrittenData.noise;
import static optbench.data.WrittenData.npy;
import static optbench.data.WrittenData.npz;
import static optbench.data.WrittenData.text;
import static optbench.data.WrittenData.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import optbench.hash.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDataTest {
  private static final byte[] TRAIN = noise(12 * 20, 1);
  private static final byte[] TEST = noise(5 * 20, 2);
  private static final int[] Y = labels(12, i -> i % 3);
  private static final int[] Y_TEST = labels(5, i -> (i + 1) % 3);

  @TempDir private Path root;

  private Dataset load(OwnData own) {
    return load(own, OptionalInt.empty(), 0);
  }

  private Dataset load(OwnData own, OptionalInt trainLimit, int validation) {
    return new Datasets(Map.of("OPTBENCH_OFFLINE", "1"), root)
        .load(own, trainLimit, validation, OptionalDouble.empty());
  }

  private static OwnData idxOf(Path folder) {
    return OwnData.idx(folder, OptionalDouble.empty(), Optional.empty());
  }

  private static OwnData npzOf(Path file) {
    return OwnData.npz(file, Optional.empty(), OptionalDouble.empty(), Optional.empty());
  }

  private static OwnData csvOf(Path file, double share) {
    return csvOf(file, Optional.empty(), share, Optional.empty(), OptionalDouble.empty());
  }

  private static OwnData csvOf(
      Path file,
      Optional<Path> test,
      double share,
      Optional<List<Integer>> shape,
      OptionalDouble scale) {
    return OwnData.csv(file, "label", test, share, shape, scale, Optional.empty());
  }

  private Path npzFile(Map<String, byte[]> arrays) {
    return npz(root.resolve("mine.npz"), arrays);
  }

  private void assertRefused(OwnData own, String... words) {
    assertThatThrownBy(() -> load(own))
        .isInstanceOfSatisfying(
            DataException.class,
            e -> {
              assertThat(e.getMessage()).contains(words).startsWith(root.toString());
              assertThat(e.faults()).hasSizeLessThan(3);
            });
  }

  @Test
  void theSameImagesAreTheSameDataWhateverFilesTheyComeIn() {
    Dataset idx = load(idxOf(idxFolder(root.resolve("mine"), TRAIN, Y, TEST, Y_TEST, 5, 4)));
    Dataset npz = load(npzOf(npzFile(arrays(TRAIN, Y, TEST, Y_TEST, 5, 4))));
    Dataset csv =
        load(
            csvOf(
                csv(root.resolve("mine.csv"), TRAIN, Y),
                Optional.of(csv(root.resolve("other.csv"), TEST, Y_TEST)),
                0.2,
                Optional.of(List.of(5, 4)),
                OptionalDouble.empty()));

    for (Dataset data : List.of(idx, npz, csv)) {
      assertThat(data.name()).isEqualTo("mine");
      assertThat(data.sha256()).isEqualTo(idx.sha256());
      assertThat(List.of(data.channels(), data.height(), data.width(), data.classes()))
          .containsExactly(1, 5, 4, 3);
      assertThat(data.training().pixels()).isEqualTo(TRAIN);
      assertThat(data.training().labels()).isEqualTo(Y);
      assertThat(data.test().pixels()).isEqualTo(TEST);
      assertThat(data.test().labels()).isEqualTo(Y_TEST);
      assertThat(data.validation().size()).isZero();
    }
  }

  /** By hand: of each IDX file, and of the four together. */
  @Test
  void theChecksumIsThatOfIdxFiles() {
    Path folder = idxFolder(root.resolve("mine"), TRAIN, Y, TEST, Y_TEST, 5, 4);
    byte[][] four = {
      idx(TRAIN, 12, 5, 4), idx(bytes(Y), 12), idx(TEST, 5, 5, 4), idx(bytes(Y_TEST), 5)
    };
    byte[][] checksums =
        Arrays.stream(four)
            .map(file -> HexFormat.of().parseHex(Sha256.hex(file)))
            .toArray(byte[][]::new);

    assertThat(load(idxOf(folder)).sha256()).isEqualTo(Sha256.hex(checksums));
  }

  @Test
  void whatIsKnownByItsChecksumHasItsName() throws IOException {
    TinyArchive tiny = new TinyArchive();
    Path folder = tiny.install(root);
    Files.move(folder, root.resolve("mnist"));
    Datasets datasets =
        new Datasets(
            Map.of(), root, List.of(tiny.archive), List.of(), Patience.OPTIONAL, Patience.OPTIONAL);

    Dataset data =
        datasets.load(idxOf(root.resolve("mnist")), OptionalInt.empty(), 0, OptionalDouble.empty());

    assertThat(data.name()).isEqualTo("tiny");
    assertThat(data.sha256()).isEqualTo(tiny.archive.sha256());
  }

  @Test
  void whatIsOnlyCalledSoDoesNot() {
    Path folder = idxFolder(root.resolve("mnist"), TRAIN, Y, TEST, Y_TEST, 5, 4);

    assertThat(load(idxOf(folder)).name()).isEqualTo("own mnist");
  }

  @Test
  void namesOfIdxFilesMayHaveDotsEndingsAndTheSetInFront() {
    Path folder = root.resolve("gzip");
    String set = "emnist-letters-";
    write(folder.resolve(set + "train-images.idx3-ubyte.gz"), gzip(idx(TRAIN, 12, 5, 4)));
    write(folder.resolve(set + "train-labels-idx1-ubyte"), idx(bytes(Y), 12));
    write(folder.resolve(set + "test-images-idx3-ubyte.gz"), gzip(idx(TEST, 5, 5, 4)));
    write(folder.resolve(set + "test-labels.idx1-ubyte"), gzip(idx(bytes(Y_TEST), 5)));
    write(folder.resolve("readme.txt"), new byte[0]);

    assertThat(load(idxOf(folder)).training().pixels()).isEqualTo(TRAIN);
    assertThat(load(idxOf(folder.resolve("emnist-letters"))).test().labels()).isEqualTo(Y_TEST);

    idxFolder(folder, TRAIN, Y, TEST, Y_TEST, 5, 4);
    assertRefused(
        idxOf(folder), "several data sets: one without a name, emnist-letters. Name one of them");
    assertThat(load(idxOf(folder.resolve("emnist-letters"))).name())
        .isEqualTo("own emnist-letters");
  }

  private static byte[] gzip(byte[] content) {
    return TinyArchive.gzip(content);
  }

  @Test
  void folders() throws IOException {
    assertRefused(idxOf(root.resolve("nowhere/at/all")), "there is no such folder");
    assertRefused(idxOf(Files.createDirectory(root.resolve("empty"))), "holds no IDX files");
    Path folder = idxFolder(root.resolve("some"), TRAIN, Y, TEST, Y_TEST, 5, 4);
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    assertRefused(idxOf(folder), "lacks test labels", "must hold four files");
  }

  @Test
  void threeChannelsMayComeFirstOrLast() {
    int side = 32;
    int each = 3 * side * side;
    byte[] planes = noise(4 * each, 3);
    byte[] pixels = new byte[planes.length];
    for (int s = 0; s < 4; s++) {
      for (int c = 0; c < 3; c++) {
        for (int p = 0; p < side * side; p++) {
          pixels[s * each + 3 * p + c] = planes[s * each + c * side * side + p];
        }
      }
    }
    int[] y = {0, 1, 1, 0};

    Dataset first = load(npzOf(npzFile(arrays(planes, y, planes, y, 3, side, side))));
    Dataset last = load(npzOf(npzFile(arrays(pixels, y, pixels, y, side, side, 3))));
    Dataset idx = load(idxOf(idxFolder(root.resolve("i"), pixels, y, pixels, y, side, side, 3)));
    Dataset csv =
        load(
            csvOf(
                csv(root.resolve("c.csv"), pixels, y),
                Optional.of(root.resolve("c.csv")),
                0.2,
                Optional.of(List.of(side, side, 3)),
                OptionalDouble.empty()));

    for (Dataset data : List.of(first, last, idx, csv)) {
      assertThat(data.training().pixels()).isEqualTo(planes);
      assertThat(List.of(data.channels(), data.height(), data.width()))
          .containsExactly(3, side, side);
      assertThat(data.features()).isEqualTo(each);
      assertThat(data.sha256()).isEqualTo(first.sha256());
    }
  }

  @Test
  void labelsFromOneAreMappedAndSaid() {
    int[] y = labels(52, i -> 1 + i % 26);
    byte[] images = noise(52 * 6, 4);
    Dataset data = load(idxOf(idxFolder(root.resolve("letters"), images, y, images, y, 2, 3)));

    assertThat(data.classes()).isEqualTo(26);
    assertThat(data.training().labels()).isEqualTo(labels(52, i -> i % 26));
    assertThat(data.remarks())
        .containsExactly(
            "letters: 52 training and 52 test images of 2x3, 26 classes, SHA-256 "
                + data.sha256().substring(0, 16)
                + "...; numbers are divided by 255",
            "letters: labels 1 to 26 become classes 0 to 25");
  }

  @Test
  void labelsWithGapsAreMappedInOrderAndSaid() {
    int[] y = {7, 3, -2, 3};
    byte[] images = noise(4 * 6, 5);
    Map<String, byte[]> arrays = arrays(images, y, images, y, 2, 3);
    arrays.put("y_train", npy("<i8", longs(y), 4));
    arrays.put("y_test", npy("<i8", longs(7, 3, 100, 3), 4, 1));

    Dataset data = load(npzOf(npzFile(arrays)));

    assertThat(data.classes()).isEqualTo(4);
    assertThat(data.training().labels()).containsExactly(2, 1, 0, 1);
    assertThat(data.test().labels()).containsExactly(2, 1, 3, 1);
    assertThat(data.remarks())
        .contains("mine: labels -2, 3, 7, 100 become classes 0 to 3, in this order");
  }

  @Test
  void thereMayBeAThousandClasses() {
    for (int classes : new int[] {300, 1000, 1001}) {
      int[] y = labels(classes, i -> i);
      byte[] rows = noise(2 * classes, 6);
      Path file = csv(root.resolve("many.csv"), rows, y);
      OwnData own = csvOf(file, Optional.of(file), 0.2, Optional.empty(), OptionalDouble.empty());
      if (classes > 1000) {
        assertRefused(own, "must have labels of 2 to 1000 classes, but has 1001 different ones");
      } else {
        assertThat(load(own).classes()).isEqualTo(classes);
        assertThat(load(own).test().labels()).isEqualTo(y);
      }
    }
    byte[] rows = noise(8, 6);
    assertRefused(
        csvOf(csv(root.resolve("one.csv"), rows, new int[] {5, 5, 5, 5}), 0.5), "but all are 5");
  }

  @Test
  void aSetForValidationIsTakenForIt() {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    byte[] images = noise(4 * 12, 7);
    for (String part : List.of("train", "val", "test")) {
      arrays.put(part + "_images", npy("|u1", images, 4, 2, 2, 3));
      arrays.put(part + "_labels", npy("|u1", bytes(0, 1, part.length() % 2, 1), 4, 1));
    }

    Dataset data = load(npzOf(npzFile(arrays)), OptionalInt.of(3), 5000);

    assertThat(data.training().labels()).containsExactly(0, 1, 1);
    assertThat(data.validation().labels()).containsExactly(0, 1, 1, 1);
    assertThat(data.test().labels()).containsExactly(0, 1, 0, 1);
    assertThat(data.remarks().get(0))
        .startsWith("mine: 4 training, 4 validation and 4 test images");
  }

  @Test
  void numbersOfOtherTypesAreScaledAsIsSaid() {
    int[] y = {0, 1};
    Map<String, byte[]> levels = arrays(bytes(0, 255, 3, 4), y, bytes(0, 1, 2, 3), y, 2);
    levels.put("x_train", npy("<i8", longs(0, 255, 3, 4), 2, 2));
    levels.put("x_test", npy(">f4", new byte[16], 2, 2));
    Dataset divided = load(npzOf(npzFile(levels)));
    assertThat(divided.training().ofBytes()).isTrue();
    assertThat(divided.training().value(1)).isEqualTo(1f);
    assertThat(divided.training().value(2)).isEqualTo(3 / 255f);

    Map<String, byte[]> shares = arrays(bytes(0, 1, 1, 0), y, bytes(1, 1, 0, 0), y, 2);
    shares.put("x_train", npy("<f4", floats(0.5f, -2, 300, 1e-3f), 2, 2));
    Dataset kept = load(npzOf(npzFile(shares)));
    assertThat(kept.training().numbers()).containsExactly(0.5f, -2, 300, 1e-3f);
    assertThat(kept.test().numbers()).containsExactly(1, 1, 0, 0);
    assertThat(kept.remarks().get(0)).endsWith("numbers are divided by 1");
    assertThat(kept.channels()).isEqualTo(2);

    OwnData halved =
        OwnData.npz(npzFile(shares), Optional.empty(), OptionalDouble.of(2), Optional.of("Mine"));
    assertThat(load(halved).training().numbers()).containsExactly(0.25f, -1, 150, 5e-4f);
    assertThat(load(halved).name()).isEqualTo("Mine");
    assertThat(load(halved).sha256()).isNotEqualTo(kept.sha256());
  }

  /** Zeros and ones in a table are no grey levels; in a file of bytes they are. */
  @Test
  void onesOfATableStayOnes() {
    byte[] bits = bytes(0, 1, 1, 0);
    int[] y = {0, 1};
    Path table = csv(root.resolve("bits.csv"), bits, y);

    assertThat(load(csvOf(table, 0.5)).remarks().get(0)).endsWith("divided by 1");
    assertThat(load(npzOf(npzFile(arrays(bits, y, bits, y, 2)))).training().value(1))
        .isEqualTo(1 / 255f);
  }

  @Test
  void aShareOfRowsIsHeldOutAlwaysTheSame() {
    int[] y = labels(50, i -> i % 2);
    byte[] rows = noise(100, 8);
    Path file = csv(root.resolve("rows.csv"), rows, y);

    Dataset once = load(csvOf(file, 0.3));
    Dataset again = load(csvOf(file, 0.3));

    assertThat(once.training().size()).isEqualTo(35);
    assertThat(once.test().size()).isEqualTo(15);
    assertThat(again.sha256()).isEqualTo(once.sha256());
    assertThat(once.remarks())
        .contains("rows: 15 of 50 rows (test_share 0.3) are the test set, always the same ones");
    // All rows are there, once each, and those of a part in their order.
    List<String> all = IntStream.range(0, 50).mapToObj(i -> row(rows, i)).toList();
    List<String> test = rowsOf(once.test());
    List<String> training = rowsOf(once.training());
    assertThat(all.stream().filter(test::contains)).containsExactlyElementsOf(test);
    assertThat(all.stream().filter(row -> !test.contains(row))).containsExactlyElementsOf(training);
    assertRefused(csvOf(file, 0.001), "test_share must leave a row on both sides");
  }

  private static List<String> rowsOf(Samples samples) {
    return IntStream.range(0, samples.size()).mapToObj(i -> row(samples.pixels(), i)).toList();
  }

  private static String row(byte[] numbers, int i) {
    return numbers[2 * i] + " " + numbers[2 * i + 1];
  }

  @Test
  void tablesOfOtherPrograms() {
    Path file =
        text(
            root.resolve("iris.csv"),
            "\uFEFF\"sepal; length\";width ;label\r",
            "\"5.1\";-3.5e0; 1\r",
            "\r",
            "",
            "+.5;007;2\r");
    Path test = text(root.resolve("t.csv"), "\"sepal; length\"\twidth\tlabel", "1\t2\t1");

    Dataset data =
        load(csvOf(file, Optional.of(test), 0.2, Optional.empty(), OptionalDouble.empty()));

    assertThat(data.training().numbers()).containsExactly(5.1f, -3.5f, 0.5f, 7f);
    assertThat(data.training().labels()).containsExactly(0, 1);
    assertThat(data.test().numbers()).containsExactly(1, 2);
    assertThat(List.of(data.channels(), data.height(), data.width())).containsExactly(2, 1, 1);
  }

  @Test
  void cellsThatAreNoNumbersAreNamedByLineAndColumn() {
    Map<String, String> faults = new LinkedHashMap<>();
    faults.put("1,abc,2", "line 3, column 2 (b): must be a number but was 'abc'");
    faults.put("1,,2", "line 3, column 2 (b): must be a number but is empty");
    faults.put("1,NaN,2", "line 3, column 2 (b): must be a number but was 'NaN'");
    faults.put("1,0x10,2", "line 3, column 2 (b): must be a number but was '0x10'");
    faults.put("1,1e99,2", "line 3, column 2 (b): must be at most 3.4e38 but was '1e99'");
    faults.put("1,2,x", "line 3, column 3 (label): must be a number but was 'x'");
    faults.put("1,2,0.5", "line 3, column 3 (label): the label must be a whole number");
    faults.put("1,2", "line 3, has 2 cells, but the header has 3");
    faults.put("1,2,3,4", "line 3, has 4 cells, but the header has 3");
    faults.put("1,\"a,b\",3", "line 3, column 2 (b): must be a number but was 'a,b'");
    faults.forEach(
        (line, fault) -> {
          Path file = text(root.resolve("bad.csv"), "a,b,label", "1,2,0", line, "1,2,1");
          assertRefused(csvOf(file, 0.5), fault);
        });
  }

  @Test
  void aQuoteThatIsNeverClosedIsSaidAfterTheLastWholeLine() {
    Path file = text(root.resolve("open.csv"), "a,b,label", "1,2,0", "1,\"2,1", "1,2,1");
    assertRefused(csvOf(file, 0.5), "open.csv, after line 2, is not CSV: a quote is opened and");
    Path first = text(root.resolve("first.csv"), "a,\"b,label", "1,2,0");
    assertRefused(csvOf(first, 0.5), "first.csv, is not CSV: a quote is opened and never closed");
  }

  /** As spreadsheets save them. */
  @Test
  void tablesInUtf16() {
    byte[] text = "\uFEFFgröße;label\n1;0\n2;1\n3;0\n4;1\n".getBytes(StandardCharsets.UTF_16LE);
    Dataset data = load(csvOf(write(root.resolve("wide.csv"), text), 0.5));

    assertThat(data.training().size() + data.test().size()).isEqualTo(4);
    assertThat(data.classes()).isEqualTo(2);
  }

  @Test
  void tablesWithoutWhatIsAskedFor() {
    Path file = text(root.resolve("a.csv"), "a,b,c", "1,2,0", "1,2,1");
    assertRefused(csvOf(file, 0.5), "has no column 'label' in its first line, which has a, b, c");
    assertRefused(csvOf(text(root.resolve("b.csv"), "label,label,a"), 0.5), "must have one column");
    assertRefused(csvOf(text(root.resolve("c.csv"), "label", "1"), 0.5), "and others");
    assertRefused(csvOf(write(root.resolve("d.csv"), new byte[0]), 0.5), "is empty");
    assertRefused(csvOf(root.resolve("nowhere.csv"), 0.5), "no such file or folder");
    Path one = text(root.resolve("one.csv"), "a,label", "1,0", "2,1");
    Path other = text(root.resolve("other.csv"), "b,label", "1,0");
    assertRefused(
        csvOf(one, Optional.of(other), 0.2, Optional.empty(), OptionalDouble.empty()),
        "must have the same columns as");
    assertRefused(
        csvOf(one, Optional.of(one), 0.2, Optional.of(List.of(2, 3)), OptionalDouble.empty()),
        "shape must have as many numbers as a sample, 1, but is 2x3");
    Path none = text(root.resolve("none.csv"), "a,label");
    assertRefused(
        csvOf(none, Optional.of(none), 0.2, Optional.empty(), OptionalDouble.empty()),
        "has no samples");
  }

  @Test
  void damagedArrays() {
    String plain = "{'descr': '|u1', 'fortran_order': False, 'shape': (12, 5, 4), }";
    Map<String, byte[]> faults = new LinkedHashMap<>();
    faults.put("stands column by column", npy(plain.replace("False", "True"), TRAIN));
    faults.put("pickled objects of Python", npy(plain.replace("|u1", "|O"), TRAIN));
    faults.put("must hold plain numbers", npy(plain.replace("'|u1'", "[('a', '<i4')]"), TRAIN));
    faults.put("but holds <c8", npy(plain.replace("|u1", "<c8"), TRAIN));
    faults.put("but holds <u8", npy(plain.replace("|u1", "<u8"), TRAIN));
    faults.put("ends after 240 of the 960 bytes", npy(plain.replace("|u1", "<f4"), TRAIN));
    faults.put("ends after 239 of the 240 bytes", npy(plain, Arrays.copyOf(TRAIN, 239)));
    faults.put("goes on after the 240 bytes", npy(plain, Arrays.copyOf(TRAIN, 241)));
    faults.put("says no shape", npy(plain.replace("(12, 5, 4)", "(12, 5, -4)"), TRAIN));
    faults.put("but one is 0", npy(plain.replace("(12, 5, 4)", "(12, 5, 0)"), TRAIN));
    faults.put("1 to 8 dimensions but has 0", npy(plain.replace("(12, 5, 4)", "()"), TRAIN));
    faults.put("but one is 99999999999", npy(plain.replace("12", "99999999999"), TRAIN));
    faults.put("at most 1 GiB of numbers", npy(plain.replace("12", "2000000000"), TRAIN));
    faults.put("must have 1 to 1048576 numbers", npy(plain.replace("5, 4", "70000, 70000"), TRAIN));
    faults.put("with 1 or 3 channels, but is 5x4x7", npy(plain.replace("5, 4", "5, 4, 7"), TRAIN));
    faults.put("but is a single number", npy(plain.replace("12, 5, 4", "240,"), TRAIN));
    faults.put("must hold plain numbers, but", npy("garbage", TRAIN));
    faults.put("ends inside its header", Arrays.copyOf(npy(plain, TRAIN), 30));
    faults.put("is no array in NumPy's format", Arrays.copyOf(npy(plain, TRAIN), 7));
    faults.put("is no array in NumPy", new byte[0]);
    faults.put("is no array", "GIF89a, surely".getBytes(StandardCharsets.UTF_8));
    faults.forEach(
        (fault, array) -> {
          Map<String, byte[]> arrays = arrays(TRAIN, Y, TEST, Y_TEST, 5, 4);
          arrays.put("x_train", array);
          assertRefused(npzOf(npzFile(arrays)), "mine.npz, x_train", fault);
        });
  }

  @Test
  void arraysThatDoNotFitTogether() {
    Map<String, byte[]> fewLabels = arrays(TRAIN, Y, TEST, Y_TEST, 5, 4);
    fewLabels.put("y_train", npy("|u1", bytes(0, 1), 2));
    assertRefused(npzOf(npzFile(fewLabels)), "has 12 samples, but", "y_train has 2 labels");
    Map<String, byte[]> otherSize = arrays(TRAIN, Y, TEST, Y_TEST, 5, 4);
    otherSize.put("x_test", npy("|u1", TEST, 5, 4, 5));
    assertRefused(npzOf(npzFile(otherSize)), "holds images of 4x5, but", "images of 5x4");
    Map<String, byte[]> oneHot = arrays(TRAIN, Y, TEST, Y_TEST, 5, 4);
    oneHot.put("y_train", npy("|u1", new byte[36], 12, 3));
    assertRefused(npzOf(npzFile(oneHot)), "labels must be one number a sample, but are 12x3");
    Map<String, byte[]> halves = arrays(TRAIN, Y, TEST, Y_TEST, 5, 4);
    halves.put("y_test", npy("<f4", floats(0, 1, 0.5f, 0, 1), 5));
    assertRefused(npzOf(npzFile(halves)), "labels must be whole numbers but one is 0.5");
    Map<String, byte[]> infinite = arrays(TRAIN, Y, TEST, Y_TEST, 5, 4);
    infinite.put("x_test", npy("<f4", floats(new float[] {1, Float.NaN}), 1, 2));
    assertRefused(npzOf(npzFile(infinite)), "number 2 must be finite");
    assertRefused(
        npzOf(npzFile(Map.of("a", npy("|u1", TRAIN, 240)))),
        "must hold the arrays x_train, y_train, x_test and y_test, or",
        "but holds a.");
    assertRefused(npzOf(write(root.resolve("not.npz"), TRAIN)), "is no npz file, or is damaged");
    assertRefused(npzOf(root.resolve("nowhere.npz")), "no such file or folder");
    byte[] whole = read(npzFile(arrays(TRAIN, Y, TEST, Y_TEST, 5, 4)));
    assertRefused(
        npzOf(write(root.resolve("cut.npz"), Arrays.copyOf(whole, whole.length / 2))), "cut.npz");
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void damagedIdxFiles() {
    byte[] sound = idx(TRAIN, 12, 5, 4);
    Map<String, byte[]> faults = new LinkedHashMap<>();
    faults.put("is empty", new byte[0]);
    faults.put("ends after 3 bytes, inside its header", Arrays.copyOf(sound, 3));
    faults.put("ends after 13 bytes, inside its header", Arrays.copyOf(sound, 13));
    faults.put("ends after 239 of the 240 bytes", Arrays.copyOf(sound, 255));
    faults.put("goes on after the 240 bytes", Arrays.copyOf(sound, 257));
    faults.put("is no IDX file", changed(sound, 0, 1));
    faults.put("is no IDX", changed(sound, 2, 7));
    faults.put("no IDX file", changed(sound, 3, 9));
    faults.put("but one is 0", changed(sound, 7, 0));
    faults.put("but one is 2147483660", changed(sound, 4, 0x80));
    faults.put("at most 1 GiB of numbers", changed(sound, 4, 0x70));
    faults.put("ends after 240 of the 960 bytes", changed(sound, 2, 0x0d));
    byte[] packed = gzip(sound);
    faults.put("break off", Arrays.copyOf(packed, packed.length - 30));
    faults.put("compressed data are damaged", changed(packed, packed.length / 2, 77));
    faults.forEach(
        (fault, content) -> {
          Path folder = idxFolder(root.resolve("mine"), TRAIN, Y, TEST, Y_TEST, 5, 4);
          Path images = write(folder.resolve("train-images-idx3-ubyte"), content);
          assertRefused(idxOf(folder), images.toString(), fault);
        });
  }

  private static byte[] changed(byte[] content, int place, int value) {
    byte[] changed = content.clone();
    changed[place] = (byte) value;
    return changed;
  }

  /** QMNIST's: eight whole numbers a label, of which the first is the class. */
  @Test
  void labelsOfQmnist() {
    Path folder = root.resolve("qmnist");
    for (String part : List.of("train", "test")) {
      write(folder.resolve("qmnist-" + part + "-images-idx3-ubyte"), idx(TRAIN, 12, 5, 4));
      ByteBuffer labels = ByteBuffer.allocate(12 + 12 * 32).putInt(0x0C02).putInt(12).putInt(8);
      for (int label : Y) {
        labels.putInt(label);
        for (int i = 1; i < 8; i++) {
          labels.putInt(1000 + i);
        }
      }
      write(folder.resolve("qmnist-" + part + "-labels-idx2-int"), labels.array());
    }

    assertThat(load(idxOf(folder)).test().labels()).isEqualTo(Y);
  }

  @Test
  void takesAPartAndTheRestAsOfAnyDataSet() {
    OwnData own = idxOf(idxFolder(root.resolve("mine"), TRAIN, Y, TEST, Y_TEST, 5, 4));

    Dataset part = load(own, OptionalInt.of(4), 3);

    assertThat(part.training().pixels()).isEqualTo(Arrays.copyOf(TRAIN, 80));
    assertThat(part.validation().labels()).isEqualTo(Arrays.copyOfRange(Y, 9, 12));
    assertThat(part.sha256()).isEqualTo(load(own).sha256());
    assertThatThrownBy(() -> load(own, OptionalInt.empty(), 12))
        .hasMessage(
            "validation must be from 0 to 11, as mine has 12 training samples, but was 12.");
  }
}
