/** Carries out a plan: what is still missing is trained, saved and reported. */
package optbench.run;
