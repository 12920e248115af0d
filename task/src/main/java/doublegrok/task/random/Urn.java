package doublegrok.task.random;

/**
 * A fixed set of values from which sequences draw without replacement while they last; a longer
 * draw starts afresh with all values, pass after pass. Draws leave no trace. Not thread-safe.
 */
public final class Urn {
  private final int[] values;
  private final int[] swaps;

  /**
   * An urn with these values.
   *
   * @param values at least one
   * @param most the longest draw
   */
  public Urn(int[] values, int most) {
    if (values.length == 0) {
      throw new IllegalArgumentException("an urn must have at least one value");
    }
    this.values = values.clone();
    this.swaps = new int[Math.min(values.length, most)];
  }

  /** Fills into[from .. to - 1]. */
  public void draw(int[] into, int from, int to, CounterRandom random) {
    for (int pass = from; pass < to; pass += values.length) {
      drawPass(into, pass, Math.min(values.length, to - pass), random);
    }
  }

  /** Reorders a draw that fills its array, within each of its passes. */
  public void reorder(int[] drawn, CounterRandom random) {
    for (int pass = 0; pass < drawn.length; pass += values.length) {
      random.shuffle(drawn, pass, Math.min(pass + values.length, drawn.length));
    }
  }

  /** A partial Fisher-Yates shuffle, undone afterwards in reverse order. */
  private void drawPass(int[] into, int from, int count, CounterRandom random) {
    for (int i = 0; i < count; i++) {
      swaps[i] = i + random.below(values.length - i);
      swap(i, swaps[i]);
      into[from + i] = values[i];
    }
    for (int i = count - 1; i >= 0; i--) {
      swap(i, swaps[i]);
    }
  }

  private void swap(int i, int j) {
    int value = values[i];
    values[i] = values[j];
    values[j] = value;
  }
}
