package optbench.fuzz;

/** Makes inputs of one kind. */
interface Generator {
  /**
   * Writes the files of an input.
   *
   * @param dice all that the input depends on
   * @param box where its files go
   * @return the command that reads them
   */
  Command generate(Dice dice, Box box);
}
