import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;

/**
 * Compiles a file of PTX to code of NVIDIA's devices and prints how many registers each kernel
 * takes, and what it spills. Arguments: the file, and devices such as {@code sm_90}.
 */
public final class Registers {
  private Registers() {}

  public static void main(String[] args) throws Exception {
    JNvPTXCompiler.setExceptionsEnabled(false);
    byte[] ptx = Files.readAllBytes(Path.of(args[0]));
    for (String device : List.of(args).subList(1, args.length)) {
      nvPTXCompilerHandle handle = new nvPTXCompilerHandle();
      JNvPTXCompiler.nvPTXCompilerCreate(handle, ptx.length, Arrays.copyOf(ptx, ptx.length + 1));
      String[] options = {"--gpu-name=" + device, "--verbose"};
      int status = JNvPTXCompiler.nvPTXCompilerCompile(handle, options.length, options);
      long[] size = new long[1];
      if (status != 0) {
        JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(handle, size);
        byte[] log = new byte[(int) size[0] + 1];
        JNvPTXCompiler.nvPTXCompilerGetErrorLog(handle, log);
        System.err.println(device + ": " + text(log));
        System.exit(1);
      }
      JNvPTXCompiler.nvPTXCompilerGetInfoLogSize(handle, size);
      byte[] log = new byte[(int) size[0] + 1];
      JNvPTXCompiler.nvPTXCompilerGetInfoLog(handle, log);
      print(device, text(log));
    }
  }

  private static void print(String device, String log) {
    String kernel = "";
    String spills = "";
    for (String line : log.split("\n", -1)) {
      if (line.contains("Compiling entry function")) {
        kernel = line.replaceFirst(".*function '([^']*)'.*", "$1");
      } else if (line.contains("spill")) {
        spills = line.replaceFirst("^\\D*", "");
      } else if (line.contains("registers")) {
        String registers = line.replaceFirst(".*Used (\\d+) registers.*", "$1");
        System.out.printf("%-6s %-18s %4s registers, %s%n", device, kernel, registers, spills);
      }
    }
  }

  private static String text(byte[] log) {
    return new String(log, StandardCharsets.UTF_8).replace("\0", "").strip();
  }
}
