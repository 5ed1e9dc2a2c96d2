package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeMemoryTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"cudaMalloc: out of memory", "Allocation failed: [1024 bytes]", "std::bad_alloc"})
  void whatTheNativeCodeSaysIsKnown(String message) {
    assertThat(NativeMemory.ranOut(new RuntimeException("op", new RuntimeException(message))))
        .isTrue();
    assertThat(NativeMemory.ranOut(new RuntimeException("no such op"))).isFalse();
    assertThat(NativeMemory.ranOut(new RuntimeException(new OutOfMemoryError()))).isTrue();
  }

  @Test
  void whatCannotBeAskedDidNotSaySo() {
    RuntimeException mute =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException("no message");
          }
        };
    RuntimeException endless =
        new RuntimeException("turns in a circle") {
          @Override
          public synchronized Throwable getCause() {
            return this;
          }
        };

    assertThat(NativeMemory.ranOut(mute)).isFalse();
    assertThat(NativeMemory.ranOut(endless)).isFalse();
  }
}
