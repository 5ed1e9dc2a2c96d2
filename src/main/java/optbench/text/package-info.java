/**
 * Text on its way to people: what comes from elsewhere can neither forge lines nor steer a
 * terminal.
 */
package optbench.text;
