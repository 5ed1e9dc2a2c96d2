package optbench.spec.key;

/**
 * Something wrong in a file.
 *
 * @param pointer JSON pointer of the value that is meant
 * @param ofKey whether its key is at fault, not the value
 * @param message what was found and what is allowed, in one sentence
 */
public record KeyFault(String pointer, boolean ofKey, String message) {}
