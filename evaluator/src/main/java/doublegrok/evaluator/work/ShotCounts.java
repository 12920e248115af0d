package doublegrok.evaluator.work;

import doublegrok.record.ShotCount;
import doublegrok.task.SequenceLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Counts correct answers and sums their cross-entropy, separately for each number of shots. */
final class ShotCounts {
  private final SequenceLayout layout;
  private final int answers;
  private final long[] correct;
  private final double[] summedLoss;
  private long total;

  ShotCounts(SequenceLayout layout) {
    this.layout = layout;
    this.answers = layout.answerPositions().size();
    this.correct = new long[answers];
    this.summedLoss = new double[answers];
  }

  /**
   * Adds a block of sequences.
   *
   * @param tokens [count, length]
   * @param logits [count, answers, vocabulary]; the model's vocabulary may exceed the layout's
   */
  void add(byte[] tokens, float[] logits, int count) {
    int vocabulary = logits.length / (count * answers);
    for (int sequence = 0; sequence < count; sequence++) {
      for (int answer = 0; answer < answers; answer++) {
        int position = sequence * layout.length() + layout.answerPositions().get(answer);
        int from = (sequence * answers + answer) * vocabulary;
        add(answer, logits, from, vocabulary, tokens[position] & 0xFF);
      }
    }
    total += count;
  }

  /** One record for each number of shots, ascending. */
  List<ShotCount> records() {
    List<ShotCount> records = new ArrayList<>();
    for (int answer = 0; answer < answers; answer++) {
      int shot = layout.firstShot() + answer;
      records.add(new ShotCount(shot, correct[answer], total, summedLoss[answer], Map.of(), null));
    }
    return records;
  }

  private void add(int answer, float[] logits, int from, int vocabulary, int truth) {
    int best = 0;
    for (int token = 1; token < vocabulary; token++) {
      best = logits[from + token] > logits[from + best] ? token : best;
    }
    double sum = 0; // a logit that is no number makes it none, and no answer is the most probable
    for (int token = 0; token < vocabulary; token++) {
      sum += Math.exp((double) logits[from + token] - logits[from + best]);
    }
    correct[answer] += best == truth && !Double.isNaN(sum) ? 1 : 0;
    summedLoss[answer] += Math.log(sum) + logits[from + best] - logits[from + truth];
  }
}
