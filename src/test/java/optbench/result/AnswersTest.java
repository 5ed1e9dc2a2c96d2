package optbench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bits beside what NumPy 2.4.6 packed. */
class AnswersTest {
  /**
   * {@code right = numpy.arange(images) ** 2 % 7 != step}, and {@code
   * base64.b64encode(numpy.packbits(right, bitorder="little"))}.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, AQ==, 1",
    "8, 0, fg==, 6",
    "9, 2, 5wE=, 7",
    "30, 4, 2+12Ow==, 22",
    "64, 1, vV6v1+v1er0=, 46",
  })
  void areWhatNumPyPacks(int images, int step, String right, int count) {
    BitSet bits = new BitSet();
    for (int i = 0; i < images; i++) {
      bits.set(i, i * i % 7 != step);
    }

    Answers answers = Answers.of(images, bits);

    assertThat(answers).isEqualTo(new Answers(images, right));
    assertThat(answers.rightImages()).isEqualTo(bits);
    assertThat(answers.accuracy()).isEqualTo((double) count / images);
  }

  /** Bytes of zeros at the end are bits, too. */
  @ParameterizedTest
  @CsvSource({"1, AA==", "17, AAAA", "24, AAAA", "25, AAAAAA=="})
  void mayAllBeWrong(int images, String right) {
    assertThat(Answers.of(images, new BitSet())).isEqualTo(new Answers(images, right));
    assertThat(new Answers(images, right).accuracy()).isZero();
  }
}
