package optbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import optbench.hash.Sha256;

class IdxReaderPropertyTest {
  private Path path;

  @BeforeProperty
  void makeFile() throws IOException {
    path = Files.createTempFile("idx", ".bin");
  }

  @AfterProperty
  void deleteFile() throws IOException {
    Files.delete(path);
  }

  private static byte[] payload(List<Integer> dimensions) {
    int size = dimensions.stream().reduce(1, (a, b) -> a * b);
    return TinyArchive.randomBytes("payload", size, 256);
  }

  private static IdxFile file(List<Integer> dimensions, byte[] payload) {
    IdxFile shape = new IdxFile("any", dimensions, "0".repeat(64));
    return new IdxFile("any", dimensions, Sha256.hex(shape.header(), payload));
  }

  @Property(tries = 200)
  void whatIsWrittenIsRead(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 9) Integer> dimensions,
      @ForAll boolean compressed)
      throws IOException {
    byte[] payload = payload(dimensions);
    IdxFile file = file(dimensions, payload);
    byte[] content = TinyArchive.join(file.header(), payload);
    Files.write(path, compressed ? TinyArchive.gzip(content) : content);

    assertThat(IdxReader.read(path, file)).isEqualTo(payload);
  }

  @Property(tries = 300)
  void noChangedByteGoesUnnoticed(
      @ForAll @IntRange(min = 0, max = 73) int position,
      @ForAll @IntRange(min = 1, max = 255) int change,
      @ForAll boolean compressed)
      throws IOException {
    List<Integer> dimensions = List.of(3, 4, 5);
    byte[] payload = payload(dimensions);
    IdxFile file = file(dimensions, payload);
    byte[] content = TinyArchive.join(file.header(), payload);
    content[position] ^= (byte) change;
    Files.write(path, compressed ? TinyArchive.gzip(content) : content);

    assertThatThrownBy(() -> IdxReader.read(path, file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(path.toString());
  }

  @Property(tries = 150)
  void noOtherLengthGoesUnnoticed(
      @ForAll @IntRange(min = 0, max = 150) int length, @ForAll boolean compressed)
      throws IOException {
    List<Integer> dimensions = List.of(3, 4, 5);
    byte[] payload = payload(dimensions);
    IdxFile file = file(dimensions, payload);
    byte[] content = TinyArchive.join(file.header(), payload);
    int other = length == content.length ? length + 1 : length;
    byte[] cut = Arrays.copyOf(content, other);
    Files.write(path, compressed ? TinyArchive.gzip(cut) : cut);

    assertThatThrownBy(() -> IdxReader.read(path, file)).isInstanceOf(DataException.class);
  }

  @Property(tries = 300)
  void noDamageToACompressedFileGoesUnnoticedOrEscapesAsAnotherError(
      @ForAll @IntRange(min = 0, max = 60) int position,
      @ForAll @IntRange(min = 1, max = 255) int change)
      throws IOException {
    List<Integer> dimensions = List.of(3, 4, 5);
    byte[] payload = payload(dimensions);
    IdxFile file = file(dimensions, payload);
    byte[] packed = TinyArchive.gzip(TinyArchive.join(file.header(), payload));
    packed[position] ^= (byte) change;
    Files.write(path, packed);

    try {
      // Some bytes of the gzip header mean nothing; then the content must be as it was.
      assertThat(IdxReader.read(path, file)).isEqualTo(payload);
    } catch (DataException e) {
      assertThat(e.reason()).isEqualTo(DataException.Reason.CORRUPT);
    }
  }
}
