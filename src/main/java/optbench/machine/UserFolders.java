package optbench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where the user's files are kept.
 *
 * @param home the user's home directory
 * @param nativeCode where JavaCPP unpacks native code and loads it from
 */
public record UserFolders(Path home, Path nativeCode) {
  /**
   * Chooses: {@code $HOME}, else what the system's list of users says, else a fresh folder that
   * goes with this process. Native code, which is run, lies in the home directory, else in {@code
   * $XDG_CACHE_HOME}, and only where nobody else may put some; else in a fresh folder, too.
   *
   * @param environment variables
   * @param ofJava {@code user.home}: a question mark for a user whom the system does not know
   * @param chosen where native code is to be unpacked, if that was said
   * @param fresh makes a folder that nobody else can write to
   */
  static UserFolders of(
      Map<String, String> environment, String ofJava, Optional<Path> chosen, Supplier<Path> fresh) {
    Optional<Path> known =
        Stream.of(folder(environment.get("HOME")), folder(ofJava))
            .flatMap(Optional::stream)
            .findFirst();
    Optional<Path> nativeCode = chosen.or(() -> cache(known, environment));
    if (known.isPresent() && nativeCode.isPresent()) {
      return new UserFolders(known.get(), nativeCode.get());
    }
    Path made = fresh.get();
    return new UserFolders(known.orElse(made), nativeCode.orElseGet(() -> made.resolve("javacpp")));
  }

  private static Optional<Path> cache(Optional<Path> home, Map<String, String> environment) {
    return Stream.of(
            home.map(folder -> folder.resolve(".javacpp").resolve("cache")),
            folder(environment.get("XDG_CACHE_HOME"))
                .map(caches -> caches.resolve("optbench").resolve("javacpp")))
        .flatMap(Optional::stream)
        .filter(UserFolders::isOursAlone)
        .findFirst();
  }

  /** The folder of that name; relative ones would be another in each current folder. */
  private static Optional<Path> folder(String name) {
    if (name == null || name.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(name)).filter(Path::isAbsolute).filter(Files::isDirectory);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether it is this user's, or can be made in a folder of this user's, and not everybody may put
   * files there.
   */
  private static boolean isOursAlone(Path cache) {
    try {
      Path there = cache;
      while (!Files.exists(there)) {
        there = there.getParent();
      }
      // The folders above could be put in the place of this one.
      for (Path above : List.of(cache, cache.getParent(), cache.getParent().getParent())) {
        if (Files.exists(above) && openToAll(above)) {
          return false;
        }
      }
      return Files.isDirectory(there) && Files.isWritable(there) && isOwn(there);
    } catch (IOException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      // A file system without owners has no strangers.
      return true;
    }
  }

  private static boolean isOwn(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, ".optbench-", "");
    try {
      UserPrincipal self = Files.getOwner(probe);
      return Files.getOwner(folder).equals(self);
    } finally {
      Files.delete(probe);
    }
  }

  private static boolean openToAll(Path folder) throws IOException {
    return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
  }
}
