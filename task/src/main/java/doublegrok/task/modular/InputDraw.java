package doublegrok.task.modular;

import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.Urn;

/** Draws the inputs of one sequence. */
interface InputDraw {
  /** Fills the array, one input per shot, for a sequence of this latent task. */
  void draw(int latent, int[] inputs, CounterRandom random);

  /** Draws from these inputs without replacement while they last, whatever the task. */
  static InputDraw from(int[] inputs, int shots) {
    Urn urn = new Urn(inputs, shots);
    return (latent, drawn, random) -> urn.draw(drawn, 0, shots, random);
  }
}
