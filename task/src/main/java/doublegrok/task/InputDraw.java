package doublegrok.task;

/** Draws the inputs of one sequence. */
interface InputDraw {
  /** Fills the array, one input per shot, for a sequence of this latent task. */
  void draw(int latent, int[] inputs, CounterRandom random);
}
