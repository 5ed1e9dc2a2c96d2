package optbench.stats;

import java.util.OptionalDouble;

/**
 * A reason to mistrust training times, with its figures.
 *
 * @param subject the optimizer's label, or the name of what is meant; empty where it is the machine
 * @param figure what was found, in the unit of the limit; empty where there is nothing to measure
 * @param limit above which it is worth a warning
 * @param trials how many it was found in
 */
public record TimeWarning(
    Kind kind, String subject, OptionalDouble figure, OptionalDouble limit, int trials) {
  /** What is amiss. */
  public enum Kind {
    /**
     * Milliseconds a step differ between the trials of an optimizer: from the fastest to the
     * slowest, as a fraction of the median.
     */
    SPREAD,
    /**
     * The first trial was slower than its peers of the same optimizer: by a fraction of their
     * median. It may have met a machine that was cold, or one on which something else came to its
     * end.
     */
    SLOW_FIRST,
    /**
     * The machine had more to do than these trials: its load average, in threads that want to run.
     */
    BUSY,
    /** Trials ran side by side: how many at most. */
    PARALLEL,
    /** A cluster trained them; the subject is its name. What else its machines did nobody knows. */
    CLUSTER,
    /**
     * Reading the clock takes a system call or goes in coarse ticks; the subject is its name. Linux
     * reads the time of {@code tsc}, of the paravirtual clocks and of the timers of ARM without
     * one; {@code hpet}, {@code acpi_pm} and {@code jiffies} it cannot.
     */
    CLOCK,
    /**
     * Trials were trained under conditions that differ: how many there are; the subject says in
     * what they differ, and the trials are those that are not timed with most others.
     */
    CONDITIONS
  }
}
