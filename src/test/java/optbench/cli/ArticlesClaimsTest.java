package optbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import optbench.app.ExperimentSeries;
import optbench.app.RegisteredClaims;
import optbench.app.SpecLanguage;
import optbench.claims.Claim;
import optbench.store.ClaimsFiles;
import optbench.store.LoadedClaims;
import org.junit.jupiter.api.Test;

/** The claims that come with optbench, and the experiments that they rest on. */
class ArticlesClaimsTest {
  private static final Path FILE = Path.of("configs/claims/articles.yaml");

  private final LoadedClaims claims = new ClaimsFiles().read(FILE);
  private final List<Claim> all = claims.file().claims();

  @Test
  void thereAreTwentySevenEachWithASourceAndATestOrAReason() {
    assertThat(all).extracting(Claim::id).hasSize(27).doesNotHaveDuplicates();
    assertThat(all).allSatisfy(claim -> assertThat(claim.sources()).isNotEmpty());
    assertThat(all).allMatch(claim -> claim.testable() || claim.untestable().isPresent());
  }

  @Test
  void eachExperimentTrainsWhatClaimsSayOfIt() {
    ExperimentSeries.ofClaims(
        claims, FILE, all, Path.of("out"), SpecLanguage.builtIn().files(), name -> List.of());
  }

  /** A file that is registered is not touched: it would have to be registered anew. */
  @Test
  void filesAreAsTheyWereRegistered() {
    RegisteredClaims registered =
        RegisteredClaims.read(
            Path.of("configs/claims/articles.lock.json"),
            Path.of("out"),
            SpecLanguage.builtIn().files());

    assertThat(registered.experiments().executions()).hasSize(claims.file().experiments().size());
  }

  @Test
  void noSpecBesideThemIsLeftUnused() throws Exception {
    try (Stream<Path> files = Files.list(FILE.getParent())) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> !f.startsWith("articles.")))
          .containsExactlyInAnyOrderElementsOf(
              all.stream()
                  .flatMap(claim -> claim.experiments().stream())
                  .distinct()
                  .map(claims.file().experiments()::get)
                  .toList());
    }
  }
}
