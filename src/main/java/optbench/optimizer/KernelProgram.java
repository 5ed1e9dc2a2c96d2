package optbench.optimizer;

import optbench.hash.Sha256;

/**
 * OpenCL C of what is done to each parameter of a tensor, with numbers that change from step to
 * step left open. Programs with one source are one program, whatever recorded them.
 *
 * <p>A launch does pieces of the tensors of many trials, a work-group each. Arguments of the
 * kernel: the parameters of all trials, their gradients, and the scalars of all, buffers of
 * float32; the table of pieces, {@link #PIECE} whole numbers each: the trial, place of the first
 * parameter among the trial's, number of parameters, and place of the first scalar; which piece is
 * the first work-group's (int); how far the parameters of one trial lie from those of the next
 * (ulong); and a buffer of float32 for each state vector, laid out as the parameters are.
 *
 * @param source a whole program with one kernel, {@link #KERNEL}. To give what {@link ArrayVector}
 *     gives, to the bit, a device must round quotients and roots correctly and keep denormal
 *     numbers.
 * @param states how many state vectors it takes
 */
public record KernelProgram(String source, int states) {
  /** Name of the kernel. */
  public static final String KERNEL = "update";

  /** Whole numbers that describe a piece. */
  public static final int PIECE = 4;

  /** Of the source, in hexadecimal. */
  public String hash() {
    return Sha256.hex(source);
  }
}
