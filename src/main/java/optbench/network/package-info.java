/**
 * Networks: presets, shapes, parameters and initial weights. Pure Java, so that every engine starts
 * from the same bits.
 */
package optbench.network;
