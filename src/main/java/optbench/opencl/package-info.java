/** OpenCL: which devices there are. The only package that knows LWJGL. */
package optbench.opencl;
