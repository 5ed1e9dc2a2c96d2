package optbench.optimizer;

import optbench.hash.Sha256;

/**
 * OpenCL C of what is done to each parameter of a tensor, with numbers that change from step to
 * step left open. Programs with one hash are one program, whatever recorded them.
 *
 * @param source a whole program with one kernel, {@link #KERNEL}. Its arguments are buffers of
 *     float32: the parameters, their gradient, the scalars, and each state vector; a work-item does
 *     one parameter. To give what {@link ArrayVector} gives, to the bit, a device must round
 *     quotients and roots correctly and keep denormal numbers.
 */
public record KernelProgram(String source) {
  /** Name of the kernel. */
  public static final String KERNEL = "update";

  /** Of the source, in hexadecimal. */
  public String hash() {
    return Sha256.hex(source);
  }
}
