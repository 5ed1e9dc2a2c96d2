package optbench.report;

import optbench.table.Table;

/** A chart, and the figures that it shows, with labels in full. */
record Drawing(Picture picture, Table table) {}
