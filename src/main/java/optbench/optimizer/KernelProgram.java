package optbench.optimizer;

import java.util.Optional;
import optbench.hash.Sha256;

/**
 * OpenCL C of what is done to each parameter of a tensor, with numbers that change from step to
 * step left open. Programs with one source are one program, whatever recorded them.
 *
 * <p>A launch does pieces of the tensors of many trials, a work-group each. Arguments of the
 * kernel: the parameters of all trials, their gradients, and the scalars of all, buffers of
 * float32; the table of pieces, {@link #PIECE} whole numbers each: the trial, place of the first
 * parameter among the trial's, number of parameters, places of the first scalar, of the piece's
 * first sum, and of the first norm; which piece is the first work-group's (int); how far the
 * parameters of one trial lie from those of the next (ulong); the scratch vector, the sums (float4)
 * and the norms, of these what the program needs; and a buffer for each state vector. Scratch and
 * state are laid out as the parameters are.
 *
 * @param source a whole program with one kernel, {@link #KERNEL}. To give what {@link ArrayVector}
 *     gives, to the bit, a device must round quotients and roots correctly and keep denormal
 *     numbers.
 * @param states how many state vectors it takes
 * @param usesScratch whether the scratch vector holds something before it or after it
 * @param norms of how many vectors it takes norms: it leaves a sum of squares of each for every
 *     piece, in three parts, as {@code withSquare} has it
 * @param sharesNorm whether the norm is that of a group of tensors
 * @param usesNorms whether it looks at the norms that the program before it took
 * @param element what is done to one parameter, as a function {@link #ELEMENT} with all that it
 *     calls; empty where more is looked at than the parameter, its gradient and its state. Its
 *     arguments: the parameters, the gradient of the one in question, the scalars from the first of
 *     this tensor on, whole numbers of which the first is the trial, how far the parameters of one
 *     trial lie from those of the next (ulong), the place among the parameters of all trials
 *     (size_t), and a buffer for each state vector
 */
public record KernelProgram(
    String source,
    int states,
    boolean usesScratch,
    int norms,
    boolean sharesNorm,
    boolean usesNorms,
    Optional<String> element)
    implements KernelPhase {
  /** Name of the kernel. */
  public static final String KERNEL = "update";

  /** Name of the function that does the same to one parameter. */
  public static final String ELEMENT = "updateOne";

  /** Whole numbers that describe a piece. */
  public static final int PIECE = 6;

  /** A work-group has at most so many work-items, and a power of two. */
  public static final int MOST_WORK_ITEMS = 256;

  /** Of the source, in hexadecimal. */
  public String hash() {
    return Sha256.hex(source);
  }

  @Override
  public Optional<KernelProgram> program() {
    return Optional.of(this);
  }

  @Override
  public String text() {
    return source;
  }
}
