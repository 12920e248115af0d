package doublegrok.explain;

import doublegrok.task.Score;

/**
 * Evaluation of one set at its last shot, as transitions are heard.
 *
 * @param step of the checkpoint
 * @param score of queries that have right answers
 * @param background accuracy there of the best reference that has not generalised as far as this
 *     set asks, from 0 to 1
 */
public record Observation(long step, Score score, double background) {
  public Observation {
    if (!score.hasAnswers()) {
      throw new IllegalArgumentException(
          "the score must have right answers, as transitions are of accuracy, was " + score);
    }
    if (!(background >= 0 && background <= 1)) {
      throw new IllegalArgumentException("background must be from 0 to 1, was " + background);
    }
  }

  long correct() {
    return score.correct().orElseThrow();
  }

  long total() {
    return score.total();
  }
}
