package doublegrok.task.modular;

import java.util.Arrays;

/** Some tasks, and how many examples of a sequence each of them explains. */
final class VotingTasks {
  private final AffineTasks tasks;
  private final int[] votes;
  private final int[] answers;
  private int examples;

  VotingTasks(AffineTasks tasks) {
    this.tasks = tasks;
    this.votes = new int[tasks.count()];
    this.answers = new int[tasks.count()];
  }

  /** Forgets all examples: another sequence begins. */
  void begin() {
    Arrays.fill(votes, 0);
    examples = 0;
  }

  /** The next example of the sequence. */
  void observe(int[] input, int answer) {
    tasks.answers(input, answers);
    for (int place = 0; place < votes.length; place++) {
      votes[place] += answers[place] == answer ? 1 : 0;
    }
    examples++;
  }

  /** The votes for the answers to this input. */
  Votes votes(int[] input) {
    tasks.answers(input, answers);
    int[][] counts = new int[tasks.modulus()][examples + 1];
    for (int place = 0; place < votes.length; place++) {
      counts[answers[place]][votes[place]]++;
    }
    return new Votes(counts);
  }
}
