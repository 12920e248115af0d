package doublegrok.task.modular;

import doublegrok.task.Distribution;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import doublegrok.task.random.Urn;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/** Makes query grids. A task's context is a function of seed and task, and grows with shots. */
final class QueryGrids {
  private final Examples examples;
  private final int shots;
  private final long seed;

  /**
   * Grids of a family.
   *
   * @param shots examples of context, from 0 to the most shots of a sequence less one
   */
  QueryGrids(Examples examples, int shots, long seed) {
    if (shots < 0 || shots >= Distribution.MOST_SHOTS) {
      throw new IllegalArgumentException(
          "shots before a query must be 0.." + (Distribution.MOST_SHOTS - 1) + ", was " + shots);
    }
    this.examples = examples;
    this.shots = shots;
    this.seed = seed;
  }

  /**
   * All queries (x, y, 0) of one task, x the column, y the row.
   *
   * @param inputs from which the context is drawn
   */
  QueryGrid plane(String name, int latent, int[] inputs) {
    int modulus = examples.vocabulary();
    int[] context = context(latent, inputs);
    TokenSequences cells =
        cells(row -> latent, row -> context, (row, column) -> column + modulus * row);
    return new QueryGrid(name, modulus, modulus, "y", "x", shots, cells);
  }

  /**
   * All queries of all tasks of a family with one coordinate, the task the row.
   *
   * @param inputs latent to the inputs from which its context is drawn
   */
  QueryGrid tasks(IntFunction<int[]> inputs) {
    int modulus = examples.vocabulary();
    TokenSequences cells =
        cells(row -> row, row -> context(row, inputs.apply(row)), (row, column) -> column);
    return new QueryGrid("tasks", modulus, modulus, "task", "x", shots, cells);
  }

  /** The context of this task, with a place for the query at the end. */
  private int[] context(int latent, int[] inputs) {
    int[] context = new int[shots + 1];
    CounterRandom random = new CounterRandom(seed, RandomStream.QUERY_GRIDS, latent);
    new Urn(inputs, shots).draw(context, 0, shots, random);
    return context;
  }

  private TokenSequences cells(
      IntUnaryOperator latentOfRow, IntFunction<int[]> contextOfRow, IntBinaryOperator query) {
    int modulus = examples.vocabulary();
    SequenceLayout layout = examples.lastAnswerLayout(shots + 1);
    byte[] tokens = new byte[Math.multiplyExact(modulus * modulus, layout.length())];
    int[] latents = new int[modulus * modulus];
    for (int row = 0; row < modulus; row++) {
      int latent = latentOfRow.applyAsInt(row);
      int[] inputs = contextOfRow.apply(row);
      for (int column = 0; column < modulus; column++) {
        int cell = row * modulus + column;
        inputs[shots] = query.applyAsInt(row, column);
        examples.write(latent, inputs, tokens, cell * layout.length());
      }
      Arrays.fill(latents, row * modulus, (row + 1) * modulus, latent);
    }
    return new TokenSequences(layout, modulus * modulus, tokens, latents);
  }
}
