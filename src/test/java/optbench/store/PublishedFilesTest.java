package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import optbench.result.PublishedFigure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedFilesTest {
  private static final String HEAD = "source,label,epoch,test_accuracy,test_loss,tolerance\n";

  @TempDir private Path folder;

  @Test
  void readsFiguresAndPassesOverFurtherColumns() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.csv"), HEAD + "\"article, table 1\",SGD,10,.9693,.1040,0.005\n");

    assertThat(PublishedFiles.read(file))
        .containsExactly(new PublishedFigure("article, table 1", "SGD", 10, 0.9693, 0.005));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,SGD,0,0.9,1,0.005 | :2: epoch must be at least 1 but was 0",
        "a,SGD,1,96.9,1,0.005 | :2: test_accuracy must be a fraction of 1, such as 0.985, but was 96.9",
        "a,SGD,1,0.9,1,-1 | :2: tolerance must be a fraction of 1 but was -1.0",
        "a,SGD,x,0.9,1,0.1 | :2: epoch must be a whole number but was 'x'",
        "a,SGD,1,0.9,1, | :2: tolerance is missing",
        "a,SGD,1.0,0.9,1,0 | :2: epoch must be a whole number but was '1.0'",
        "a,SGD,99999999999,0.9,1,0 | :2: epoch must be a whole number but was '99999999999'",
        "a,SGD,١,0.9,1,0 | :2: epoch must be a whole number but was '١'",
        "a,SGD,1,\"0,9\",1,0 | :2: test_accuracy must be a number with a decimal point but was '0,9'",
        "a,SGD,1,NaN,1,0 | :2: test_accuracy must be a number but was 'NaN'",
        "a,SGD,1,0x1p-1,1,0 | :2: test_accuracy must be a number but was '0x1p-1'",
        "a,SGD,1,0,9,1,0 | :2: has 7 cells but the head has 6 columns: put text that holds a comma into quotes, and write decimal points",
        "LeCun, 1998,SGD,1,0.9,1,0 | :2: has 7 cells but the head has 6 columns",
        "a,SGD,1 | :2: has 3 cells but the head has 6 columns",
        "a;SGD;1;0.9;1;0 | :2: has 1 cell but the head has 6 columns",
        "\"a,SGD,1,0.9,1,0 | :2: is not CSV: a quote is opened and never closed",
      })
  void saysWhereAFigureCannotBe(String row, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.csv"), HEAD + row + "\n");

    assertThatThrownBy(() -> PublishedFiles.read(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("bad.csv")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "source;label;epoch;test_accuracy;tolerance | columns must be separated by commas",
        "source,label,epoch,test_acuracy,tolerance | has no test_accuracy: is that 'test_acuracy'?",
        "source,label,epoch,accuracy,tolerance | has no test_accuracy",
        "source,source,label,epoch,test_accuracy,tolerance | two columns are called source",
        "a,SGD,1,0.9,0.005 | the head must name the columns source, label, epoch, test_accuracy",
      })
  void saysWhatIsWrongWithTheHead(String head, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.csv"), "\n" + head + "\na,SGD,1,0.9,0\n");

    assertThatThrownBy(() -> PublishedFiles.read(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("bad.csv:2: ")
        .hasMessageContaining(message);
  }

  @Test
  void emptyLinesMarksOfEncodingAndWindowsLineEndsArePassedOver() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.csv"),
            "\ufeff\r\n"
                + HEAD.strip()
                + "\r\n\r\n  \r\na, SGD ,1,0.9,1,0\r\n,,,,,\r\n\r\nb,SGD,x,0,0,0\r\n");

    assertThatThrownBy(() -> PublishedFiles.read(file))
        .hasMessageContaining("a.csv:8: epoch must be a whole number");

    Files.writeString(file, Files.readString(file).replace("x,0,0,0", "2,0,0,0"));
    assertThat(PublishedFiles.read(file))
        .containsExactly(
            new PublishedFigure("a", "SGD", 1, 0.9, 0), new PublishedFigure("b", "SGD", 2, 0, 0));
  }

  @Test
  void otherEncodingsAreRefusedWithTheLine() throws IOException {
    String text = HEAD + "a,SGD,1,0.9,1,0\nMüller,SGD,2,0.9,1,0\n";
    Path file = folder.resolve("latin.csv");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> PublishedFiles.read(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("latin.csv:3: must be in UTF-8");
  }

  /** A field may hold a line end; what follows keeps its place in the file. */
  @Test
  void linesAreThoseOfTheFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.csv"), HEAD + "\"a\nb\",SGD,1,0.9,1,0\nc,SGD,x,0,0,0\n");

    assertThatThrownBy(() -> PublishedFiles.read(file)).hasMessageContaining("a.csv:4: epoch");
  }

  @Test
  void aHeadAloneIsTooLittle() throws IOException {
    Path file = Files.writeString(folder.resolve("head.csv"), HEAD);

    assertThatThrownBy(() -> PublishedFiles.read(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("holds no figures");
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> PublishedFiles.read(folder.resolve("none.csv")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot read");
  }

  @Test
  void theCommittedFiguresOfTheArticlesCanBeRead() {
    assertThat(PublishedFiles.read(Path.of("configs/article-published.csv"))).hasSize(108);
  }
}
