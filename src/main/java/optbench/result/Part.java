package optbench.result;

/**
 * A part of a record that stands for itself in Java only: wherever the record becomes keys, in JSON
 * and in a {@link FlatTree}, those of the part stand among its others.
 */
public interface Part {}
