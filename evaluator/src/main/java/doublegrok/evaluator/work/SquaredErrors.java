package doublegrok.evaluator.work;

import doublegrok.record.ShotCount;
import doublegrok.task.RealSequences;
import doublegrok.task.SequenceLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sums of a model's squared errors on real targets, by shot: where no answer is right or wrong. */
final class SquaredErrors {
  private final SequenceLayout layout;
  private final double[] sums;
  private final double[] squares;
  private long queries;

  SquaredErrors(SequenceLayout layout) {
    this.layout = layout;
    this.sums = new double[layout.answerPositions().size()];
    this.squares = new double[sums.length];
  }

  /**
   * Adds a block of sequences.
   *
   * @param outputs of the model, [count, answers, outputs]
   */
  void add(RealSequences block, float[] outputs) {
    int width = layout.form().outputs();
    for (int vector = 0; vector < block.count() * sums.length; vector++) {
      double error = 0;
      for (int i = vector * width; i < (vector + 1) * width; i++) {
        double difference = (double) outputs[i] - block.targets()[i];
        error += difference * difference / width;
      }
      sums[vector % sums.length] += error;
      squares[vector % sums.length] += error * error;
    }
    queries += block.count();
  }

  /** One record for each counted position, ascending. */
  List<ShotCount> records() {
    List<ShotCount> records = new ArrayList<>();
    for (int answer = 0; answer < sums.length; answer++) {
      records.add(ShotCount.newBuilder()
          .setShot(layout.firstShot() + answer)
          .setCorrect(0)
          .setTotal(queries)
          .setSummedLoss(sums[answer])
          .setAttribution(Map.of())
          .setSummedSquares(squares[answer])
          .build());
    }
    return records;
  }
}
