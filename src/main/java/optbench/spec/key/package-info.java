/**
 * Keys that a file may have, each declared once: name, type, range, default and a sentence. From
 * the declaration come the JSON Schema, the check of a file, reading it into records, writing it,
 * help texts and the reference.
 *
 * <p>Values of a file are texts, numbers, true and false, null, lists and maps.
 */
package optbench.spec.key;
