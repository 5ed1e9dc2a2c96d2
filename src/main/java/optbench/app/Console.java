package optbench.app;

import java.util.function.Consumer;
import optbench.data.DownloadProgress;
import optbench.run.Progress;

/** Where a use case speaks while it works. What came out of it is what it returns. */
public interface Console {
  /** What may be wrong. */
  void warn(String message);

  /** What should not be overlooked, though nothing is wrong. */
  void note(String message);

  /** What is good to know, and left out where the user wants quiet. */
  void remark(String message);

  /** What is going on; left out where the user wants quiet. */
  void status(String message);

  /** What the user waits for, or what ended the work. */
  void tell(String message);

  /** Ends a line that a display of progress may have left open. */
  void endLine();

  /** Shows how far trainings are. */
  Progress progress();

  /** Shows how far a download is. */
  DownloadProgress downloads();

  /** Takes notes, a line each. */
  default Consumer<String> notes() {
    return this::note;
  }
}
