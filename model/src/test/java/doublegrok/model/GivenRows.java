package doublegrok.model;

import doublegrok.task.RealSequences;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import java.util.List;
import java.util.Random;

/** Sequences of rows (x, y) for tests. */
final class GivenRows {
  private GivenRows() {}

  /** Rows (x, w.x) of standard normal x and w, queries' labels in place. */
  static RealSequences block(int sequences, int d, int rows, List<Integer> queries, long seed) {
    Random random = new Random(seed);
    SequenceLayout layout =
        new SequenceLayout(new SequenceForm.Reals(d + 1, 1), rows, queries, queries.get(0));
    float[] inputs = new float[sequences * rows * (d + 1)];
    float[] targets = new float[sequences * queries.size()];
    for (int sequence = 0; sequence < sequences; sequence++) {
      double[] w = random.doubles(d, -1, 1).map(each -> random.nextGaussian()).toArray();
      for (int row = 0; row < rows; row++) {
        int from = (sequence * rows + row) * (d + 1);
        double y = 0;
        for (int i = 0; i < d; i++) {
          inputs[from + i] = (float) random.nextGaussian();
          y += w[i] * inputs[from + i];
        }
        inputs[from + d] = (float) y;
        if (queries.contains(row)) {
          targets[sequence * queries.size() + queries.indexOf(row)] = (float) y;
        }
      }
    }
    return new RealSequences(layout, sequences, inputs, targets, new int[sequences]);
  }

  static RealSequences with(RealSequences block, float[] inputs) {
    return new RealSequences(
        block.layout(), block.count(), inputs, block.targets(), block.latents());
  }

  /** The rows of one sequence. */
  static double[][] rows(RealSequences block, int sequence) {
    int width = block.inputs().length / block.count() / block.layout().length();
    int length = block.layout().length();
    double[][] rows = new double[length][width];
    for (int i = 0; i < length * width; i++) {
      rows[i / width][i % width] = block.inputs()[sequence * length * width + i];
    }
    return rows;
  }
}
