package optbench.opencl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * What to do about a GPU that OpenCL does not find. Containers often get NVIDIA's driver without
 * the file that names it to OpenCL, and Windows' Linux has none for NVIDIA's GPUs.
 *
 * @param exists whether there is such a file
 */
record MissingDriver(Predicate<Path> exists) {
  static final String INSTALL = "install the driver of your GPU";

  private static final String NVIDIA = "libnvidia-opencl.so.1";

  /** As NVIDIA's packages call the file that names it. */
  private static final Path NAMED = Path.of("/etc/OpenCL/vendors/nvidia.icd");

  private static final List<String> FOLDERS =
      List.of(
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib64",
          "/usr/lib",
          "/usr/local/nvidia/lib64",
          "/usr/local/nvidia/lib");

  /** The device by which Windows' Linux reaches GPUs. */
  private static final Path WSL = Path.of("/dev/dxg");

  static MissingDriver ofThisMachine() {
    return new MissingDriver(Files::exists);
  }

  /** Words that may be followed by others after a comma. */
  String advice() {
    if (!exists.test(NAMED)
        && FOLDERS.stream().anyMatch(folder -> exists.test(Path.of(folder, NVIDIA)))) {
      return "NVIDIA's driver is here but not named to OpenCL: write "
          + NVIDIA
          + " into a file /etc/OpenCL/vendors/nvidia.icd, or into FOLDER/nvidia.icd with"
          + " OCL_ICD_VENDORS=FOLDER/";
    }
    return exists.test(WSL)
        ? INSTALL + ", which for NVIDIA's GPUs has no OpenCL in WSL (use Linux or Windows itself)"
        : INSTALL;
  }
}
