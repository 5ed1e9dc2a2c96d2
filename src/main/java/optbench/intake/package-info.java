/** Makes a run of what something else than optbench logged: says what it took for what. */
package optbench.intake;
