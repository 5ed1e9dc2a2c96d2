package optbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Methods that the program itself never calls, a rule of {@link ArchitectureTest}; private ones are
 * found by the compiler's checks.
 */
final class UnusedCode {
  /** Called by name: by Java, by an enum's users, by templates, by libraries that read records. */
  private static final Set<String> BY_NAME =
      Set.of("main", "values", "valueOf", "toString", "equals", "hashCode");

  /** Called by tests alone. None is added: what only tests need belongs to them. */
  private static final Set<String> BY_TESTS =
      Set.of(
          "claims.MeasureSettings.epoch",
          "claims.MeasureSettings.target",
          "data.Datasets.load",
          "optimizer.Updater.restore",
          "optimizer.Updater.snapshot",
          "plan.Planner.plan",
          "report.Report.charts",
          "report.Report.html",
          "run.TrialOrder.of",
          "spec.OptimizerSpec.with",
          "spec.Techniques.withL2",
          "spec.TimingSpec.isolated",
          "stats.Contender.of",
          "stats.PairedDifferences.seeds",
          "stats.PairedPower.noncentralT",
          "stats.PairwiseComparisons.against",
          "stats.SignedRank.sumOfPositiveRanks",
          "store.RunStore.open",
          "store.SpecFiles.yaml");

  private UnusedCode() {}

  @ArchTest
  static void everyMethodIsCalled(JavaClasses classes) {
    List<String> unused =
        classes.stream()
            .flatMap(each -> each.getMethods().stream())
            .filter(method -> !isReachedOtherwise(method))
            .filter(method -> method.getAccessesToSelf().isEmpty())
            .filter(method -> method.getReferencesToSelf().isEmpty())
            .map(method -> method.getOwner().getName() + "." + method.getName())
            .map(name -> name.replaceFirst("^optbench\\.", ""))
            .distinct()
            .toList();

    assertThat(unused).containsExactlyInAnyOrderElementsOf(BY_TESTS);
  }

  private static boolean isReachedOtherwise(JavaMethod method) {
    return BY_NAME.contains(method.getName())
        || method.getModifiers().contains(JavaModifier.SYNTHETIC)
        || method.getModifiers().contains(JavaModifier.BRIDGE)
        || !method.getAnnotations().isEmpty()
        || isComponent(method)
        || overrides(method);
  }

  /** Records are read as a whole: by Jackson, and by templates. */
  private static boolean isComponent(JavaMethod method) {
    return method.getOwner().isRecord()
        && method.getRawParameterTypes().isEmpty()
        && method.getOwner().tryGetField(method.getName()).isPresent();
  }

  private static boolean overrides(JavaMethod method) {
    JavaClass owner = method.getOwner();
    return Stream.concat(
            owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
        .flatMap(above -> above.getMethods().stream())
        .anyMatch(
            other ->
                other.getName().equals(method.getName())
                    && other.getRawParameterTypes().size() == method.getRawParameterTypes().size());
  }
}
