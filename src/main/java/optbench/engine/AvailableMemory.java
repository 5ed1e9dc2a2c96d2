package optbench.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import optbench.file.Inputs;

/**
 * How much memory can be had now, on Linux: what the kernel calls available, or less where a
 * control group, such as a container's or a job's, has a limit. What is cached of files does not
 * count as used: the kernel gives it up.
 */
public final class AvailableMemory {
  /** No limit is a number near the largest, in version 1. */
  private static final long NO_LIMIT = 1L << 60;

  private final Path root;

  private AvailableMemory(Path root) {
    this.root = root;
  }

  /** In bytes; empty where the system does not tell. */
  public static OptionalLong bytes() {
    return bytes(Path.of("/"));
  }

  /** As the files below that folder tell. */
  static OptionalLong bytes(Path root) {
    AvailableMemory memory = new AvailableMemory(root);
    return Stream.concat(memory.ofMachine().stream(), memory.ofGroups().stream())
        .mapToLong(Long::longValue)
        .min();
  }

  private Optional<Long> ofMachine() {
    return lines("proc/meminfo").stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst();
  }

  /** A group's limit holds for all groups below it. */
  private List<Long> ofGroups() {
    List<Long> left = new ArrayList<>();
    for (String line : lines("proc/self/cgroup")) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && parts[1].isEmpty()) {
        walk("sys/fs/cgroup", parts[2], "memory.max", "memory.current", "inactive_file", left);
      } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
        walk(
            "sys/fs/cgroup/memory",
            parts[2],
            "memory.limit_in_bytes",
            "memory.usage_in_bytes",
            "total_inactive_file",
            left);
      }
    }
    return left;
  }

  /** In a container the path is the host's, and the container sees its own group at the top. */
  private void walk(
      String top, String path, String limit, String usage, String cache, List<Long> left) {
    String at = path;
    while (true) {
      String group = top + (at.equals("/") ? "" : at);
      Optional<Long> most = number(group + "/" + limit).filter(bytes -> bytes < NO_LIMIT);
      Optional<Long> used = number(group + "/" + usage);
      if (most.isPresent() && used.isPresent()) {
        long cached = cached(group + "/memory.stat", cache);
        left.add(Math.max(0, most.get() - Math.max(0, used.get() - cached)));
      }
      if (at.isEmpty() || at.equals("/")) {
        return;
      }
      at = at.substring(0, at.lastIndexOf('/'));
    }
  }

  private long cached(String file, String key) {
    return lines(file).stream()
        .filter(line -> line.startsWith(key + " "))
        .map(line -> Long.parseLong(line.substring(key.length() + 1).strip()))
        .findFirst()
        .orElse(0L);
  }

  private Optional<Long> number(String file) {
    return lines(file).stream()
        .filter(line -> line.matches("[0-9]{1,18}"))
        .map(Long::parseLong)
        .findFirst();
  }

  private List<String> lines(String file) {
    try {
      return Inputs.ofSystem(root.resolve(file), 1 << 20).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
