package doublegrok.task.modular;

import doublegrok.task.TaskSelection;
import java.util.Arrays;

/**
 * The posterior over some tasks if no answer is noisy: uniform over those that agree with all
 * examples. A task whose answer is not known predicts all answers alike; so does a context with
 * which no task agrees.
 */
final class ConsistentTasks implements ReferencePredictor {
  private final AffineTasks tasks;
  private final KnownAnswers known;
  private final int[] places; // a permutation: the consistent tasks, then the others
  private int consistent;

  ConsistentTasks(AffineTasks tasks, KnownAnswers known) {
    this.tasks = tasks;
    this.known = known;
    this.places = TaskSelection.firstNumbers(tasks.count());
  }

  @Override
  public void begin() {
    consistent = places.length;
  }

  @Override
  public void predict(int[] input, double[] into, int offset) {
    int modulus = tasks.modulus();
    if (consistent == 0) {
      Arrays.fill(into, offset, offset + modulus, 1.0 / modulus);
      return;
    }
    Arrays.fill(into, offset, offset + modulus, 0);
    int number = Modulus.number(input, modulus);
    int unknown = 0;
    for (int i = 0; i < consistent; i++) {
      if (known.contains(tasks.latent(places[i]), number)) {
        into[offset + tasks.answer(places[i], input)]++;
      } else {
        unknown++;
      }
    }
    for (int answer = offset; answer < offset + modulus; answer++) {
      into[answer] = (into[answer] + (double) unknown / modulus) / consistent;
    }
  }

  @Override
  public void observe(int[] input, int answer) {
    for (int i = consistent - 1; i >= 0; i--) {
      int place = places[i];
      if (tasks.answer(place, input) != answer) {
        consistent--;
        places[i] = places[consistent];
        places[consistent] = place;
      }
    }
  }
}
