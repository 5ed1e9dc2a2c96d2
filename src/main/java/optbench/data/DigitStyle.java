package optbench.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One way of writing a digit: the points that a pen passes through, stroke after stroke.
 *
 * <p>Written down as text, in percent of the digit's own box with y downwards: {@code "x y, x y, x
 * y | x y, x y"}; a bar lifts the pen. Points that are written alike are one point and move
 * together, which keeps corners joined and loops closed.
 *
 * @param x of each distinct point, 1 is the width of the box
 * @param y of each distinct point, 1 is the height of the box
 * @param strokes indices of the points of each stroke, in the order of writing
 */
@SuppressWarnings("ArrayRecordComponent") // read only inside this package, never compared
record DigitStyle(double[] x, double[] y, int[][] strokes) {

  /** The ways of writing each digit, at the index of the digit. */
  static final List<List<DigitStyle>> BY_DIGIT =
      List.of(
          styles(
              "55 2, 22 16, 8 50, 22 85, 50 98, 80 82, 92 46, 78 14, 55 2",
              "62 0, 30 20, 14 58, 26 94, 52 96, 76 66, 84 26, 62 0",
              "68 10, 38 2, 12 30, 14 72, 42 98, 76 84, 92 48, 74 12, 42 8",
              "30 6, 10 36, 16 80, 46 98, 80 80, 90 40, 66 4, 36 2, 24 16"),
          styles(
              "50 0, 51 50, 50 100",
              "58 0, 52 48, 42 100",
              "28 24, 44 14, 56 0 | 56 0, 54 50, 52 100",
              "26 22, 44 12, 54 0 | 54 0, 53 50, 52 98 | 24 99, 52 98, 82 97",
              "44 0, 54 34, 52 70, 58 100"),
          styles(
              "12 26, 30 5, 62 2, 82 24, 66 54, 36 80, 8 97 | 8 97, 50 95, 94 98",
              "10 22, 38 1, 74 12, 74 44, 42 80, 16 96, 6 82, 26 74, 56 90, 96 94",
              "8 14, 44 2, 82 8, 76 34, 40 66, 6 95 | 6 95, 44 88, 94 92",
              "22 30, 28 6, 60 0, 76 22, 58 56, 18 92, 12 84, 34 82, 62 98, 92 86"),
          styles(
              "12 15, 44 1, 78 15, 70 38, 38 48 | 38 48, 76 56, 86 78, 54 98, 10 86",
              "14 10, 52 0, 76 20, 56 44, 40 46, 52 46, 82 64, 70 94, 34 99, 8 84",
              "10 5, 46 3, 82 4 | 82 4, 62 24, 42 42 | 42 42, 78 52, 84 80, 50 98, 8 88",
              "20 18, 50 2, 80 16, 66 42, 42 52, 36 45, 54 44, 84 62, 76 90, 40 100, 12 90"),
          styles(
              "24 4, 16 30, 12 52 | 12 52, 46 54, 88 48 | 78 2, 72 50, 68 100",
              "64 0, 38 34, 8 66 | 8 66, 50 65, 96 64 | 64 0, 63 50, 64 100",
              "16 4, 10 34, 28 52, 58 46, 82 24 | 86 0, 76 48, 66 100",
              "30 2, 10 46, 18 58, 52 54, 92 50 | 70 18, 64 58, 60 100",
              "74 2, 38 22, 14 52, 30 58, 76 50 | 74 2, 76 50, 70 100"),
          styles(
              "86 3, 56 4, 28 6 | 28 6, 24 24, 20 42 | 20 42, 54 36, 84 58, 72 90, 36 98, 10 86",
              "88 4, 42 6, 24 28, 48 44, 78 64, 62 93, 12 95",
              "26 8, 22 26, 18 46 | 18 46, 56 42, 78 66, 60 96, 8 92 | 26 8, 54 6, 92 2",
              "80 0, 46 6, 30 18, 26 40, 60 46, 76 72, 52 98, 16 90"),
          styles(
              "70 2, 36 24, 14 60, 24 92, 58 98, 80 74, 58 52, 30 60, 18 78",
              "56 0, 34 32, 22 68, 34 97, 64 94, 74 72, 54 60, 28 76",
              "84 8, 52 4, 20 38, 12 74, 40 99, 80 88, 86 60, 54 48, 22 64",
              "40 0, 24 34, 18 74, 40 98, 70 90, 76 66, 50 56, 22 72"),
          styles(
              "8 9, 46 7, 86 5 | 86 5, 58 44, 40 100",
              "10 6, 48 10, 84 4, 70 34, 50 66, 44 100",
              "12 22, 14 6, 50 8, 88 4 | 88 4, 62 42, 46 100",
              "8 9, 46 7, 86 5 | 86 5, 60 44, 42 100 | 30 52, 56 50, 82 48",
              "6 18, 30 2, 58 10, 84 8, 72 40, 62 100"),
          styles(
              "76 15, 46 0, 20 18, 44 42, 76 68, 56 97, 22 86, 30 60, 62 38, 76 15",
              "50 0, 22 18, 48 44, 78 22, 50 0 | 48 44, 14 72, 50 99, 84 72, 48 44",
              "66 8, 34 8, 28 30, 56 52, 68 78, 46 98, 26 82, 42 54, 72 30, 84 6",
              "40 2, 26 24, 52 44, 72 22, 40 2 | 52 44, 24 64, 36 96, 70 90, 74 62, 52 44"),
          styles(
              "78 20, 46 2, 16 20, 24 46, 58 44, 78 20 | 78 20, 74 58, 66 100",
              "80 14, 44 4, 18 26, 36 48, 72 34, 80 14, 80 54, 62 92, 24 96",
              "74 10, 40 0, 18 18, 30 38, 60 34, 76 12, 68 54, 50 100",
              "82 26, 52 2, 14 18, 16 48, 50 54, 80 30, 86 8, 74 60, 78 100"));

  private static List<DigitStyle> styles(String... texts) {
    return Arrays.stream(texts).map(DigitStyle::parse).toList();
  }

  static DigitStyle parse(String text) {
    List<String> distinct = new ArrayList<>();
    String[] strokeTexts = text.split("\\|", -1);
    int[][] strokes = new int[strokeTexts.length][];
    for (int s = 0; s < strokeTexts.length; s++) {
      String[] points = strokeTexts[s].strip().split(", *", -1);
      strokes[s] = new int[points.length];
      for (int p = 0; p < points.length; p++) {
        if (!distinct.contains(points[p])) {
          distinct.add(points[p]);
        }
        strokes[s][p] = distinct.indexOf(points[p]);
      }
    }
    return new DigitStyle(coordinate(distinct, 0), coordinate(distinct, 1), strokes);
  }

  private static double[] coordinate(List<String> points, int axis) {
    return points.stream()
        .mapToDouble(p -> Integer.parseInt(p.split(" ", -1)[axis]) / 100.0)
        .toArray();
  }
}
