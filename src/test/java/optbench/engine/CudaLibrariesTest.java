package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CudaLibrariesTest {
  @Test
  void theDriversOwnLibraryIsToldFromThoseOfCuda() {
    UnsatisfiedLinkError driver =
        new UnsatisfiedLinkError("libjnicudart.so: libcuda.so.1: cannot open shared object file");
    UnsatisfiedLinkError toolkit =
        new UnsatisfiedLinkError("libjnicudart.so: libcudart.so.11.0: cannot open it");

    assertThat(CudaLibraries.text(new ExceptionInInitializerError(driver)))
        .contains("libcuda.so.1")
        .endsWith("install it, or use --device cpu")
        .doesNotContain("ExceptionInInitializerError");
    assertThat(CudaLibraries.text(toolkit)).contains("libcudart.so.11.0").contains("CUDA 11.6");
  }
}
