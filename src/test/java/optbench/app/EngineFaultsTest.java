package optbench.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineFaultsTest {
  @Test
  void theReasonAtTheBottomIsTold() {
    Error fault =
        new ExceptionInInitializerError(
            new IllegalStateException(
                "ND4J is probably missing dependencies",
                new UnsatisfiedLinkError("libopenblas.so.0: no such file\nsecond line")));

    assertThat(EngineFaults.message(fault))
        .isEqualTo(
            "ND4J cannot be loaded: java.lang.UnsatisfiedLinkError: libopenblas.so.0: no such file:"
                + " is there room for 500 MB in the cache, ~/.javacpp/cache? See optbench doctor");
  }

  @Test
  void outOfMemorySaysHowToGetMore() {
    assertThat(EngineFaults.message(new OutOfMemoryError("Java heap space")))
        .isEqualTo(
            "out of memory (Java heap space): give Java more, as in OPTBENCH_JAVA_OPTS=-Xmx8g");
  }
}
