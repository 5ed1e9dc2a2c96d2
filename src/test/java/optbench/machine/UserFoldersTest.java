package optbench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserFoldersTest {
  /** What Java says of a user whom the system does not know. */
  private static final String NOBODY = "?";

  @TempDir Path folder;
  private Path home;
  private Path fresh;

  @BeforeEach
  void make() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    fresh = Files.createDirectory(folder.resolve("fresh"));
  }

  @Test
  void theVariableComesBeforeTheListOfUsers() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));

    UserFolders folders = of(Map.of("HOME", home.toString()), other.toString());

    assertThat(folders.home()).isEqualTo(home);
    assertThat(folders.nativeCode()).isEqualTo(home.resolve(".javacpp/cache"));
    assertThat(of(Map.of(), other.toString()).home()).isEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "home", "?", "/nonexistent/home", "/dev/null", "\0"})
  void whatIsNoFolderIsNoHome(String value) {
    UserFolders folders = of(Map.of("HOME", value), NOBODY);

    assertThat(folders.home()).isEqualTo(fresh);
    assertThat(folders.nativeCode()).isEqualTo(fresh.resolve("javacpp"));
    assertThat(of(Map.of("HOME", value), home.toString()).home()).isEqualTo(home);
  }

  @Test
  void withoutAHomeNativeCodeIsCachedWhereTheUserKeepsCaches() throws IOException {
    Path caches = Files.createDirectory(folder.resolve("caches"));

    UserFolders folders = of(Map.of("XDG_CACHE_HOME", caches.toString()), NOBODY);

    assertThat(folders.nativeCode()).isEqualTo(caches.resolve("optbench/javacpp"));
    assertThat(of(Map.of("XDG_CACHE_HOME", "caches"), NOBODY).nativeCode())
        .isEqualTo(fresh.resolve("javacpp"));
  }

  /** Who can put files there has them run by this user. */
  @ParameterizedTest
  @ValueSource(strings = {"", ".javacpp", ".javacpp/cache"})
  void nativeCodeIsNotTakenFromWhereEveryoneCanWrite(String open) throws IOException {
    Path cache = Files.createDirectories(home.resolve(".javacpp/cache"));
    assertThat(of(Map.of("HOME", home.toString()), NOBODY).nativeCode()).isEqualTo(cache);

    Files.setPosixFilePermissions(home.resolve(open), PosixFilePermissions.fromString("rwxrwxrwx"));

    UserFolders folders = of(Map.of("HOME", home.toString()), NOBODY);
    assertThat(folders.home()).isEqualTo(home);
    assertThat(folders.nativeCode()).isEqualTo(fresh.resolve("javacpp"));
  }

  @Test
  void whereNativeCodeGoesIsNotAskedWhereItWasSaid() {
    UserFolders folders =
        UserFolders.of(
            Map.of("HOME", home.toString()),
            NOBODY,
            Optional.of(folder.resolve("said")),
            () -> {
              throw new AssertionError("a folder that nobody needs");
            });

    assertThat(folders).isEqualTo(new UserFolders(home, folder.resolve("said")));
  }

  @Test
  void looksWithoutLeavingAnything() throws IOException {
    of(Map.of("HOME", home.toString()), NOBODY);

    assertThat(home).isEmptyDirectory();
    assertThat(fresh).isEmptyDirectory();
  }

  private UserFolders of(Map<String, String> environment, String ofJava) {
    return UserFolders.of(environment, ofJava, Optional.empty(), () -> fresh);
  }
}
