package optbench.engine.opencl;

import optbench.opencl.DeviceBuffer;

/**
 * Where the parameters of a group of trials are.
 *
 * @param values those of trial k begin at k times {@code stride}, each tensor at its offset in the
 *     layout
 * @param gradients of the loss with regard to them, likewise
 * @param stride at least the size of the layout
 */
record DeviceParameters(DeviceBuffer values, DeviceBuffer gradients, long stride) {}
