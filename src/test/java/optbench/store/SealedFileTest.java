package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedFileTest {
  private static final SealedFile FORMAT = new SealedFile("parcel", 2);

  @TempDir private Path folder;
  private Path file;

  record Parcel(String address, List<Double> weights) {}

  @BeforeEach
  void write() {
    file = folder.resolve("new/parcel.json");
    FORMAT.write(file, new Parcel("größer \"<>\n😀", List.of(0.30000000000000004, 1e-9, 2.0)));
  }

  @Test
  void readsWhatWasWritten() {
    assertThat(read())
        .isEqualTo(new Parcel("größer \"<>\n😀", List.of(0.30000000000000004, 1e-9, 2.0)));
  }

  @Test
  void theSameContentIsTheSameBytes() throws IOException {
    byte[] once = Files.readAllBytes(file);

    FORMAT.write(file, read());

    assertThat(Files.readAllBytes(file)).isEqualTo(once);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dear diary", "{\"kind\": \"letter\"}", "[1, 2]"})
  void whatIsSomethingElseIsKept(String content) throws IOException {
    Path other = Files.writeString(folder.resolve("other.json"), content);

    assertThatThrownBy(() -> FORMAT.write(other, read()))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "cannot write "
                + other
                + ": what is there is not a parcel of optbench: move it away, or choose another"
                + " file");

    assertThat(other).hasContent(content);
  }

  @Test
  void anEmptyFileIsFilled() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.json"));

    FORMAT.write(empty, read());

    assertThat(empty).hasSameBinaryContentAs(file);
  }

  @Test
  void lineEndsIndentationAndExponentsMayChange() throws IOException {
    replace("\n", "\r\n");
    replace("  ", "\t");
    replace("1.0E-9", "1.0e-9");

    assertThat(read().weights()).contains(1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "0.30000000000000004, 0.3",
    "größer, grösser",
    "\"format_version\": 2, \"format_version\": 1"
  })
  void noValueMayChange(String from, String to) throws IOException {
    replace(from, to);

    assertThatThrownBy(this::read)
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "cannot use "
                + file
                + ": its content does not match its seal: it was changed by hand: weigh it anew");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"parcel\" | \"letter\" | not a parcel of optbench",
        "\"format_version\": 2 | \"format\": 2 | no format_version in it: not written by optbench",
        "\"seal\" | \"lid\" | its content does not match its seal",
        "[ | { | damaged: ",
      })
  void saysWhatElseIsWrong(String from, String to, String message) throws IOException {
    replace(from, to);

    assertThatThrownBy(this::read)
        .hasMessageContaining(message)
        .hasMessageContaining("weigh it anew");
  }

  @Test
  void aNewerFormatTakesANewerToolAndNoOtherRemedy() throws IOException {
    replace("\"format_version\": 2", "\"format_version\": 3");

    assertThatThrownBy(this::read)
        .hasMessage(
            "cannot use "
                + file
                + ": written in format 3, and this optbench knows formats up to 2: use a newer one");
  }

  @Test
  void saysThatThereIsNoFile() {
    assertThatThrownBy(
            () -> FORMAT.read(folder.resolve("none.json"), Parcel.class, "weigh it anew"))
        .hasMessage(
            "cannot read "
                + folder.resolve("none.json")
                + ": no such file or folder: weigh it anew");
  }

  @Test
  void knowsOnWhichLinesValuesStand() {
    assertThat(SealedFile.lines(file, Set.of("/kind", "/weights/1", "/none")))
        .isEqualTo(Map.of("/kind", 2, "/weights/1", 7));
  }

  @Test
  void textIsAddedToTheEndOfAFile() throws IOException {
    OutputFile.append(folder.resolve("a/b.md"), "größer\n");
    OutputFile.append(folder.resolve("a/b.md"), "more\n");

    assertThat(Files.readString(folder.resolve("a/b.md"))).isEqualTo("größer\nmore\n");
    assertThatThrownBy(() -> OutputFile.append(folder, "x"))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("cannot write " + folder + ": ");
  }

  private Parcel read() {
    return FORMAT.read(file, Parcel.class, "weigh it anew");
  }

  private void replace(String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }
}
