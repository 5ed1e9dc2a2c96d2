package optbench.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Jars with the example's optimizer, gone wrong in its source, its classes or its packing. */
final class PluginJars implements Generator {
  private static final String SERVICE = "META-INF/services/optbench.optimizer.Optimizer";
  private static final String CLASS = "public final class SignSgd implements Optimizer {";
  private static final String TITLE = "\"signSGD with momentum\"";
  private static final String RANGES =
      "return List.of(HyperParameter.learningRate(), HyperParameter.beta1());";
  private static final String VARIANTS = "return List.of(\"default\");";
  private static final String RULE = "return beta1 == 0 ? new OfGradient() : new OfAverage(beta1);";
  private static final String STATE = "return List.of(StateVector.zero(\"m\"));";
  private static final String STEP = "Vector average = block.state(0);";

  /**
   * A fault of the source.
   *
   * @param old text of the example
   * @param changed text in its place
   */
  private record Fault(String old, String changed) {
    /** Instead of a value; javac must not see that nothing after it is reached. */
    static Fault at(String old, String statement) {
      return new Fault(old, "if (Math.random() >= 0) {" + statement + "}" + old);
    }

    static Fault atConstruction(String statement) {
      return new Fault(CLASS, CLASS + " public SignSgd() {" + statement + "}");
    }
  }

  /** {@code System.exit} is left out: it would end the tests, and has a test of its own. */
  private static final List<String> THROWN =
      List.of(
          "throw new IllegalStateException(\"out of luck\");",
          "throw new IllegalStateException();",
          "throw new StackOverflowError();",
          "throw new AssertionError(\"x\\n" + Hostile.FORGED + "\\033[31m\");",
          "throw new OutOfMemoryError(\"made up\");",
          "throw new ThreadDeath();",
          "throw new NoClassDefFoundError(\"com/example/Other\");",
          "Thread.currentThread().interrupt(); throw new IllegalStateException(\"interrupted\");",
          "throw SignSgd.<RuntimeException>sneaky(new Exception(\"checked\"));",
          "throw SignSgd.<RuntimeException>sneaky(new InterruptedException());",
          "throw new RuntimeException() { public String getMessage() { throw new Error(\"no message\"); } };",
          "throw new RuntimeException(\"long \".repeat(5000));",
          "System.out.println(\"" + Hostile.PRINTED + "\");");

  /** Whoever writes a plug-in has to know which class of it threw what. */
  private static final String OWN =
      "com[./]example[./][\\w./$]+|(?<= names )[^,]+(?=, which )|optbench[./]optimizer[./][\\w$]+"
          + "|java\\.lang\\.\\w+(Error|Exception|ThreadDeath)\\b|java\\.lang\\.(ThreadDeath|String|Exception)\\b";

  private static final String SNEAKY =
      " @SuppressWarnings(\"unchecked\") static <T extends Throwable> T sneaky(Throwable t) throws T"
          + " { throw (T) t; }";

  private static final class Compiled {
    static final List<Map<String, byte[]>> VARIATIONS = compile(faults());
  }

