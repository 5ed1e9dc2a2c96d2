package optbench.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** Something to draw below a heading. */
interface Picture {
  Heading heading();

  /** Draws into the area, in logical pixels; the background is white already. */
  void draw(Graphics2D g, Rectangle2D area, Look look);
}
