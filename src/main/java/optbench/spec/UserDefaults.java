package optbench.spec;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import optbench.spec.key.ChoiceType;
import optbench.spec.key.Key;
import optbench.spec.key.ObjectType;
import optbench.spec.key.ValueType;

/**
 * What a user wants on a machine where nothing else is said. What decides results belongs into a
 * spec, so that it does not depend on who runs it: of all these keys the device alone does, and it
 * is part of every trial.
 *
 * @param dataDirectory where data sets are looked for; absolute, or from {@code ~/} on
 * @param results the folder of results folders; likewise
 * @param jobs a number, or {@code auto}
 * @param device to compute on
 * @param gpu which OpenCL device: a number, or a part of its name
 * @param cluster whose executors train
 * @param color whether terminals are given colours
 */
public record UserDefaults(
    Optional<Path> dataDirectory,
    Optional<Path> results,
    Optional<String> jobs,
    Optional<Device> device,
    Optional<String> gpu,
    Optional<ClusterMaster> cluster,
    boolean color,
    ProgressWish progress) {
  private static final String AUTO = "auto";

  /** How progress is shown. */
  public enum ProgressWish {
    /** A bar on a terminal, lines elsewhere. */
    AUTO,
    LINES,
    NONE;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Key<Path> DATA_DIR =
      Key.of("data_dir", folder("Where data sets are looked for, after $OPTBENCH_DATA_DIR"));

  private static final Key<Path> RESULTS =
      Key.of("results", folder("Where results folders are made if --out names none"));

  private static final Key<String> JOBS =
      Key.of(
              "jobs",
              ChoiceType.<String>of("How many trainings run at once, as with --jobs")
                  .way(
                      ValueType.integer("So many", 1, 1000)
                          .as(n -> Integer.toString(n), text -> Integer.parseInt(text)),
                      text -> !text.equals(AUTO))
                  .way(
                      ValueType.words("", "As many as cores and memory allow", List.of(AUTO)),
                      text -> true))
          .comment("auto where no times are reported, else 1");

  private static final Key<Device> DEVICE =
      Key.of("device", Device.KEY.type()).comment(Device.DEFAULT.id());

  private static final Key<String> GPU =
      Key.of(
              "gpu",
              ChoiceType.<String>of("Which OpenCL device is taken, as with --gpu")
                  .way(
                      ValueType.integer("Its number in optbench doctor", 0, 1000)
                          .as(n -> Integer.toString(n), text -> Integer.parseInt(text)),
                      text -> text.matches("[0-9]+"))
                  .way(
                      ValueType.text("A part of its name", "a part of a name").notEmpty(),
                      text -> true))
          .comment("the first GPU");

  private static final Key<Boolean> COLOR =
      Key.of(
              "color",
              ValueType.words(
                  "",
                  "Whether terminals are given colours: auto, or never",
                  List.of(true, false),
                  wanted -> wanted ? AUTO : "never"))
          .byDefault(AUTO);

  private static final Key<ProgressWish> PROGRESS =
      Key.of(
              "progress",
              ValueType.words(
                  "",
                  "How progress is shown: auto is a bar on a terminal and lines elsewhere",
                  Arrays.asList(ProgressWish.values()),
                  ProgressWish::word))
          .byDefault(AUTO);

  /** All of a file. */
  public static final ObjectType<UserDefaults> KEYS =
      ObjectType.<UserDefaults>of(
              "What you want on this machine, unless a command, a spec or a variable says otherwise")
          .optional(DATA_DIR, UserDefaults::dataDirectory)
          .optional(RESULTS, UserDefaults::results)
          .optional(JOBS, UserDefaults::jobs)
          .optional(DEVICE, UserDefaults::device)
          .optional(GPU, UserDefaults::gpu)
          .optional(ClusterMaster.KEY, UserDefaults::cluster)
          .unlessDefault(COLOR, UserDefaults::color)
          .unlessDefault(PROGRESS, UserDefaults::progress)
          .example("data_dir", "~/data", "jobs", 2)
          .hint("engine", "it decides results, so that it belongs into a spec (or --engine)")
          .reads(
              given ->
                  new UserDefaults(
                      given.find(DATA_DIR),
                      given.find(RESULTS),
                      given.find(JOBS),
                      given.find(DEVICE),
                      given.find(GPU),
                      given.find(ClusterMaster.KEY),
                      given.get(COLOR),
                      given.get(PROGRESS)));

  /** Of who wants nothing in particular. */
  public static final UserDefaults NONE = KEYS.read(Map.of());

  /** As it could stand in a file, without what is as usual. */
  public Map<String, Object> written() {
    return KEYS.write(this);
  }

  /** A relative one would be another in each current folder. */
  private static ValueType<Path> folder(String doc) {
    return ValueType.text(doc, "an absolute path, or one that begins with ~/")
        .pattern("^(/|~/|[A-Za-z]:[/\\\\])")
        .as(OwnFiles::toPath, Path::toString);
  }
}
