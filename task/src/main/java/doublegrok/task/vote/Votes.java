package doublegrok.task.vote;

/**
 * Votes of a context for the answers to one query: an example votes for each task that explains it.
 *
 * @param tasks how many tasks with so many votes give an answer, [answers, votes]
 */
@SuppressWarnings("ArrayRecordComponent")
record Votes(int[][] tasks) {
  /**
   * The answers of the tasks with weights exp(eta v), v their votes; of those with most votes if
   * eta is infinite. One gradient step of size g from zero on logits of n tasks is eta = g / n.
   */
  double[] tempered(double eta) {
    int most = most();
    double[] weights = new double[most + 1];
    for (int votes = 0; votes <= most; votes++) {
      weights[votes] = votes == most ? 1 : Math.exp(eta * (votes - most));
    }
    double[] answers = new double[tasks.length];
    double sum = 0;
    for (int answer = 0; answer < answers.length; answer++) {
      for (int votes = 0; votes <= most; votes++) {
        answers[answer] += weights[votes] * tasks[answer][votes];
      }
      sum += answers[answer];
    }
    for (int answer = 0; answer < answers.length; answer++) {
      answers[answer] /= sum;
    }
    return answers;
  }

  /** How many tasks with so many votes fewer than most give an answer, [answers, votes]. */
  int[][] fewerThanMost() {
    int most = most();
    int[][] fewer = new int[tasks.length][most + 1];
    for (int answer = 0; answer < fewer.length; answer++) {
      for (int votes = 0; votes <= most; votes++) {
        fewer[answer][most - votes] = tasks[answer][votes];
      }
    }
    return fewer;
  }

  private int most() {
    int most = tasks[0].length - 1;
    while (hasNone(most)) {
      most--;
    }
    return most;
  }

  private boolean hasNone(int votes) {
    for (int[] ofAnswer : tasks) {
      if (ofAnswer[votes] != 0) {
        return false;
      }
    }
    return true;
  }
}
