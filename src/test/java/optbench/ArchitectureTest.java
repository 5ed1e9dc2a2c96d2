package optbench;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The one direction of dependency, and one heavy library a package. */
@AnalyzeClasses(packages = "optbench", importOptions = ArchitectureTest.OfTheProgram.class)
class ArchitectureTest {
  @ArchTest static final ArchTests UNUSED_CODE = ArchTests.in(UnusedCode.class);

  @ArchTest static final ArchTests UNUSED_KEYS = ArchTests.in(UnusedKeysTest.class);

  /** A row of the table: {@code | `name` | what it does | what it may see | its library |}. */
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z]+)` \\| [^|]+ \\| ([a-z, -]+) \\| [^|]*\\|");

  private static final String CLUSTER = "cluster";

  /**
   * ArchUnit's own option knows the tests of the usual build alone, and not those beside others.
   */
  static final class OfTheProgram implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }

  @ArchTest
  static void packagesSeeWhatTheirTableSays(JavaClasses classes) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (JavaClass each : classes) {
      String own = topPackage(each);
      if (own.isEmpty()) {
        continue;
      }
      Set<String> seen =
          each.getDirectDependenciesFromSelf().stream()
              .map(dependency -> topPackage(dependency.getTargetClass()))
              .filter(other -> !other.isEmpty() && !other.equals(own))
              .collect(Collectors.toCollection(TreeSet::new));
      found.merge(own, String.join(", ", seen), (one, other) -> sorted(one + ", " + other));
    }
    // It puts all of them together.
    found.put("cli", "all");

    Map<String, String> table = table();
    if (!found.containsKey(CLUSTER)) {
      // The usual build is without it.
      table.remove(CLUSTER);
    }
    assertThat(found).isEqualTo(table);
  }

  /** The package right below the root that a class is in; empty for others' classes and ours. */
  private static String topPackage(JavaClass each) {
    String[] parts = each.getPackageName().split("\\.", 3);
    return parts.length > 1 && parts[0].equals("optbench") ? parts[1] : "";
  }

  private static Map<String, String> table() throws IOException {
    Map<String, String> table = new TreeMap<>();
    Files.readAllLines(Path.of("ARCHITECTURE.md")).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .forEach(row -> table.put(row.group(1), sorted(row.group(2).replace("-", ""))));
    return table;
  }

  private static String sorted(String names) {
    return Stream.of(names.split(", *"))
        .filter(name -> !name.isBlank())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  @ArchTest
  static final ArchRule NO_CYCLES =
      SlicesRuleDefinition.slices().matching("optbench.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule JACKSON = only("optbench.store..", "com.fasterxml..");

  @ArchTest static final ArchRule TABLES_OF_NUMBERS = only("optbench.data..", "de.siegmar..");

  @ArchTest static final ArchRule CHARTS = only("optbench.report..", "org.jfree..", "java.awt..");

  @ArchTest static final ArchRule TEMPLATES = only("optbench.report..", "freemarker..");

  @ArchTest
  static final ArchRule EVENT_FILES =
      only("optbench.export..", "org.tensorflow..", "com.google.protobuf..");

  @ArchTest
  static final ArchRule CHECKSUMS =
      noClasses()
          .that()
          .resideOutsideOfPackage("optbench.hash..")
          .should()
          .callMethod(MessageDigest.class, "getInstance", String.class);

  @ArchTest static final ArchRule COMMAND_LINE = only("optbench.cli..", "picocli..");

  @ArchTest static final ArchRule PROGRESS_BAR = only("optbench.run..", "me.tongfei..");

  @ArchTest
  static final ArchRule STATISTICS = only("optbench.stats..", "org.apache.commons.statistics..");

  @ArchTest static final ArchRule OPENCL = only("optbench.opencl..", "org.lwjgl..");

  @ArchTest static final ArchRule HDF5 = only("optbench.keras..", "io.jhdf..");

  @ArchTest
  static final ArchRule SPARK = only("optbench.cluster..", "org.apache.spark..", "scala..");

  @ArchTest static final ArchRule DL4J = only("optbench.engine.dl4j..", "org.deeplearning4j..");

  @ArchTest
  static final ArchRule ND4J =
      noClasses()
          .that()
          .resideOutsideOfPackages("optbench.engine..", "optbench.optimizer..", "org.nd4j..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

  /** Opening follows links, waits for pipes and truncates: all of it is thought of in one place. */
  @ArchTest
  static final ArchRule FILES =
      noClasses()
          .that()
          // The latter in temporary folders, before anything else is there.
          .resideOutsideOfPackages("optbench.file..", "optbench.machine..")
          .should()
          .callCodeUnitWhere(opensAFile());

  private static DescribedPredicate<JavaCall<?>> opensAFile() {
    Set<String> methods =
        Set.of(
            "newInputStream",
            "newOutputStream",
            "newByteChannel",
            "newBufferedReader",
            "newBufferedWriter",
            "readAllBytes",
            "readAllLines",
            "readString",
            "lines",
            "write",
            "writeString",
            "copy");
    Set<String> constructed =
        Set.of(
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.FileReader",
            "java.io.FileWriter",
            "java.io.RandomAccessFile",
            "java.io.PrintStream",
            "java.io.PrintWriter",
            "java.util.Formatter",
            "java.util.Scanner",
            "java.util.zip.ZipFile",
            "java.util.jar.JarFile");
    Set<String> names =
        Set.of(
            "java.lang.String", "java.io.File", "java.nio.file.Path", "java.nio.charset.Charset");
    return DescribedPredicate.describe(
        "opens a file",
        call -> {
          String owner = call.getTargetOwner().getName();
          boolean ofFiles = owner.equals("java.nio.file.Files") && methods.contains(call.getName());
          boolean ofChannels =
              call.getName().equals("open") && owner.startsWith("java.nio.channels.");
          boolean named =
              !call.getTarget().getRawParameterTypes().isEmpty()
                  && names.contains(call.getTarget().getRawParameterTypes().get(0).getName());
          return ofFiles || ofChannels || (constructed.contains(owner) && named && isNew(call));
        });
  }

  private static boolean isNew(JavaCall<?> call) {
    return call.getName().equals("<init>");
  }

  /** What is not ours goes to a terminal through {@link optbench.text.CleanOutput} alone. */
  @ArchTest
  static final ArchRule ONE_WAY_OUT =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("optbench.Main")
          .and()
          .doNotHaveFullyQualifiedName("optbench.cli.DeviceQuestion")
          .and()
          .doNotHaveFullyQualifiedName("optbench.app.TrialProcess")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace")
          .orShould()
          .callConstructor(FileOutputStream.class, FileDescriptor.class);

  /** Bytes are not looked at: only what has a format of its own may be written so. */
  @ArchTest
  static final ArchRule NO_BYTES =
      noClasses()
          .that()
          .resideInAnyPackage(
              "optbench.app..", "optbench.cli..", "optbench.run..", "optbench.check..")
          .and()
          .doNotHaveFullyQualifiedName("optbench.cli.Terminal")
          .should()
          .callMethodWhere(
              target(owner(assignableTo(PrintStream.class))).and(target(name("write"))));

  /**
   * Who asks a closed hierarchy which of its kinds something is does without a word what is left
   * for all others, when there is a new one. A visitor does not compile.
   */
  @ArchTest
  static void kindsOfSealedTypesAreToldApartByTheCompiler(JavaClasses classes) throws IOException {
    assertThat(kindsAskedFor(classes)).isEmpty();
    assertThat(kindsCastTo(classes)).isEmpty();
  }

  @Test
  void aQuestionForAKindIsFound() {
    JavaClasses classes =
        new ClassFileImporter().importClasses(Figure.class, Circle.class, Asks.class);
    assertThat(kindsAskedFor(classes))
        .singleElement()
        .asString()
        .contains("Asks")
        .contains("Circle");
    assertThat(casts("Circle").matcher("return ((Figure.Circle) figure).radius();").find())
        .isTrue();
    assertThat(casts("Circle").matcher("double area(Circle circle) {").find()).isFalse();
  }

  private sealed interface Figure {}

  private record Circle(double radius) implements Figure {}

  private static final class Asks implements Predicate<Figure> {
    @Override
    public boolean test(Figure figure) {
      return figure instanceof Circle;
    }
  }

  private static List<String> kindsAskedFor(JavaClasses classes) {
    Set<JavaClass> kinds = kinds(classes);
    return classes.stream()
        .flatMap(each -> each.getInstanceofChecks().stream())
        .filter(check -> kinds.contains(check.getRawType()))
        .map(ArchitectureTest::words)
        .toList();
  }

  private static String words(InstanceofCheck check) {
    return check.getOwner().getFullName() + " asks for " + check.getRawType().getName();
  }

  /** An enum whose constants have methods of their own is sealed, too, and has its switch. */
  private static Set<JavaClass> kinds(JavaClasses classes) {
    return classes.stream()
        .filter(each -> !each.isEnum())
        .flatMap(each -> each.getPermittedSubclasses().stream().flatMap(Set::stream))
        .collect(Collectors.toSet());
  }

  /** Compiled code has casts everywhere that generic types need: these are looked for as text. */
  private static List<String> kindsCastTo(JavaClasses classes) throws IOException {
    List<String> found = new ArrayList<>();
    Set<JavaClass> kinds = kinds(classes);
    for (JavaClass each : classes) {
      if (each.isTopLevelClass()) {
        String root = topPackage(each).equals(CLUSTER) ? "src/cluster/java/" : "src/main/java/";
        String source =
            Files.readString(Path.of(root + each.getName().replace('.', '/') + ".java"));
        for (JavaClass kind : kinds) {
          if (casts(kind.getSimpleName()).matcher(source).find()) {
            found.add(each.getName() + " casts to " + kind.getName());
          }
        }
      }
    }
    return found;
  }

  private static Pattern casts(String kind) {
    return Pattern.compile("\\((\\w+\\.)?" + kind + "\\) [\\w(]");
  }

  @ArchTest
  static final ArchRule NAMES =
      classes()
          .should()
          .haveSimpleNameNotEndingWith("Manager")
          .andShould()
          .haveSimpleNameNotEndingWith("Helper")
          .andShould()
          .haveSimpleNameNotEndingWith("Util")
          .andShould()
          .haveSimpleNameNotEndingWith("Utils")
          .andShould()
          .haveSimpleNameNotEndingWith("Impl");

  /** A name that is searched for, or read in a stack trace, is that of one class. */
  @ArchTest
  static void eachClassHasANameOfItsOwn(JavaClasses classes) {
    assertThat(shared(classes)).isEmpty();
  }

  @Test
  void twoClassesOfOneNameAreFound() {
    assertThat(shared(new ClassFileImporter().importClasses(java.awt.List.class, List.class)))
        .containsExactly("java.awt.List java.util.List");
  }

  /** What shares its name with a class of another package; what is nested has an outer class. */
  private static List<String> shared(JavaClasses classes) {
    Map<String, List<String>> named =
        classes.stream()
            .filter(c -> c.isTopLevelClass() && !c.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    TreeMap::new,
                    Collectors.mapping(JavaClass::getName, Collectors.toList())));
    return named.values().stream()
        .filter(names -> names.size() > 1)
        .map(names -> names.stream().sorted().collect(Collectors.joining(" ")))
        .toList();
  }

  private static ArchRule only(String home, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }
}
