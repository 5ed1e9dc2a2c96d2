package optbench.optimizer;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What all native vectors of one updater share: room for intermediate results, and ND4J's
 * operations made ready for the arrays that they work on. Both are made when they are first asked
 * for and kept, so that later steps allocate nothing. One thread at a time.
 */
final class NativeRoom {
  private final CustomOp multiplication = DynamicCustomOp.builder("multiply").build();
  private final CustomOp division = DynamicCustomOp.builder("divide").build();
  private final CustomOp maximum = DynamicCustomOp.builder("maximum").build();
  private final CustomOp clipping = DynamicCustomOp.builder("clipbyvalue").build();

  private final int most;
  private final Level1 blas = Nd4j.getBlasWrapper().level1();
  private final Map<Integer, Temporaries> temporaries = new HashMap<>();
  private final Map<Call, OpContext> contexts = new HashMap<>();
  private final Map<Call, Op> transforms = new HashMap<>();
  private INDArray[] memory;

  /** Room for vectors of up to {@code most} numbers. */
  NativeRoom(int most) {
    this.most = most;
  }

  Level1 blas() {
    return blas;
  }

  /** Intermediate results of one operation on vectors of this length. */
  Temporaries temporaries(int length) {
    return temporaries.computeIfAbsent(length, this::cut);
  }

  private Temporaries cut(int length) {
    if (memory == null) {
      memory = new INDArray[4];
      for (int i = 0; i < memory.length; i++) {
        memory[i] = Nd4j.createUninitializedDetached(DataType.FLOAT, most);
      }
      memory[3].assign(1);
    }
    NativeVector[] parts = new NativeVector[memory.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = NativeVector.part(memory[i], 0, length, this);
    }
    return new Temporaries(parts[0], parts[1], parts[2], parts[3]);
  }

  /** z = x y. */
  void multiply(NativeVector x, NativeVector y, NativeVector z) {
    run(multiplication, new Call(Kind.MULTIPLY, x, y, z, 0, 0));
  }

  /** z = x / y. */
  void divide(NativeVector x, NativeVector y, NativeVector z) {
    run(division, new Call(Kind.DIVIDE, x, y, z, 0, 0));
  }

  /** z = the larger of x and y, or what y is where it is not a number. */
  void maximum(NativeVector x, NativeVector y, NativeVector z) {
    run(maximum, new Call(Kind.MAXIMUM, x, y, z, 0, 0));
  }

  /** z is cut off at both ends, and stays what it is where it is not a number. */
  void clip(NativeVector z, float low, float high) {
    // The operation refuses equal ends. One double further is the same float.
    double end = high > low ? high : Math.nextUp((double) low);
    run(clipping, new Call(Kind.CLIP, z, null, z, low, end));
  }

  /** z = the root of z. */
  void root(NativeVector z) {
    Call call = new Call(Kind.ROOT, z, null, z, 0, 0);
    Nd4j.getExecutioner()
        .exec(transforms.computeIfAbsent(call, c -> new Sqrt(z.values(), z.values())));
  }

  /** z = |x|. */
  void magnitude(NativeVector x, NativeVector z) {
    Call call = new Call(Kind.MAGNITUDE, x, null, z, 0, 0);
    Nd4j.getExecutioner()
        .exec(transforms.computeIfAbsent(call, c -> new Abs(x.values(), z.values())));
  }

  /** Forgets the operations made ready so far: some of their vectors will not come again. */
  void forget() {
    contexts.clear();
    transforms.clear();
  }

  private void run(CustomOp operation, Call call) {
    Nd4j.getExecutioner().exec(operation, contexts.computeIfAbsent(call, NativeRoom::context));
  }

  private static OpContext context(Call call) {
    OpContext context = Nd4j.getExecutioner().buildContext();
    context.setInputArray(0, call.x.values());
    if (call.y != null) {
      context.setInputArray(1, call.y.values());
    }
    if (call.kind == Kind.CLIP) {
      context.setTArguments(call.low, call.high);
    }
    context.setOutputArray(0, call.z.values());
    context.shapeFunctionOverride(true);
    return context;
  }

  /**
   * Room of one length.
   *
   * @param ones all its numbers are 1; not to be changed
   */
  record Temporaries(
      NativeVector first, NativeVector second, NativeVector spare, NativeVector ones) {}

  private enum Kind {
    MULTIPLY,
    DIVIDE,
    MAXIMUM,
    CLIP,
    ROOT,
    MAGNITUDE
  }

  /** Vectors are equal to nothing but themselves. */
  private record Call(
      Kind kind, NativeVector x, NativeVector y, NativeVector z, double low, double high) {}
}
