package optbench.text;

import java.util.List;

/** An exception with more than one thing to say; of any other, the message is one line. */
public interface SeveralFaults {
  /** A line for each. */
  List<String> faults();
}
