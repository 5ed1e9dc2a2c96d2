/**
 * The use cases: run an experiment, judge claims, rebuild a report, compare two builds. Values come
 * in and go out; what is to be said on the way goes to a {@link optbench.app.Console}.
 */
package optbench.app;
