package optbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import optbench.hash.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {
  private final TinyArchive tiny = new TinyArchive();
  private final IdxFile file = tiny.archive.trainingImages();
  private final byte[] content = tiny.content(file);
  @TempDir private Path directory;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("images"), bytes);
  }

  private void assertRefused(byte[] bytes, String finding) throws IOException {
    Path path = write(bytes);
    assertThatThrownBy(() -> IdxReader.read(path, file))
        .isInstanceOfSatisfying(
            DataException.class,
            e -> assertThat(e.reason()).isEqualTo(DataException.Reason.CORRUPT))
        .hasMessage(path + ": " + finding + ".");
  }

  @Test
  void readsRawAndCompressedFilesAlike() throws IOException {
    byte[] payload = Arrays.copyOfRange(content, 16, content.length);

    assertThat(IdxReader.read(write(content), file)).isEqualTo(payload);
    assertThat(IdxReader.read(write(TinyArchive.gzip(content)), file)).isEqualTo(payload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train-images-idx3-ubyte",
        "train-images-idx3-ubyte.gz",
        "train-images.idx3-ubyte",
        "train-images.idx3-ubyte.gz"
      })
  void findsAFileUnderEachOfItsUsualNames(String name) throws IOException {
    Path path = Files.write(directory.resolve(name), content);

    assertThat(file.in(directory)).contains(path);
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    assertRefused(new byte[0], "is empty");
  }

  @Test
  void refusesAHeaderThatBreaksOff() throws IOException {
    assertRefused(Arrays.copyOf(content, 9), "ends after 9 bytes, inside its header");
  }

  @Test
  void refusesWhatIsNotIdx() throws IOException {
    assertRefused(
        "<!DOCTYPE html><title>404 Not Found</title>".getBytes(StandardCharsets.UTF_8),
        "must start with the IDX magic number 0x00000803 but starts with 0x3c21444f");
  }

  @Test
  void refusesOtherDimensionsBeforeReadingOn() throws IOException {
    byte[] huge = Arrays.copyOf(content, 16);
    Arrays.fill(huge, 4, 8, (byte) 0xff);

    assertRefused(huge, "must be 20x5x4 by its header but is 4294967295x5x4");
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    assertRefused(
        Arrays.copyOf(content, content.length - 3),
        "ends after 413 of the 416 bytes that its header announces");
  }

  @Test
  void refusesATruncatedCompressedFile() throws IOException {
    byte[] packed = TinyArchive.gzip(content);

    assertRefused(Arrays.copyOf(packed, packed.length / 2), "its compressed data break off");
  }

  @Test
  void refusesADamagedCompressedFile() throws IOException {
    byte[] packed = TinyArchive.gzip(content);
    packed[packed.length - 6] ^= 1; // its check sum

    assertRefused(packed, "its compressed data are damaged");
  }

  @Test
  void refusesBytesAfterTheEnd() throws IOException {
    assertRefused(
        Arrays.copyOf(content, content.length + 1),
        "goes on after the 416 bytes that its header announces");
  }

  @Test
  void refusesAGzipBombWithoutUnpackingIt() throws IOException {
    Path bomb = directory.resolve("bomb.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      gzip.write(content);
      byte[] zeros = new byte[1 << 20];
      for (int megabyte = 0; megabyte < 64; megabyte++) {
        gzip.write(zeros);
      }
    }

    assertThatThrownBy(() -> IdxReader.read(bomb, file))
        .hasMessage(bomb + ": goes on after the 416 bytes that its header announces.");
  }

  @Test
  void refusesAChangedPixel() throws IOException {
    byte[] changed = content.clone();
    changed[200] ^= 1;

    assertRefused(
        changed,
        "SHA-256 of its content must be " + file.sha256() + " but was " + Sha256.hex(changed));
  }

  @Test
  void namesAFileThatCannotBeRead() {
    assertThatThrownBy(() -> IdxReader.read(directory, file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(directory + ": cannot be read (");
  }

  @Test
  void describesOnlyFilesThatCouldBe() {
    String sha256 = "0".repeat(64);
    assertThatThrownBy(() -> new IdxFile("x", List.of(0, 28, 28), sha256))
        .hasMessage("dimensions must be at least 1 but were [0, 28, 28]");
    assertThatThrownBy(() -> new IdxFile("x", List.of(1 << 20, 1 << 10, 2), sha256))
        .hasMessageContaining("must hold at most 1073741824 bytes");
    assertThatThrownBy(() -> new IdxFile("x", List.of(1), "abc"))
        .hasMessage("SHA-256 must be 64 hexadecimal digits but was 'abc'");
  }
}
