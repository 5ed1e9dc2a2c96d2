package optbench.table;

/** How a row stands out, by a symbol first: colour may be missing. */
public enum Mark {
  NONE(""),
  BEST("★"),
  EQUIVALENT("≈"),
  DIVERGED("×"),
  HOLDS("✓"),
  REVERSED("✗"),
  OPEN("?"),
  LEFT_OUT("–");

  private final String symbol;

  Mark(String symbol) {
    this.symbol = symbol;
  }

  public String symbol() {
    return symbol;
  }
}
