package doublegrok.task.modular;

import java.util.Arrays;

/**
 * The posterior over some tasks under label noise, by how many examples each of them misses. A task
 * whose answer is not known predicts all answers alike.
 */
final class WeightedTasks implements ReferencePredictor {
  private final AffineTasks tasks;
  private final KnownAnswers known;
  private final LabelNoise noise;
  private final int[] misses;
  private final int[] answers;
  private int answered = -1; // the input whose answers these are
  private int leastMisses;

  WeightedTasks(AffineTasks tasks, KnownAnswers known, LabelNoise noise) {
    this.tasks = tasks;
    this.known = known;
    this.noise = noise;
    this.misses = new int[tasks.count()];
    this.answers = new int[tasks.count()];
  }

  @Override
  public void begin() {
    Arrays.fill(misses, 0);
    leastMisses = 0;
  }

  @Override
  public void predict(int[] input, double[] into, int offset) {
    int number = answer(input);
    int modulus = tasks.modulus();
    Arrays.fill(into, offset, offset + modulus, 0);
    double unknown = 0;
    for (int place = 0; place < misses.length; place++) {
      double weight = noise.weight(misses[place], leastMisses);
      if (known.contains(tasks.latent(place), number)) {
        into[offset + answers[place]] += weight;
      } else {
        unknown += weight;
      }
    }
    for (int answer = offset; answer < offset + modulus; answer++) {
      into[answer] += unknown / modulus;
    }
    noise.toProbabilities(into, offset);
  }

  @Override
  public void observe(int[] input, int answer) {
    answer(input);
    int least = Integer.MAX_VALUE;
    for (int place = 0; place < misses.length; place++) {
      misses[place] += answers[place] == answer ? 0 : 1;
      least = Math.min(least, misses[place]);
    }
    leastMisses = least;
  }

  /** Makes sure that the answers are those to this input; most are asked for twice in a row. */
  private int answer(int[] input) {
    int number = Modulus.number(input, tasks.modulus());
    if (number != answered) {
      tasks.answers(input, answers);
      answered = number;
    }
    return number;
  }
}
