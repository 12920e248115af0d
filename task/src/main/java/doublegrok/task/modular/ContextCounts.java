package doublegrok.task.modular;

import java.util.Arrays;

/** Predictor by how often each answer stands in the context; all alike if it is empty. */
final class ContextCounts implements ReferencePredictor {
  private final int[] counts;
  private int examples;

  ContextCounts(int vocabulary) {
    counts = new int[vocabulary];
  }

  @Override
  public void begin() {
    Arrays.fill(counts, 0);
    examples = 0;
  }

  @Override
  public void predict(int[] input, double[] into, int offset) {
    for (int answer = 0; answer < counts.length; answer++) {
      into[offset + answer] =
          examples == 0 ? 1.0 / counts.length : (double) counts[answer] / examples;
    }
  }

  @Override
  public void observe(int[] input, int answer) {
    counts[answer]++;
    examples++;
  }
}
