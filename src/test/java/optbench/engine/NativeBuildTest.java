package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NativeBuildTest {
  private static final Set<String> AVX2 = Set.of("sse2", "avx2", "fma");

  @Test
  void theLoadedBuildIsNamedAfterItsPlatform() {
    assertThat(NativeBuild.loaded().name())
        .matches("(linux|macosx|windows)-[a-z0-9_]+(-onednn)?(-avx2|-avx512|-compat)?");
    assertThat(EnvironmentProbe.read("1", "2").library().nativeBuild())
        .isEqualTo(NativeBuild.loaded().name());
  }

  @Test
  void theLoadedBuildSuitsThisProcessor() {
    Set<String> flags = EnvironmentProbe.cpuFlags();

    assertThat(flags.isEmpty() || NativeBuild.loaded().lacking(flags).isEmpty()).isTrue();
  }

  @Test
  void theBestBuildIsTheWidestThatTheProcessorHasAllInstructionsFor() {
    assertThat(NativeBuild.bestFor(Set.of("sse2", "avx2"))).isEmpty();
    assertThat(NativeBuild.bestFor(AVX2)).isEqualTo("-onednn-avx2");
    assertThat(NativeBuild.bestFor(Set.of("avx2", "fma", "avx512f"))).isEqualTo("-onednn-avx2");
    assertThat(
            NativeBuild.bestFor(
                Set.of("avx2", "fma", "avx512f", "avx512vl", "avx512bw", "avx512dq", "avx512cd")))
        .isEqualTo("-onednn-avx512");
  }

  @Test
  void aBuildKnowsWhatItNeedsAndContains() {
    NativeBuild wide = new NativeBuild("linux-x86_64-onednn-avx512");
    NativeBuild plain = new NativeBuild("linux-x86_64");

    assertThat(wide.lacking(AVX2))
        .containsExactly("avx512f", "avx512vl", "avx512bw", "avx512dq", "avx512cd");
    assertThat(wide.oneDnn()).isTrue();
    assertThat(plain.lacking(Set.of())).isEmpty();
    assertThat(plain.oneDnn()).isFalse();
  }
}
