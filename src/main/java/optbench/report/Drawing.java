package optbench.report;

import optbench.result.Table;

/** A chart, and the figures that it shows, with labels in full. */
record Drawing(Picture picture, Table table) {}
