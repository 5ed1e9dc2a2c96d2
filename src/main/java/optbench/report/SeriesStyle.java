package optbench.report;

/**
 * How an optimizer looks in every chart: {@link Palette} has the colours and dashes, {@link Marks}
 * the shapes, which go by the dash.
 */
record SeriesStyle(int color, int dash) {}
