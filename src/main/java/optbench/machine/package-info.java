/** What this machine and its user give a process: home, caches, temporary files. Loads nothing. */
package optbench.machine;
