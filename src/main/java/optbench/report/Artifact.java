package optbench.report;

/**
 * A file of a report, on its way to the results folder.
 *
 * @param name path below the folder, with forward slashes, such as {@code charts/loss-by-epoch.png}
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on once and never compared.
public record Artifact(String name, byte[] content) {}
