package doublegrok.task.modular;

import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.Urn;

/**
 * The inputs of one balanced batch: each round of all tasks draws one sequence of inputs, and every
 * task of the round sees these inputs in an order of its own.
 *
 * <p>In He et al.'s loader, too, all tasks of a batch see the same inputs; there even their order
 * is shared, and a sequence may repeat an input.
 */
final class SharedInputs implements InputDraw {
  private final Urn urn;
  private final int[] shared;
  private final int tasks;
  private int sequence;

  SharedInputs(Urn urn, int shots, int tasks) {
    this.urn = urn;
    this.shared = new int[shots];
    this.tasks = tasks;
  }

  @Override
  public void draw(int latent, int[] inputs, CounterRandom random) {
    if (sequence % tasks == 0) {
      urn.draw(shared, 0, shared.length, random);
    } else {
      urn.reorder(shared, random);
    }
    sequence++;
    System.arraycopy(shared, 0, inputs, 0, inputs.length);
  }
}
