package doublegrok.evaluator.work;

import doublegrok.log.EvaluationScores;
import doublegrok.record.ShotCount;
import doublegrok.task.Score;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import java.util.ArrayList;
import java.util.List;

/** Counts correct answers and sums their cross-entropy, separately for each number of shots. */
final class ShotCounts {
  private final SequenceLayout layout;
  private final Predictions predictions;
  private final int answers;
  private final long[] correct;
  private final double[] summedLoss;
  private double[] probabilities = new double[0];
  private long total;

  /** Is shown the model's prediction for every query. */
  interface Predictions {
    /**
     * Takes a prediction.
     *
     * @param answer which answer of the sequence, from 0
     * @param query number of the sequence, from 0
     * @param probabilities of the model's tokens; another prediction's after the call
     */
    void add(int answer, int query, double[] probabilities);
  }

  ShotCounts(SequenceLayout layout, Predictions predictions) {
    this.layout = layout;
    this.predictions = predictions;
    this.answers = layout.answerPositions().size();
    this.correct = new long[answers];
    this.summedLoss = new double[answers];
  }

  /**
   * Adds a block of sequences.
   *
   * @param block of the layout
   * @param logits [block.count, answers, vocabulary]; the model's may exceed the layout's
   */
  void add(TokenSequences block, float[] logits) {
    int vocabulary = logits.length / (block.count() * answers);
    probabilities = probabilities.length == vocabulary ? probabilities : new double[vocabulary];
    for (int sequence = 0; sequence < block.count(); sequence++) {
      for (int answer = 0; answer < answers; answer++) {
        int truth = block.token(sequence, layout.answerPositions().get(answer));
        add(answer, logits, (sequence * answers + answer) * vocabulary, truth);
        predictions.add(answer, Math.toIntExact(total + sequence), probabilities);
      }
    }
    total += block.count();
  }

  /** One record for each number of shots, ascending. */
  List<ShotCount> records() {
    List<ShotCount> records = new ArrayList<>();
    for (int answer = 0; answer < answers; answer++) {
      int shot = layout.firstShot() + answer;
      Score score = Score.ofAnswers(correct[answer], total, summedLoss[answer]);
      records.add(EvaluationScores.record(shot, score));
    }
    return records;
  }

  private void add(int answer, float[] logits, int from, int truth) {
    int best = Softmax.into(probabilities, logits, from);
    // A logit that is no number makes all of them none, and no answer the most probable.
    correct[answer] += best == truth && !Double.isNaN(probabilities[truth]) ? 1 : 0;
    summedLoss[answer] += Softmax.loss(logits, from, best, truth, probabilities[best]);
  }
}