  private static List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    faults.add(new Fault(TITLE, TITLE));
    for (String statement : THROWN) {
      faults.add(Fault.atConstruction("if (Math.random() >= 0) {" + statement + "}"));
      for (String place : List.of(RANGES, RULE, STATE, STEP)) {
        faults.add(Fault.at(place, statement));
      }
    }
    faults.add(
        Fault.atConstruction("try { Thread.sleep(1L << 40); } catch (InterruptedException e) {}"));
    faults.add(new Fault(CLASS, CLASS + " static int X = Integer.parseInt(\"x\");"));
    for (String title :
        List.of(
            "null",
            "\"\"",
            "\"a\\033[31m\"",
            "\"x\\n" + Hostile.FORGED + "\"",
            "\"long \".repeat(5000)",
            "\"\\u202e\"")) {
      faults.add(new Fault(TITLE, title));
    }
    for (String id :
        List.of("null", "\"\"", "\"adam\"", "\"A B\"", "\"../x\"", "\"a\".repeat(41)")) {
      faults.add(new Fault("\"signsgd\"", id));
    }
    for (String list :
        List.of(
            "null",
            "List.of()",
            "new java.util.ArrayList<>(java.util.Collections.nCopies(2, null))",
            "java.util.Collections.nCopies(100_000, HyperParameter.learningRate())",
            "List.of(HyperParameter.beta1())",
            "List.of(HyperParameter.learningRate(), new HyperParameter(\"x\", null, null, null))")) {
      faults.add(new Fault(RANGES, "return " + list + ";"));
    }
    for (String list :
        List.of(
            "null",
            "List.of()",
            "List.of(\"a\", \"a\")",
            "List.of(\"A\\n\")",
            "java.util.Collections.nCopies(100_000, \"default\")")) {
      faults.add(new Fault(VARIANTS, "return " + list + ";"));
    }
    for (String value : List.of("Double.NaN", "-1.0", "Double.POSITIVE_INFINITY", "1e300")) {
      faults.add(
          new Fault(
              "HyperParameter.LEARNING_RATE, 0.001", "HyperParameter.LEARNING_RATE, " + value));
    }
    faults.add(new Fault("\"beta1\", 0.9", "\"gamma\", 0.9"));
    faults.add(
        new Fault(
            "return new ProfileDefaults(",
            "if (profile != null) return null; return new ProfileDefaults("));
    faults.add(new Fault(RULE, "return null;"));
    faults.add(new Fault(STATE, "return null;"));
    faults.add(new Fault(STATE, "return List.of();"));
    faults.add(new Fault("2018,", "Integer.MIN_VALUE,"));
    return faults;
  }

  /** All at once, each in a package of its own. */
  private static List<Map<String, byte[]>> compile(List<Fault> faults) {
    try {
      Path folder = Files.createTempDirectory("optbench-fuzz");
      String example =
          Files.readString(Path.of("src/examples/plugin/com/example/SignSgd.java"))
              .replace("\r\n", "\n");
      List<String> arguments =
          new ArrayList<>(List.of("-cp", classes(), "-proc:none", "-nowarn", "-Xlint:none"));
      for (int i = 0; i < faults.size(); i++) {
        Fault fault = faults.get(i);
        if (!example.contains(fault.old())) {
          throw new AssertionError("the example has no " + fault.old());
        }
        String source =
            example
                .replace(fault.old(), fault.changed())
                .replace("package com.example;", "package com.example.v" + i + ";");
        source = source.substring(0, source.lastIndexOf('}')) + SNEAKY + "}";
        Path file =
            Files.createDirectories(folder.resolve("com/example/v" + i)).resolve("SignSgd.java");
        arguments.add(Files.writeString(file, source).toString());
      }
      if (ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, arguments.toArray(String[]::new))
          != 0) {
        throw new AssertionError("a variation does not compile");
      }
      List<Map<String, byte[]>> variations = new ArrayList<>();
      for (int i = 0; i < faults.size(); i++) {
        variations.add(files(folder, "com/example/v" + i));
      }
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
      return variations;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classes() {
    return Path.of("target", "classes").toString();
  }

  private static Map<String, byte[]> files(Path root, String folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.list(root.resolve(folder))) {
      for (Path file : found.filter(f -> f.toString().endsWith(".class")).toList()) {
        files.put(folder + "/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
    String name = folder.replace('/', '.') + ".SignSgd\n";
    files.put(SERVICE, name.getBytes(StandardCharsets.UTF_8));
    return files;
  }

  @Override
  public Command generate(Dice dice, Box box) {
    boolean sound = dice.oneIn(2);
    Map<String, byte[]> files =
        new TreeMap<>(Compiled.VARIATIONS.get(sound ? 0 : dice.below(Compiled.VARIATIONS.size())));
    if (sound) {
      damage(files, dice);
    }
    byte[] jar = pack(files);
    Path file = box.in(dice.oneIn(20) ? "x\u001b[31m.jar" : dice.pick(List.of("a b.zip", "x.jar")));
    box.write(file, sound && dice.oneIn(2) ? Texts.damaged(jar, dice) : jar);
    if (dice.oneIn(50)) {
      box.pipe(file);
    }
    return command(file, dice, box).mentioning(OWN);
  }

  private static Command command(Path jar, Dice dice, Box box) {
    Path spec =
        box.write(
            box.in("spec.yaml"),
            "data: {name: synthetic-digits, train_limit: 20}\nnetwork: softmax\noptimizers: [sgd, signsgd]\nepochs: 1\nbatch_size: 10\nseeds: [1]\n");
    return switch (dice.below(12)) {
      case 0, 1, 2, 3 -> Command.of("show", "signsgd", "--plugins", jar);
      case 4, 5 -> Command.of("list", "optimizers", "--plugins", jar);
      case 6 -> Command.of("list", "optimizers", "--json", "--plugins", jar).printingData();
      case 7 -> Command.of("schema", "--plugins", jar).printingData();
      case 8, 9 -> Command.of("validate", spec, "--plugins", jar);
      case 10 ->
          dice.oneIn(3)
              ? Command.of("run", spec, "--dry-run", "--plugins", jar, "--out", box.out("o"))
              : Command.of("show", "signsgd", "--json", "--plugins", jar).printingData();
      default ->
          dice.oneIn(2)
              ? Command.of(
                      "run",
                      spec,
                      "--plugins",
                      jar,
                      "--out",
                      box.out("o"),
                      "--charts",
                      "none",
                      "--no-timing")
                  .writing(box.out("o"))
                  .failingWith("signsgd seed 1 failed: ")
              : Command.of("validate", spec, "--plugins", jar + "," + jar);
    };
  }

  private static void damage(Map<String, byte[]> files, Dice dice) {
    String name = dice.pick(List.copyOf(files.keySet()));
    switch (dice.below(7)) {
      case 0 -> files.remove(name);
      case 1, 2 -> files.put(name, Texts.damaged(files.get(name), dice));
      case 3 ->
          files.put(
              SERVICE, Texts.damaged(new String(files.get(SERVICE), StandardCharsets.UTF_8), dice));
      case 4 ->
          files.put(
              SERVICE,
              dice.pick(
                      List.of(
                          "",
                          "x",
                          "java.lang.String",
                          "com.example.Nothing",
                          "optbench.optimizer.Adam",
                          "# only this\n",
                          "\u001b[31m",
                          "a b c",
                          "x".repeat(9_000)))
                  .getBytes(StandardCharsets.UTF_8));
      case 5 ->
          files.put(
              "META-INF/MANIFEST.MF",
              Texts.damaged("Manifest-Version: 1.0\nClass-Path: other.jar\n\n", dice));
      default ->
          files.put(
              dice.pick(
                  List.of(
                      "../../beside/evil",
                      "/etc/x",
                      "x\u001b[31m",
                      "module-info.class",
                      "com/example/v0/SignSgd$1.class")),
              new byte[dice.below(50)]);
    }
  }

  private static byte[] pack(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(1_700_000_000_000L);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
