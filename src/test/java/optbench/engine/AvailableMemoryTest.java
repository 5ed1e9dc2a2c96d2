package optbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailableMemoryTest {
  @TempDir private Path root;

  @BeforeEach
  void aMachineOfEightGigabytes() throws IOException {
    write("proc/meminfo", "MemTotal: 16000000 kB\nMemFree: 100 kB\nMemAvailable:    8000000 kB");
  }

  @Test
  void isWhatTheKernelCallsAvailableWhereNothingLimitsIt() throws IOException {
    write("proc/self/cgroup", "0::/user.slice");
    write("sys/fs/cgroup/user.slice/memory.max", "max");
    write("sys/fs/cgroup/user.slice/memory.current", "5");

    assertThat(AvailableMemory.bytes(root)).hasValue(8_192_000_000L);
  }

  @Test
  void isWhatTheTightestGroupLeavesWithoutCachedFiles() throws IOException {
    write("proc/self/cgroup", "0::/job/step");
    write("sys/fs/cgroup/job/step/memory.max", "max");
    write("sys/fs/cgroup/job/memory.max", "1000000000");
    write("sys/fs/cgroup/job/memory.current", "900000000");
    write("sys/fs/cgroup/job/memory.stat", "anon 1\ninactive_file 300000000");

    assertThat(AvailableMemory.bytes(root)).hasValue(400_000_000L);
  }

  @Test
  void knowsTheFirstVersionOfControlGroupsAndContainersThatSeeTheirGroupAtTheTop()
      throws IOException {
    write("proc/self/cgroup", "5:cpu,memory:/docker/0123\n1:name=systemd:/docker/0123");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "2000000000");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", "500000000");
    write("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 100000000");

    assertThat(AvailableMemory.bytes(root)).hasValue(1_600_000_000L);
  }

  @Test
  void isUnknownWhereTheSystemDoesNotTell() throws IOException {
    Files.delete(root.resolve("proc/meminfo"));

    assertThat(AvailableMemory.bytes(root)).isEmpty();
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
  }
}
