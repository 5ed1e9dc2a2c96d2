/**
 * Networks as their definitions say, one number after another in double, for tests to hold engines
 * against. They share no code with the engines.
 */
package optbench.engine.naive;
