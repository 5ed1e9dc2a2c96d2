package optbench.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClaimsFilesTest {
  @Test
  void x() {
    try {
      new ClaimsFiles().read(Path.of("/tmp/c1.yaml"));
    } catch (SpecFileException e) {
      assertThat(e.getMessage()).isEqualTo("");
    }
  }
}
