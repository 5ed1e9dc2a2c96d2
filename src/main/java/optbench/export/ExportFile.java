package optbench.export;

/**
 * A file of an export that consists of several.
 *
 * @param name path below the folder that the user chose, with forward slashes
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on once and never compared.
public record ExportFile(String name, byte[] content) {}
