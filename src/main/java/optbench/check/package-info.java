/**
 * A run held against an earlier one: the gate of a CI job.
 *
 * <p>{@link optbench.check.Baseline} is what is kept of a run, {@link optbench.check.Gate} decides,
 * {@link optbench.check.CheckReport} is what came out. What CI services read is made from it in
 * {@link optbench.check.JUnitXml}, {@link optbench.check.Annotations} and {@link
 * optbench.check.MarkdownSummary}.
 */
package optbench.check;
