/** Trains many trials at once on an OpenCL device: the lockstep engine for GPUs. Knows no ND4J. */
package optbench.engine.opencl;
