/**
 * What optimizers do on functions of two variables, where a path can be looked at: the functions,
 * and steps on them by the update rules that train networks.
 */
package optbench.descent;
