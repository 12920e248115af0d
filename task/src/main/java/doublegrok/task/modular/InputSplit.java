package doublegrok.task.modular;

import doublegrok.task.TaskSelection;
import doublegrok.task.random.CounterRandom;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A partition of the inputs 0 .. inputs - 1 into those trained on and those held out. Splits of one
 * seed are nested: a larger fraction keeps the train inputs of a smaller one.
 */
public final class InputSplit {
  private final int[] train;
  private final int[] heldOut;
  private final BitSet isTrain = new BitSet();

  /** The first round(fraction * inputs) of all inputs in a random order are train inputs. */
  InputSplit(int inputs, double fraction, CounterRandom random) {
    int[] shuffled = TaskSelection.firstNumbers(inputs);
    random.shuffle(shuffled);
    int trained = trainCount(inputs, fraction);
    train = Arrays.copyOf(shuffled, trained);
    heldOut = Arrays.copyOfRange(shuffled, trained, inputs);
    for (int input : train) {
      isTrain.set(input);
    }
  }

  /** How many of this many inputs are trained on; halves round up. */
  static int trainCount(int inputs, double fraction) {
    return (int) Math.round(fraction * inputs);
  }

  /** Whether the input is trained on. */
  public boolean isTrain(int input) {
    return isTrain.get(input);
  }

  /** The inputs trained on, in the order of the split. */
  public int[] train() {
    return train.clone();
  }

  /** The other inputs, in the order of the split. */
  public int[] heldOut() {
    return heldOut.clone();
  }
}
