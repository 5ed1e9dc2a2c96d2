package optbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.ArchTest;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import optbench.spec.key.Given;
import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;
import org.junit.jupiter.api.Test;

/**
 * Keys of files that are read, checked and written, and decide nothing. Keys become components of
 * records: each must be read by somebody who neither declares keys nor copies the record, nor says
 * in words what it holds, as ids of trials do. A rule of {@link ArchitectureTest}, which reads the
 * classes once.
 */
class UnusedKeysTest {
  private static final Set<Class<?>> DECLARATIONS =
      Set.of(Given.class, ObjectType.class, ObjectType.Builder.class);

  @ArchTest
  static void whatKeysBecomeIsUsed(JavaClasses classes) {
    assertThat(madeOfKeys(classes)).hasSizeGreaterThan(20);
    assertThat(unused(classes)).isEmpty();
  }

  @Test
  void aKeyThatIsNotUsedIsFound() {
    assertThat(unused(new ClassFileImporter().importClasses(Cake.class, Baker.class)))
        .containsExactly("optbench.UnusedKeysTest$Cake.icing");
  }

  record Cake(int eggs, boolean icing) {
    private static final Key<Integer> EGGS = Key.of("eggs", ValueType.integer("How many", 1, 9));
    private static final Key<Boolean> ICING = Key.of("icing", ValueType.flag("Whether sweet"));

    static final ObjectType<Cake> TYPE =
        ObjectType.<Cake>of("A cake")
            .with(EGGS, Cake::eggs)
            .with(ICING, cake -> cake.icing())
            .reads(given -> new Cake(given.get(EGGS), given.get(ICING)));

    Cake withEggs(int others) {
      return new Cake(others, icing);
    }

    String text() {
      return eggs + " eggs" + (icing ? ", sweet" : "");
    }
  }

  record Baker(Cake cake) {
    Cake half() {
      return new Cake(cake.eggs() / 2, cake.icing());
    }

    int left(int eggs) {
      return eggs - cake.eggs();
    }
  }

  private static List<String> unused(JavaClasses classes) {
    return madeOfKeys(classes).stream()
        .flatMap(made -> made.getFields().stream())
        .filter(component -> !component.getModifiers().contains(JavaModifier.STATIC))
        .filter(component -> uses(component).noneMatch(use -> decides(use, component.getOwner())))
        .map(JavaField::getFullName)
        .sorted()
        .toList();
  }

  /** The records that are made where keys are read, but for what is soon taken apart again. */
  private static Set<JavaClass> madeOfKeys(JavaClasses classes) {
    return classes.stream()
        .flatMap(each -> each.getCodeUnits().stream())
        .filter(UnusedKeysTest::declaresKeys)
        .flatMap(unit -> unit.getConstructorCallsFromSelf().stream())
        .map(JavaAccess::getTargetOwner)
        .filter(made -> made.isRecord() && !Modifier.isPrivate(made.reflect().getModifiers()))
        .collect(Collectors.toSet());
  }

  /** Who reads a component: its field, or what its record or an interface of that calls it by. */
  private static Stream<JavaCodeUnit> uses(JavaField component) {
    JavaClass owner = component.getOwner();
    Stream<JavaAccess<?>> calls =
        Stream.concat(Stream.of(owner), owner.getAllRawInterfaces().stream())
            .flatMap(each -> each.tryGetMethod(component.getName()).stream())
            .flatMap(
                method ->
                    Stream.concat(
                        method.getCallsOfSelf().stream(), method.getReferencesToSelf().stream()));
    return Stream.concat(component.getAccessesToSelf().stream(), calls).map(JavaAccess::getOrigin);
  }

  private static boolean decides(JavaCodeUnit user, JavaClass made) {
    return !declaresKeys(user)
        && !(user.getOwner().equals(made) && shows(user))
        && user.getConstructorCallsFromSelf().stream()
            .noneMatch(call -> call.getTargetOwner().equals(made));
  }

  /** Its constructor, its accessors, and its words. */
  private static boolean shows(JavaCodeUnit own) {
    JavaClass result = own.getRawReturnType();
    boolean reads =
        own.getRawParameterTypes().isEmpty()
            && own.getOwner().tryGetField(own.getName()).isPresent();
    return own.isConstructor()
        || reads
        || result.isEquivalentTo(String.class)
        || result.isEquivalentTo(Map.class);
  }

  private static boolean declaresKeys(JavaCodeUnit unit) {
    return unit.getAccessesFromSelf().stream()
        .map(JavaAccess::getTargetOwner)
        .anyMatch(each -> DECLARATIONS.stream().anyMatch(each::isEquivalentTo));
  }
}
