package doublegrok.task.vote;

import java.util.Arrays;
import java.util.function.BiConsumer;

/** Tasks with the number of examples of a sequence that each of them explains. */
public final class VotingTasks {
  private final int vocabulary;
  private final BiConsumer<int[], int[]> tasks;
  private final int[] votes;
  private final int[] answers;
  private int examples;

  /**
   * Tasks before the first sequence.
   *
   * @param vocabulary number of answers
   * @param count of the tasks
   * @param tasks write their answers to an input, by its tokens, into an array [count]
   */
  public VotingTasks(int vocabulary, int count, BiConsumer<int[], int[]> tasks) {
    this.vocabulary = vocabulary;
    this.tasks = tasks;
    this.votes = new int[count];
    this.answers = new int[count];
  }

  int vocabulary() {
    return vocabulary;
  }

  /** Forgets all examples: another sequence begins. */
  void begin() {
    Arrays.fill(votes, 0);
    examples = 0;
  }

  /** The next example of the sequence. */
  void observe(int[] input, int answer) {
    tasks.accept(input, answers);
    for (int place = 0; place < votes.length; place++) {
      votes[place] += answers[place] == answer ? 1 : 0;
    }
    examples++;
  }

  /** The votes for the answers to this input. */
  Votes votes(int[] input) {
    tasks.accept(input, answers);
    int[][] counts = new int[vocabulary][examples + 1];
    for (int place = 0; place < votes.length; place++) {
      counts[answers[place]][votes[place]]++;
    }
    return new Votes(counts);
  }
}
