package optbench.compare;

/**
 * Something that is not the same in both runs.
 *
 * @param key such as {@code batch_size}, or {@code adam: learning_rate} where optimizers differ
 * @param a as text; empty where the run has no such thing
 */
public record RunDifference(String key, String a, String b) {}
