package optbench.check;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Where an optimizer's figures come from. For readers: none of it is compared.
 *
 * @param trainedAt when the last of its trials ended
 * @param gitCommit of optbench's own checkout
 * @param nativeBuild of ND4J's native code
 * @param threads OpenMP threads; empty where trials differ in it. Where they differ in something
 *     else, all that they have stand there
 * @param stepMillis median over seeds; empty where times were not taken, or not all in one way
 */
public record BaselineOrigin(
    Instant trainedAt,
    String optbenchVersion,
    String gitCommit,
    String dl4jVersion,
    String cpu,
    String device,
    String nativeBuild,
    OptionalInt threads,
    OptionalDouble stepMillis) {}
