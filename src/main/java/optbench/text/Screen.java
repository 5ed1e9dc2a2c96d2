package optbench.text;

/**
 * What tables and sentences have to fit.
 *
 * @param color whether escape codes are welcome
 * @param width in characters, to which sentences are broken
 * @param widestCell of a table; longer text ends in dots
 */
public record Screen(boolean color, int width, int widestCell) {}
