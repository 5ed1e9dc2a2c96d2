package optbench.engine.lockstep;

/**
 * How a long run of numbers is gone over in pieces that fit the first-level cache, so that each
 * piece meets the same channels every time: a period is a whole number of samples, cut into pieces.
 *
 * <p>Copies of per-channel numbers, one for each place of a period, then let loops run over whole
 * pieces from index 0, which the JVM turns into vector instructions.
 *
 * @param row numbers of one sample of all trials
 */
record Tiling(int row) {
  /** Most numbers in a piece. */
  static final int PIECE = 4096;

  /** Numbers in a period. */
  int period() {
    return row * Math.max(1, PIECE / row);
  }

  /** Pieces in a period. */
  int pieces() {
    return (period() + PIECE - 1) / PIECE;
  }

  /** Room for something at each place of a period. */
  float[][] room() {
    float[][] room = new float[pieces()][];
    for (int i = 0; i < room.length; i++) {
      room[i] = new float[Math.min(PIECE, period() - i * PIECE)];
    }
    return room;
  }

  /** Goes over so many numbers, piece by piece. */
  void over(int numbers, Visitor visitor) {
    int at = 0;
    while (at < numbers) {
      for (int piece = 0; piece < pieces() && at < numbers; piece++) {
        int whole = Math.min(PIECE, period() - piece * PIECE);
        int length = Math.min(whole, numbers - at);
        visitor.visit(at, length, piece);
        at += length;
      }
    }
  }

  /** What is done with a piece. */
  @FunctionalInterface
  interface Visitor {
    /**
     * One piece.
     *
     * @param at its first place in the run
     * @param piece its index in the period
     */
    void visit(int at, int length, int piece);
  }
}
